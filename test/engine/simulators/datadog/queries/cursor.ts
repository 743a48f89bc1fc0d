import { invalidQuery } from './comparison.ts';

/** Reads a text from left to right. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    this.skip(/\s*/y);
    return this.at >= this.text.length;
  }

  /** What a sticky expression matches here, which is then read. */
  take(expression: RegExp): RegExpExecArray | undefined {
    this.skip(/\s*/y);
    return this.skip(expression);
  }

  /** Like `take`, but its absence is an error. */
  need(expression: RegExp, what: string): RegExpExecArray {
    return this.take(expression) ?? this.fail(`expected ${what}`);
  }

  /** Looks without reading. */
  sees(expression: RegExp): boolean {
    const before = this.at;
    const found = this.take(expression) !== undefined;
    this.at = before;
    return found;
  }

  fail(reason: string): never {
    return invalidQuery(`${reason} at position ${this.at}: ${this.text.slice(this.at, this.at + 20)}`);
  }

  private skip(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (found) this.at = expression.lastIndex;
    return found ?? undefined;
  }
}
