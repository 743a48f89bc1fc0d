import {
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
  type Event,
  type ScalarEvent,
} from 'js-yaml';
import { hiddenCharacter, type SourceProblem } from './decode.ts';
import type { MapEntry, MapNode, YamlNode } from './node.ts';
import type { SourceFile } from './source-file.ts';

/** A document may nest this deep; the deepest field of the format is at 9. */
const maximumDepth = 60;
/** Characters of one text: rules look at texts with patterns, some of which take a time that grows with the square of the length. */
const longestText = 10_000;
/** Nodes that aliases may add to one file in all. */
const maximumAliasedNodes = 10_000;

/** What a YAML file holds: the root node of each document that is not empty, and every problem found on the way. */
export interface ParsedYaml {
  readonly documents: readonly YamlNode[];
  readonly problems: readonly SourceProblem[];
}

/**
 * Parses YAML 1.2 with the core schema into nodes with positions. YAML is data here: custom tags, merge keys, nested aliases
 * and keys that are not strings are problems. A syntax error is one problem, and the file then has no documents.
 */
export function parseYaml(file: SourceFile): ParsedYaml {
  try {
    const events = parseEvents(file.text, { maxDepth: maximumDepth });
    return new NodeBuilder(file, events).build();
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { documents: [], problems: [syntaxProblem(file, error)] };
  }
}

function syntaxProblem(file: SourceFile, error: YAMLException): SourceProblem {
  const at = Math.min(error.mark?.position ?? 0, file.text.length);
  const line = file.text.slice(file.text.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0] ?? '';
  const hint = syntaxHint(error.reason, line);
  return { rule: 'yaml/syntax', message: `This is not valid YAML: ${error.reason}.${hint}`, start: at, end: at };
}

function syntaxHint(reason: string, line: string): string {
  if (/^[ ]*\t/.test(line)) return ' Indent with spaces: YAML does not allow tabs there.';
  if (/depth/i.test(reason)) return ` Nothing in the format nests deeper than ${maximumDepth} levels.`;
  if (/: .*[^"'\s].*: /.test(line)) return ' Put a text that contains ": " in double quotes.';
  if (/:\s*[{[][^\]}]*$/.test(line)) return ' Close the bracket, or write the value as a block.';
  if (/[`@%]/.test(line)) return ' Put a text that starts with @, ` or % in double quotes.';
  return ' Check the indentation and the quotes of this line and of the one above it.';
}

class NodeBuilder {
  readonly #file: SourceFile;
  readonly #events: readonly Event[];
  readonly #problems: SourceProblem[] = [];
  #next = 0;
  #end = 0;
  #anchors = new Map<string, { node: YamlNode; size: number }>();
  #aliasedNodes = 0;
  #size = 0;
  #anchorDepth = 0;

  constructor(file: SourceFile, events: readonly Event[]) {
    this.#file = file;
    this.#events = events;
  }

  build(): ParsedYaml {
    const documents: YamlNode[] = [];
    while (this.#next < this.#events.length) {
      this.#next++;
      this.#anchors = new Map();
      while (this.#peek().type !== EVENT_ID.POP) {
        const node = this.#node();
        if (!(node.kind === 'scalar' && node.value === null)) documents.push(node);
      }
      this.#next++;
    }
    return { documents, problems: this.#problems };
  }

  #peek(): Event {
    const event = this.#events[this.#next];
    if (!event) throw new RangeError('YAML events ended early');
    return event;
  }

  #node(): YamlNode {
    const event = this.#peek();
    this.#next++;
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd);
    if (event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) throw new RangeError('unexpected YAML event');
    const sizeBefore = this.#size++;
    const anchored = event.anchorStart >= 0;
    if (event.tagStart >= 0) this.#checkTag(event.tagStart, event.tagEnd);
    if (anchored) this.#anchorDepth++;
    const node =
      event.type === EVENT_ID.SCALAR
        ? this.#scalar(event)
        : event.type === EVENT_ID.MAPPING
          ? this.#map(event.start)
          : this.#list(event.start);
    if (anchored) {
      this.#anchorDepth--;
      this.#anchors.set(this.#slice(event.anchorStart, event.anchorEnd), { node, size: this.#size - sizeBefore });
    }
    return node;
  }

  #slice(start: number, end: number): string {
    return this.#file.text.slice(start, end);
  }

  #problem(rule: string, message: string, start: number, end: number): void {
    this.#problems.push({ rule, message, start, end });
  }

  #empty(start: number, end: number): YamlNode {
    return { kind: 'scalar', value: null, file: this.#file, start, end };
  }

  #alias(start: number, end: number): YamlNode {
    this.#end = end;
    const name = this.#slice(start, end);
    const anchor = this.#anchors.get(name);
    if (!anchor) {
      this.#problem('yaml/alias', `The alias *${name} refers to no anchor above it.`, start - 1, end);
      return this.#empty(start, end);
    }
    const grown = this.#aliasedNodes > maximumAliasedNodes;
    this.#aliasedNodes += anchor.size;
    if (grown) return this.#empty(start, end);
    if (this.#anchorDepth > 0 || this.#aliasedNodes > maximumAliasedNodes) {
      const why =
        this.#anchorDepth > 0
          ? 'is used inside another anchor'
          : `makes the file grow beyond ${maximumAliasedNodes} values`;
      this.#problem(
        'yaml/alias',
        `The alias *${name} ${why}. Only plain reuse is allowed; use a template instead.`,
        start - 1,
        end,
      );
      return this.#empty(start, end);
    }
    return anchor.node;
  }

  #checkTag(start: number, end: number): void {
    const tag = this.#slice(start, end);
    if (tag === '!!str' || tag === '!!map' || tag === '!!seq') return;
    this.#problem('yaml/tag', `The tag ${tag} is not allowed: definitions are plain data.`, start, end);
  }

  #scalar(event: ScalarEvent): YamlNode {
    const start = event.valueStart;
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const range = quoted
      ? { start: start - 1, end: event.valueEnd + 1 }
      : { start: Math.max(start, 0), end: Math.max(event.valueEnd, start, 0) };
    if (start < 0) range.start = range.end = this.#end;
    this.#end = range.end;
    const text = event.fast ? this.#slice(event.valueStart, event.valueEnd) : getScalarValue(this.#file.text, event);
    if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && !event.fast) this.#checkEscapes(text, range);
    if (text.length > longestText) {
      const message = `This text has ${text.length} characters; at most ${longestText} are read. No vendor takes more.`;
      this.#problem('yaml/too-long', message, range.start, range.start);
    }
    const isPlain = event.style === SCALAR_STYLE.PLAIN;
    const isString = event.tagStart >= 0 && this.#slice(event.tagStart, event.tagEnd) === '!!str';
    const value = isPlain && !isString ? this.#plainValue(text, range) : text;
    return { kind: 'scalar', value, file: this.#file, start: range.start, end: range.end };
  }

  #checkEscapes(text: string, range: { start: number; end: number }): void {
    const name = hiddenCharacter(text);
    if (name === undefined) return;
    const message = `This text contains the invisible or control character ${name}, written as an escape. Remove it.`;
    this.#problem('yaml/forbidden-character', message, range.start, range.end);
  }

  #plainValue(text: string, range: { start: number; end: number }): string | number | boolean | null {
    const value = resolvePlain(text);
    if (typeof value !== 'number') return value;
    const isInteger = /^[-+]?[0-9]+$/.test(text);
    if (Number.isFinite(value) && !(isInteger && !Number.isSafeInteger(value))) return value;
    this.#problem(
      'yaml/number',
      `The number ${text.slice(0, 40)} is out of range. Quote it if it is meant as text.`,
      range.start,
      range.end,
    );
    return null;
  }

  #list(start: number): YamlNode {
    const items: YamlNode[] = [];
    this.#end = start + 1;
    while (this.#peek().type !== EVENT_ID.POP) items.push(this.#node());
    this.#next++;
    return { kind: 'list', items, file: this.#file, start, end: Math.max(this.#end, start) };
  }

  #map(start: number): YamlNode {
    const entries = new Map<string, MapEntry>();
    this.#end = start + 1;
    while (this.#peek().type !== EVENT_ID.POP) {
      const keyNode = this.#node();
      const key = this.#key(keyNode, entries);
      const value = this.#node();
      if (key !== undefined) entries.set(key, { keyStart: keyNode.start, keyEnd: keyNode.end, value });
    }
    this.#next++;
    const map: MapNode = { kind: 'map', entries, file: this.#file, start, end: Math.max(this.#end, start) };
    return map;
  }

  #key(node: YamlNode, entries: ReadonlyMap<string, MapEntry>): string | undefined {
    if (node.kind !== 'scalar' || node.value === null) {
      this.#problem('yaml/key', 'A key must be a plain text.', node.start, node.end);
      return undefined;
    }
    const key = String(node.value);
    if (key === '__proto__') this.#problem('yaml/key', 'The key __proto__ is not allowed.', node.start, node.end);
    else if (key === '<<') {
      this.#problem(
        'yaml/merge-key',
        'Merge keys (<<) are not supported. Use a template or defaults instead.',
        node.start,
        node.end,
      );
    } else if (entries.has(key)) {
      const first = this.#file.position(entries.get(key)?.keyStart ?? 0).line;
      this.#problem(
        'yaml/duplicate-key',
        `The key "${key}" is already given on line ${first}. Remove one of the two.`,
        node.start,
        node.end,
      );
    } else return key;
    return undefined;
  }
}

/** YAML 1.2 core schema for plain scalars (yaml.org/spec/1.2.2, section 10.3.2). */
export function resolvePlain(text: string): string | number | boolean | null {
  if (text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL') return null;
  if (text === 'true' || text === 'True' || text === 'TRUE') return true;
  if (text === 'false' || text === 'False' || text === 'FALSE') return false;
  const first = text.charCodeAt(0);
  const maybeNumber = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!maybeNumber) return text;
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  if (/^[-+]?\.(inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^\.(nan|NaN|NAN)$/.test(text)) return Number.NaN;
  return text;
}
