import type { FindingFormat, FormatName } from './format.ts';

export { formatNames } from './format.ts';
export type { FindingFormat, FormatContext, FormatName, RuleInfo } from './format.ts';
export { FormatError, parseOutputs } from './outputs.ts';
export type { OutputSpec } from './outputs.ts';

const loaders: Record<FormatName, () => Promise<{ default: FindingFormat }>> = {
  text: () => import('./text.ts'),
  json: () => import('./json.ts'),
  sarif: () => import('./sarif.ts'),
  github: () => import('./github.ts'),
  gitlab: () => import('./gitlab.ts'),
  junit: () => import('./junit.ts'),
  checkstyle: () => import('./checkstyle.ts'),
  rdjson: () => import('./rdjson.ts'),
  markdown: () => import('./markdown.ts'),
};

/** Loads the one format that is needed. */
export async function loadFormat(name: FormatName): Promise<FindingFormat> {
  return (await loaders[name]()).default;
}
