import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { Host, Output } from '../cli/command.ts';
import { ForgeError, type CommentOutcome } from '../forge/forge.ts';
import { ciMarkdown, ciMarker, longestSummary } from '../show/ci/markdown.ts';
import { hasNews, type CiReport } from '../show/ci/report.ts';
import { markdownOptions } from './ci-formats.ts';
import type { CiPlace } from './ci-place.ts';
import type { CiOptions } from './ci.ts';

/**
 * Writes the job's summary and the comment; what became of the comment in one line on standard error. A forge that cannot be reached makes no
 * build red: the verdict stands in the summary and in the exit status.
 */
export async function publish(report: CiReport, place: CiPlace, options: CiOptions, host: Host): Promise<Output[]> {
  const summarised = await writeSummary(report, options, host);
  const said = await comment(report, place, options, host, summarised);
  return said === undefined ? [] : [{ target: 'stderr', text: `${said}\n` }];
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary */
async function writeSummary(report: CiReport, { dir }: CiOptions, host: Host): Promise<boolean> {
  const file = host.env['GITHUB_STEP_SUMMARY'];
  if (!file) return false;
  await appendFile(
    path.resolve(host.cwd, file),
    ciMarkdown(report, markdownOptions(report, host, dir, longestSummary)),
  );
  return true;
}

async function comment(
  report: CiReport,
  { number, forge, why, fork }: CiPlace,
  { comment: wanted, dir }: CiOptions,
  host: Host,
  summarised: boolean,
): Promise<string | undefined> {
  if (number === undefined || wanted === false) return undefined;
  const instead = summarised ? ' The summary of this job has everything.' : '';
  if (!forge) return `No comment on pull request ${number}: ${why}.${instead}`;
  try {
    const body = ciMarkdown(report, markdownOptions(report, host, dir));
    const outcome = await forge.upsertComment(number, ciMarker(dir), body, { create: hasNews(report) });
    return sentence(outcome, number, fork === true, instead);
  } catch (error) {
    if (error instanceof ForgeError) return `No comment on pull request ${number}: ${error.message}${instead}`;
    throw error;
  }
}

function sentence(outcome: CommentOutcome, number: number, fork: boolean, instead: string): string | undefined {
  if (outcome === 'unchanged') return undefined;
  if (outcome !== 'forbidden') return `Comment on pull request ${number} ${outcome}.`;
  const reason = fork
    ? 'it comes from a fork, whose jobs may not write'
    : 'the token may not write (pull-requests: write)';
  return `No comment on pull request ${number}: ${reason}.${instead}`;
}
