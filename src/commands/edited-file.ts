import type { Output } from '../cli/command.ts';
import type { Run } from '../pipeline/run.ts';

/** The text of a definition file as its offsets count it: without a byte order mark. */
export function textOfFile(run: Run, file: string): string {
  return run.shard.load(file).file.text;
}

/** An output that replaces a definition file; a byte order mark stays. */
export function editedFile(run: Run, file: string, text: string): Output {
  const bytes = run.tree.files.find((one) => one.path === file)?.bytes;
  const mark = bytes?.[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : '';
  return { target: { file }, text: mark + text };
}
