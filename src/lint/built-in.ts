/** A check that is not a lint rule with a file of its own: it belongs to loading, linking, resolving or compiling. */
export interface BuiltInCheck {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
}

/** Checks of the layers before the rules, so that `alerts explain` and the pages know every id that a finding can carry. */
export const builtInChecks: readonly BuiltInCheck[] = [
  { id: 'file/unreadable', summary: 'A file or folder cannot be read.', why: 'What cannot be read is not checked, planned or applied.' },
  { id: 'file/too-large', summary: 'A file is larger than 2 MiB.', why: 'Such a file is a mistake or an attack; it would slow every run.' },
  { id: 'file/link', summary: 'A symbolic link leads out, nowhere, back to itself, or to a folder.', why: 'A pull request could make the tool read files of the machine it runs on.' },
  { id: 'file/not-a-file', summary: 'Something with a YAML name is not a regular file.', why: 'Reading a pipe or a device can wait for ever.' },
  { id: 'yaml/encoding', summary: 'The file is not UTF-8.', why: 'Guessing an encoding would change names and texts silently.' },
  { id: 'yaml/forbidden-character', summary: 'The file contains control, bidirectional or NUL characters.', why: 'They make a reviewer see something else than what is applied.' },
  { id: 'yaml/syntax', summary: 'The file is not valid YAML.', why: 'Nothing in it can be used.' },
  { id: 'yaml/alias', summary: 'An alias refers to nothing, is nested, or makes the file explode.', why: 'A few lines of nested aliases expand to gigabytes.' },
  { id: 'yaml/tag', summary: 'A YAML tag is used.', why: 'Tags can name code; definitions are data.' },
  { id: 'yaml/key', summary: 'A key is not a plain text, or is __proto__.', why: 'Such keys change meaning between tools.' },
  { id: 'yaml/merge-key', summary: 'A merge key (<<) is used.', why: 'What a mapping contains should be visible where it stands; templates and defaults say where values come from.' },
  { id: 'yaml/duplicate-key', summary: 'A key is given twice.', why: 'Only one of the two would count, and readers disagree which.' },
  { id: 'yaml/number', summary: 'A number is out of range.', why: 'It would be rounded silently.' },
  { id: 'schema/document', summary: 'A document is not a mapping.', why: 'A definition has apiVersion, kind and id.' },
  { id: 'schema/kind', summary: 'The kind of a document is unknown or missing.', why: 'The document would be ignored.' },
  { id: 'schema/foreign-document', summary: 'A YAML document is neither ours nor OpenSLO.', why: 'A misspelt apiVersion would make a whole file disappear.' },
  { id: 'schema/unknown-field', summary: 'A field is unknown.', why: 'A typo would disable an option silently.' },
  { id: 'schema/required', summary: 'A required field is missing.', why: 'Without it the definition means nothing.' },
  { id: 'schema/value', summary: 'A value is not what the field takes.', why: 'It would be refused by the vendor or misread.' },
  { id: 'schema/id', summary: 'A name does not follow the pattern of its kind.', why: 'Ids become parts of vendor names, markers and file names.' },
  { id: 'link/duplicate-id', summary: 'Two documents of a kind have the same id.', why: 'One of them would be ignored.' },
  { id: 'link/one-project', summary: 'There is no project, or more than one.', why: 'Environments, connections and defaults come from exactly one.' },
  { id: 'link/no-owner', summary: 'An application has no squad.', why: 'Nobody would be called, and no unit would own its objects.' },
  ...(
    [
      ['squad', 'squad'], ['person', 'person'], ['application', 'application'], ['template', 'template'], ['openslo', 'OpenSLO document'], ['alert', 'alert'],
      ['schedule', 'schedule'], ['escalation', 'escalation'], ['channel', 'channel'], ['hours', 'hours'], ['connection', 'connection'],
      ['environment', 'environment'], ['rule', 'rule'], ['feature', 'feature, endpoint, queue or job'],
    ] as const
  ).map(([slug, noun]) => ({ id: `link/unknown-${slug}`, summary: `A reference names no existing ${noun}.`, why: 'A page would go nowhere, or an alert would never be evaluated.' })),
  { id: 'template/cycle', summary: 'A template uses itself, or a description contains itself.', why: 'It would expand for ever.' },
  { id: 'template/nothing-to-remove', summary: 'An empty alert removes nothing.', why: 'It is meant to remove a template\'s alert, whose id is probably misspelt.' },
  { id: 'template/too-many', summary: 'An application has more than 2000 alerts.', why: 'Templates that multiply make every run slow.' },
  { id: 'template/unknown-variable', summary: 'A ${name} is bound to nothing.', why: 'It would stand literally in a query or a title.' },
  { id: 'template/unknown-parameter', summary: 'A parameter that the template does not have is given.', why: 'The value would be ignored.' },
  { id: 'template/parameter-type', summary: 'A parameter has the wrong type.', why: 'The query or threshold built from it would be wrong.' },
  { id: 'template/missing-parameter', summary: 'A required parameter is missing.', why: 'The template\'s alerts cannot be built.' },
  { id: 'condition/not-applicable', summary: 'A field of the condition does not apply to the source.', why: 'It would be ignored, while the reader believes in it.' },
  { id: 'condition/unit', summary: 'A threshold cannot be converted to the query\'s unit.', why: 'A wrong unit is a factor of a thousand.' },
  { id: 'condition/incomplete', summary: 'The condition lacks what says when the alert fires.', why: 'Without it the alert never fires, or always.' },
  { id: 'runbook/unreadable', summary: 'A runbook file cannot be read.', why: 'The person who is called would have no procedure.' },
  { id: 'oncall/time-never', summary: 'A written time is skipped by the clock of its zone.', why: 'In the night in which clocks go forward an hour does not exist; readers would disagree about what is meant.' },
  { id: 'oncall/time-twice', summary: 'A written time is shown twice by the clock of its zone.', why: 'In the night in which clocks go back an hour comes twice; a handover would be off by an hour for half of the readers.' },
  { id: 'oncall/calendar', summary: 'A calendar file cannot be read.', why: 'Its holidays would be working days, and the wrong people would be called.' },
  { id: 'oncall/calendar-event-ignored', summary: 'An event of a calendar cuts no day out.', why: 'Only all-day events that take place and block time make a holiday; an author of another event may believe otherwise.' },
  { id: 'lint/bad-directive', summary: 'A suppression comment cannot be read.', why: 'It hides nothing, while its author believes that it does.' },
  { id: 'lint/unknown-rule', summary: 'A suppression names no rule.', why: 'It hides nothing.' },
  { id: 'lint/unsuppressible', summary: 'A suppression names a check that cannot be suppressed.', why: 'Nothing could be concluded from the definition otherwise.' },
  { id: 'lint/expired-suppression', summary: 'A suppression has ended.', why: 'It was meant to be temporary.' },
  { id: 'lint/unused-suppression', summary: 'A suppression hides nothing.', why: 'It would hide the next finding of that rule unseen.' },
]; // prettier-ignore
