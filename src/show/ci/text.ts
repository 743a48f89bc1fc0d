import type { ChalkInstance } from 'chalk';
import { printableLine } from '../../findings/printable.ts';
import { counted } from '../../findings/counted.ts';
import { renderPlanText } from '../../plan/text.ts';
import { changesText } from '../route/changes-text.ts';
import { enforced, type CiReport } from './report.ts';

/** How a report is printed. */
export interface CiTextOptions {
  readonly chalk: ChalkInstance;
  readonly columns: number;
  readonly noun: (type: string) => string;
}

/** What stands below the findings: scorecards, plan, nights, and one line that sums up. */
export function ciText(report: CiReport, { chalk, columns, noun }: CiTextOptions): string {
  const { applications, plan, nights, notes, missingApprovals } = report;
  const cards = applications.map(({ card, before }) => {
    const { application, squad, tier, level } = card;
    const change = before === level ? level : `${before ?? 'new'} → ${level}`;
    return `${printableLine(application)}  ${printableLine(squad)}, ${tier === undefined ? 'no tier' : `tier ${tier}`}  ${chalk.bold(change)}\n`;
  });
  const level = chalk.level;
  return [
    cards.join(''),
    plan
      ? renderPlanText(plan, { color: level, width: columns, noun })
      : 'Nothing is planned: mend the errors first.\n',
    nights ? changesText(nights, { chalk, columns }) : '',
    missingApprovals.map((one) => `Still to approve: ${printableLine(one)}\n`).join(''),
    notes.map((note) => `${printableLine(note)}\n`).join(''),
    conclusion(report, chalk),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function conclusion(report: CiReport, chalk: ChalkInstance): string {
  const { tests, applications, base } = report;
  const errors = enforced(report).length;
  const passed = tests.cases === 0 ? 'no tests' : `${tests.passed} of ${counted(tests.cases, 'test')} pass`;
  const verdict = errors > 0 ? chalk.red(`${counted(errors, 'problem')} to mend`) : chalk.green('nothing blocks');
  return `${verdict}; ${counted(applications.length, 'application')} touched since ${printableLine(base)}, ${passed}.\n`;
}
