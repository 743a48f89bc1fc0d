import { environmentNeverPages } from '../definitions/resolve/alert.ts';
import type { LoadedDocument } from '../definitions/load/load-file.ts';
import type { Document } from '../definitions/types.ts';
import type { LintConfig } from '../lint/config.ts';
import type { LintEnvironment } from '../lint/engine.ts';
import type { Rule } from '../lint/rule.ts';
import type { AnalysisSettings } from './analysis.ts';
import type { DefinitionLookup } from './shard.ts';

/** What the rules of one file may look up; every look-up is written down by `lookup`. */
export function lintEnvironment(
  project: LoadedDocument,
  lookup: DefinitionLookup,
  settings: AnalysisSettings,
  rules: readonly Rule[],
): LintEnvironment {
  const data = project.document.data;
  return {
    rules,
    config: (data['lint'] as LintConfig | undefined) ?? {},
    project: project.document as Document<'Project'>,
    environments: environmentsOf(data),
    today: settings.today,
    pagingEnvironment: (name) => !environmentNeverPages(data, name),
    find: (kind, id) => {
      const found = lookup.find(kind, id);
      return found && !found.broken ? found.document : undefined;
    },
    relative: (file) => lookup.relative(file),
  };
}

/** The project's environments in their order. */
export function environmentsOf(project: Readonly<Record<string, unknown>>): string[] {
  return Object.keys((project['environments'] as object | undefined) ?? {});
}
