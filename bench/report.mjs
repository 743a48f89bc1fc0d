import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { format, resolveConfig } from 'prettier';

const head = ['What', 'Measured', 'Compared with', 'Ratio', 'Limit', 'Result'];

/** Seconds as people read them: milliseconds under one second. */
export function seconds(value) {
  return value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(2)} s`;
}

/** The rows as a Markdown table, with what they were measured on. */
export function markdown(rows, rounds) {
  const lines = [head, head.map(() => '---'), ...rows.map(cells)].map((row) => `| ${row.join(' | ')} |`);
  return `${facts(rounds)}\n\n${lines.join('\n')}\n`;
}

/** Replaces what stands between the markers of a name on a page; a page that does not exist is begun. */
export async function writePage(file, text, name = 'bench') {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const page = existsSync(file) ? readFileSync(file, 'utf8') : `# Benchmarks\n\n${start}\n${end}\n`;
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no ${start} and ${end}.`);
  const written = `${page.slice(0, from + start.length)}\n\n${text}\n${page.slice(to)}`;
  writeFileSync(file, await format(written, { ...(await resolveConfig(file)), filepath: file }));
}

function facts(rounds) {
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const machine = `${os.platform()} ${os.arch()}, ${os.availableParallelism()} cores, ${memory} GiB of memory`;
  const runs = rounds === 1 ? 'One run each.' : `Medians of ${rounds} interleaved runs after one that is thrown away.`;
  return `Node ${process.versions.node}, ${machine}. ${runs}`;
}

function cells({ what, measured, compared, ratio, limit, met, failed }) {
  const number = ratio === undefined ? '' : `${ratio.toFixed(2)} ×`;
  if (failed) return [what, '', compared ?? '', '', limit ?? '', failed.replaceAll('|', '\\|')];
  const result = met === undefined ? '' : met ? 'met' : '**not met**';
  return [what, measured, compared ?? '', number, limit ?? '', result];
}
