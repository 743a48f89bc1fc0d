import { createTwoFilesPatch } from 'diff';
import type { CommandResult, Host, Output } from '../cli/command.ts';
import { applyFixes } from '../lint/fix.ts';
import { open, type CommonOptions } from './common.ts';

export interface FixOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** `alerts fix`: applies every safe fix as text edits, or shows them as a diff. */
export async function run(options: FixOptions, host: Host): Promise<CommandResult> {
  const result = await open({ ...options, cache: false }, host);
  const files = applyFixes(result.findings, (file) =>
    result.tree.files.some((one) => one.path === file)
      ? Buffer.from(result.tree.files.find((one) => one.path === file)?.bytes ?? [])
          .toString('utf8')
          .replace(/^\ufeff/, '')
      : undefined,
  );
  const changed = files.filter((file) => file.before !== file.after);
  const fixes = changed.reduce((sum, file) => sum + file.applied.length, 0);
  if (changed.length === 0) return { exitCode: 0, outputs: [{ target: 'stderr', text: 'Nothing to fix.\n' }] };
  if (options.dryRun) {
    const patch = changed
      .map((file) => createTwoFilesPatch(file.file, file.file, file.before, file.after, '', ''))
      .join('');
    return {
      exitCode: 0,
      outputs: [
        { target: 'stdout', text: patch },
        { target: 'stderr', text: `${fixes} fixes in ${changed.length} files; nothing was written.\n` },
      ],
    };
  }
  const writes = changed.map((file): Output => ({ target: { file: file.file }, text: file.after }));
  const said = changed
    .flatMap((file) =>
      file.applied.map(
        (finding) => `${file.file}:${finding.location.line} ${finding.rule}: ${finding.fix?.title ?? 'fixed'}\n`,
      ),
    )
    .join('');
  return {
    exitCode: 0,
    outputs: [...writes, { target: 'stderr', text: `${said}${fixes} fixed in ${changed.length} files.\n` }],
  };
}
