/** A rule that other tools need and that the format, or a check before the rules, makes impossible to break. */
export interface UnbreakableRule {
  readonly id: string;
  readonly why: string;
}

/** Listed so that `alerts explain` answers for them, too. */
export const unbreakableRules: readonly UnbreakableRule[] = [
  {
    id: 'schema/valid',
    why: 'Every document is validated before it is used; schema/unknown-field, schema/required and schema/value say what is wrong, with the nearest name.',
  },
  {
    id: 'schema/duplicate-id',
    why: 'Alerts, schedules, rotations, escalations and queries are maps, so that an id cannot repeat; yaml/duplicate-key and link/duplicate-id say where somebody tried.',
  },
  {
    id: 'schema/dangling-ref',
    why: 'Every reference is resolved before the rules run; link/unknown-squad, link/unknown-alert and their like name the nearest candidate.',
  },
  {
    id: 'schema/removed-but-referenced',
    why: 'A reference to an alert that was removed is a reference to nothing, which link/unknown-alert reports in the same pull request.',
  },
  {
    id: 'name/convention',
    why: "Titles are never typed: they are built from the project's pattern, the application, the squad and the description.",
  },
  {
    id: 'name/app-squad-match',
    why: 'The application and the squad in a title are those that own the alert, since both are filled in when the title is built.',
  },
  {
    id: 'owner/required',
    why: 'An application belongs to the squad that it names or to the nearest squad.yaml above; link/no-owner and link/unknown-squad refuse all else.',
  },
  {
    id: 'owner/single',
    why: '"squad" takes one squad, and an alert is owned by the squad of its application whoever is reached.',
  },
  {
    id: 'message/handles-valid',
    why: 'Texts hold no handles (message/no-mention); those that are sent are made from channels and connections that link/unknown-channel has resolved.',
  },
  {
    id: 'runbook/fresh',
    why: '"reviewed" covers the alert with its runbook; life/review-date reports it after twelve months.',
  },
];
