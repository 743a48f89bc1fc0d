import path from 'node:path';
import ts from 'typescript';
import type { ProgramFiles } from '../../../src/program/options.ts';

/** A resource that a program registered. */
export interface Registered {
  readonly class: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly options: unknown;
}

/** Runs a compiled TypeScript program against stand-ins of the SDKs; an output reads as `<name.output>`. */
export function runProgram(files: ProgramFiles): Registered[] {
  const registered: Registered[] = [];
  const packages: Record<string, unknown> = { '@pulumi/datadog': datadog(registered), '@pulumi/pulumi': pulumi };
  const loaded = new Map<string, unknown>();
  const load = (file: string): unknown => {
    if (loaded.has(file)) return loaded.get(file);
    const source = files.get(file);
    if (source === undefined) throw new Error(`no ${file}`);
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const module = { exports: {} };
    loaded.set(file, module.exports);
    const require = (name: string): unknown =>
      packages[name] ?? load(`${path.posix.join(path.posix.dirname(file), name)}.ts`);
    new Function('module', 'exports', 'require', outputText)(module, module.exports, require);
    return module.exports;
  };
  load('index.ts');
  return registered;
}

function datadog(registered: Registered[]): unknown {
  const construct = (kind: string) =>
    class {
      readonly id: string;

      constructor(name: string, inputs: Record<string, unknown>, options: unknown) {
        this.id = `<${name}.id>`;
        registered.push({ class: kind, name, inputs, options });
      }
    };
  return { Monitor: construct('Monitor'), ServiceLevelObjective: construct('ServiceLevelObjective') };
}

const pulumi = {
  interpolate: (literals: readonly string[], ...values: readonly string[]): string =>
    literals.map((literal, index) => literal + (values[index] ?? '')).join(''),
  Config: class {
    require(key: string): string {
      return `<config ${key}>`;
    }
  },
};

/** What the compiler says of a program with its own settings, resolving packages from the repository. */
export function typeErrors(files: ProgramFiles): string[] {
  const root = path.resolve('compiled-in-memory');
  const { config } = ts.readConfigFile('tsconfig.json', () => files.get('tsconfig.json'));
  const { options } = ts.convertCompilerOptionsFromJson((config as { compilerOptions: object }).compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const content = (file: string): string | undefined => files.get(path.relative(root, file));
  const { fileExists, getSourceFile, directoryExists } = host;
  host.fileExists = (file) => content(file) !== undefined || fileExists(file);
  host.directoryExists = (folder) => folder.startsWith(root) || (directoryExists?.(folder) ?? true);
  host.getSourceFile = (file, language, ...rest) => {
    const own = content(file);
    return own === undefined ? getSourceFile(file, language, ...rest) : ts.createSourceFile(file, own, language);
  };
  const program = ts.createProgram([path.join(root, 'index.ts')], options, host);
  return ts.getPreEmitDiagnostics(program).map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'));
}
