import type { Span } from '../oncall/model.ts';
import type { OnCallEntry } from '../show/oncall/entry.ts';
import { localText } from '../oncall/routing/local-text.ts';
import { checkText } from '../show/oncall/check-text.ts';
import { gridRange, onCallGrid } from '../show/oncall/grid.ts';
import { onCallTable, type TableStyle } from '../show/oncall/table.ts';
import { entriesAt, entriesOf, rangeOf, type Asked } from './oncall-asked.ts';

const longestGrid = 35;
const day = 86_400_000;

/** What people read: a list per instant, or of a range, or a grid of days; or what `--check` found, below the grid if that is wanted. */
export function onCallText(asked: Asked, style: TableStyle): string {
  const { checked, options } = asked;
  const shown = options.grid === true ? gridText(asked, style) : '';
  if (!checked) return shown || lists(asked, style);
  const title = style.chalk.bold(boundsText(checked.range, asked));
  return `${shown}${title}\n\n${checkText(checked.coverage.shares, checked.findings, style)}`;
}

function boundsText({ from, until }: Span, { model: { zone } }: Asked): string {
  return `${localText(zone, from)} to ${localText(zone, until)} (${zone})`;
}

function lists(asked: Asked, { chalk }: TableStyle): string {
  const { zone } = asked.model;
  const { range, instants } = asked.times;
  if (range) return `${chalk.bold(boundsText(range, asked))}\n${list(asked, entriesOf(asked, range), { chalk })}`;
  return instants
    .map((at) => `${chalk.bold(`${localText(zone, at)} (${zone})`)}\n${list(asked, entriesAt(asked, at), { chalk })}`)
    .join('\n');
}

/** Schedules without anybody are listed unless people are asked about. */
function list(asked: Asked, entries: readonly OnCallEntry[], { chalk }: Pick<TableStyle, 'chalk'>): string {
  const { schedules, options } = asked;
  const shown = options.person
    ? schedules.filter((one) => entries.some(({ schedule }) => schedule === one))
    : schedules;
  if (shown.length === 0) return schedules.length === 0 ? 'There are no schedules.\n' : 'None of them is on call.\n';
  return onCallTable(entries, shown, chalk);
}

/** A week, or the days of the range, at most five weeks. */
function gridText(asked: Asked, style: TableStyle): string {
  const { model, schedules, times } = asked;
  const { from, until } = rangeOf(times);
  const days = times.range ? Math.min(longestGrid, Math.ceil((until - from) / day)) : 7;
  const shown = { at: from, days };
  const entries = entriesOf(asked, gridRange([model.zone, ...schedules.map(({ zone }) => zone)], shown));
  return onCallGrid(entries, schedules, shown, style);
}
