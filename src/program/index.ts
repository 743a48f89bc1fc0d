import { assertGraph } from '../graph/check-graph.ts';
import type { ResourceGraph } from '../graph/types.ts';
import type { ProgramFiles, ProgramOptions } from './options.ts';
import { typescriptProgram } from './typescript.ts';
import { yamlProgram } from './yaml.ts';

export { ProgramError, pinnedVersions, type ProgramFiles, type ProgramOptions, type SdkClass } from './options.ts';
export { typescriptProgram, yamlProgram };
export { readManifest, type Manifest } from './tree-manifest.ts';
export { writeTree, type WrittenTree } from './write-tree.ts';

/** Languages of compiled programs. */
export type ProgramLanguage = 'typescript' | 'yaml';

/**
 * The Pulumi projects of all units, each in a folder named like its unit.
 * @throws GraphError when the graph cannot be applied
 * @throws ProgramError when it cannot be written in this language
 */
export async function compilePrograms(
  graph: ResourceGraph,
  language: ProgramLanguage,
  options: ProgramOptions,
): Promise<ProgramFiles> {
  assertGraph(graph);
  const files = new Map<string, string>();
  for (const unit of graph.units) {
    const program =
      language === 'yaml'
        ? yamlProgram(unit, graph.project, options)
        : await typescriptProgram(unit, graph.project, options);
    for (const [name, content] of program) files.set(`${unit.name}/${name}`, content);
  }
  return files;
}
