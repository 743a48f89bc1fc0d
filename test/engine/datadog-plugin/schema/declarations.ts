import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { PropertySpec } from './types.ts';

/** Members of an interface, or readonly properties of a class, and which of them must be there. */
export interface Members {
  readonly properties: Record<string, PropertySpec>;
  readonly required: string[];
}

/** Reads interfaces and classes of a declaration file by their names. */
export class Declarations {
  readonly #found = new Map<string, ts.InterfaceDeclaration | ts.ClassDeclaration>();
  readonly #reference: (name: string) => string;

  /** `reference` makes a schema reference of the name of an interface in `types/input.d.ts`. */
  constructor(file: string, reference: (name: string) => string) {
    this.#reference = reference;
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
    for (const statement of source.statements) {
      if (!ts.isInterfaceDeclaration(statement) && !ts.isClassDeclaration(statement)) continue;
      if (statement.name) this.#found.set(statement.name.text, statement);
    }
  }

  members(name: string): Members {
    const found = this.#found.get(name);
    if (!found) throw new Error(`@pulumi/datadog declares no ${name}.`);
    const members: Members = { properties: {}, required: [] };
    for (const member of found.members) {
      if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
      if (!member.type || !ts.isIdentifier(member.name)) continue;
      const optional = member.questionToken !== undefined || mayBeUndefined(member.type);
      members.properties[member.name.text] = this.#property(member.type);
      if (!optional) members.required.push(member.name.text);
    }
    return members;
  }

  #property(node: ts.TypeNode): PropertySpec {
    if (ts.isParenthesizedTypeNode(node)) return this.#property(node.type);
    if (ts.isArrayTypeNode(node)) return { type: 'array', items: this.#property(node.elementType) };
    if (ts.isUnionTypeNode(node)) return this.#property(definedPart(node));
    if (ts.isTypeLiteralNode(node)) return mapOf(node, (value) => this.#property(value));
    if (ts.isTypeReferenceNode(node)) return this.#referenced(node);
    return { type: primitive(node.kind) };
  }

  /** `pulumi.Input<T>` and `pulumi.Output<T>` are T; `inputs.X` and `outputs.X` are one type of the schema. */
  #referenced({ typeName, typeArguments }: ts.TypeReferenceNode): PropertySpec {
    const name = ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text;
    if (name === 'Input' || name === 'Output') return this.#property(first(typeArguments));
    if (name === 'ID') return { type: 'string' };
    return { $ref: this.#reference(name) };
  }
}

function definedPart({ types }: ts.UnionTypeNode): ts.TypeNode {
  return first(types.filter((one) => one.kind !== ts.SyntaxKind.UndefinedKeyword));
}

function mayBeUndefined(node: ts.TypeNode): boolean {
  if (ts.isTypeReferenceNode(node) && node.typeArguments) return mayBeUndefined(first(node.typeArguments));
  return ts.isUnionTypeNode(node) && node.types.some((one) => one.kind === ts.SyntaxKind.UndefinedKeyword);
}

function mapOf({ members }: ts.TypeLiteralNode, property: (node: ts.TypeNode) => PropertySpec): PropertySpec {
  const [index] = members;
  if (!index || !ts.isIndexSignatureDeclaration(index)) throw new Error('An object type without a name.');
  return { type: 'object', additionalProperties: property(index.type) };
}

function primitive(kind: ts.SyntaxKind): 'string' | 'number' | 'boolean' {
  if (kind === ts.SyntaxKind.StringKeyword) return 'string';
  if (kind === ts.SyntaxKind.NumberKeyword) return 'number';
  if (kind === ts.SyntaxKind.BooleanKeyword) return 'boolean';
  throw new Error(`A type that the schema has no word for: ${ts.SyntaxKind[kind]}.`);
}

function first<T>(list: readonly T[] | undefined): T {
  const [one] = list ?? [];
  if (one === undefined) throw new Error('A type without its argument.');
  return one;
}
