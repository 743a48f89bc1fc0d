import { defineCheck } from '../../check.ts';
import { gapInSquad, withPages } from '../../support.ts';

/** A night is 22:00 to 07:00. One week in two weeks is what a weekly rotation gives; a part of an eighth night comes from the turn's edges. */
const hoursOfNight = 9;
const mostNights = 7.9;

export default defineCheck({
  id: 'oncall/load',
  code: 'RD-067',
  summary: 'Nobody is on call for more than seven nights of the next two weeks.',
  why: 'Tired people make the second mistake; a squad that burns out leaves together.',
  level: 'gold',
  maturity: { stage: 'warn' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    view.coverage.shares
      .filter(({ squad, nightHours }) => squad === view.squad.id && nightHours > mostNights * hoursOfNight)
      .map(({ schedule, person, nightHours }) =>
        gapInSquad(
          view,
          ['schedules', schedule],
          `${person} is on call in schedule ${schedule} for ${Math.round(nightHours / hoursOfNight)} nights of the next two weeks.`,
          'Shorten the turns, add participants, or swap a turn with an override.',
        ),
      ),
  examples: {
    bad: [
      {
        squad:
          "overrides: [{ schedule: oncall, from: '2026-11-23T18:00', to: '2026-12-06T18:00', person: ana, reason: she likes it }]",
      },
    ],
    good: [{}],
  },
});
