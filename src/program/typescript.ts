import type { ResourceGraph, Unit } from '../graph/types.ts';
import { layOut } from './layout.ts';
import { packagesOf, projectName, versionOf, type ProgramFiles, type ProgramOptions } from './options.ts';
import { sdkModule, sourceOf } from './typescript-source.ts';

/**
 * A unit as an ordinary Pulumi project in TypeScript that registers the same resources: a file per application, `index.ts`, and what
 * `npm install && pulumi up` needs. Equal units give equal bytes.
 * @throws ProgramError when a type has no SDK, or nodes need each other
 */
export async function typescriptProgram(
  unit: Unit,
  project: ResourceGraph['project'],
  options: ProgramOptions,
): Promise<ProgramFiles> {
  const packages = packagesOf(unit.nodes, options);
  const layout = layOut(unit, packages.map(sdkModule));
  const header = `// Compiled by alerts ${options.tool} from the unit ${unit.name}. Do not edit: change the definitions and compile again.\n`;
  const imports = layout.files.map(({ path }) => `import "./${path}";`).join('\n');
  const name = projectName(project.id);
  const files = new Map<string, string>([
    ['Pulumi.yaml', pulumiYaml(name, unit, options)],
    ['package.json', await format(packageJson(`${name}.${unit.name}`, packages, options), 'json')],
    ['tsconfig.json', await format(tsconfig, 'json')],
    ['index.ts', await format(`${header}${imports}\n`, 'typescript')],
  ]);
  for (const file of layout.files)
    files.set(`${file.path}.ts`, await format(`${header}${sourceOf(file, layout, options)}`, 'typescript'));
  return files;
}

/** Loaded late: prettier takes a quarter of a second. */
async function format(source: string, parser: 'typescript' | 'json'): Promise<string> {
  const prettier = await import('prettier');
  return prettier.format(source, {
    parser,
    singleQuote: true,
    printWidth: 120,
    embeddedLanguageFormatting: 'off',
  });
}

function pulumiYaml(name: string, unit: Unit, options: ProgramOptions): string {
  return [
    `# Compiled by alerts ${options.tool}.`,
    `name: ${JSON.stringify(name)}`,
    `description: ${JSON.stringify(`Alerts of the unit ${unit.name}; its stack has that name`)}`,
    'runtime: nodejs',
    '',
  ].join('\n');
}

function packageJson(name: string, packages: readonly string[], options: ProgramOptions): string {
  const pin = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries([...names].sort().map((one) => [one, versionOf(one, options)]));
  const content = {
    name: name.toLowerCase().replace(/^[._]+/, ''),
    version: '0.0.0',
    private: true,
    main: 'index.ts',
    dependencies: pin(['@pulumi/pulumi', ...packages]),
    devDependencies: pin(['@types/node', 'typescript']),
  };
  return JSON.stringify(content, undefined, 2);
}

const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: 'es2022',
    module: 'commonjs',
    moduleResolution: 'node',
    forceConsistentCasingInFileNames: true,
    skipLibCheck: true,
    noEmit: true,
  },
  files: ['index.ts'],
});
