import { Chalk } from 'chalk';
import { createLogUpdate } from 'log-update';
import stringWidth from 'string-width';
import { printableLine } from '../findings/printable.ts';
import type { ProgressEvent, UnitPhase } from '../engine/progress.ts';

/** Shows how a long run goes. */
export interface ProgressView {
  receive(event: ProgressEvent): void;
  /** Takes itself off the screen, so that something else can be written; comes back with the next event. */
  clear(): void;
}

/** A view that redraws itself on a terminal, lines everywhere else. */
export function progressView(stream: NodeJS.WriteStream, isLive: boolean, color: boolean): ProgressView {
  return isLive ? new LiveView(stream, color) : lineView(stream);
}

/** Lines for logs: one per event that matters. */
export function lineView(stream: { write(text: string): unknown }): ProgressView {
  return {
    receive: (event) => {
      const line = lineOf(event);
      if (line !== undefined) stream.write(`${printableLine(line)}\n`);
    },
    clear: () => undefined,
  };
}

/** An event in words; undefined for those that a log can do without. */
export function lineOf(event: ProgressEvent): string | undefined {
  switch (event.kind) {
    case 'step':
      return event.message;
    case 'note':
      return ['note', event.identity ?? event.unit, event.message].filter((part) => part !== undefined).join(': ');
    case 'silence':
      return `still waiting after ${event.seconds} s; the last that was heard: ${event.last}`;
    case 'unit':
      return unitLine(event.unit, event.phase, event.total);
    case 'object':
      if (event.state === 'started') return undefined;
      return `${event.op} ${event.identity}: ${event.state}${event.error === undefined ? '' : `: ${event.error}`}`;
  }
}

function unitLine(unit: string, phase: UnitPhase, total: number | undefined): string | undefined {
  if (phase === 'planned') return `${unit}: ${total === 0 ? 'nothing to change' : `${total} to change`}`;
  return phase === 'done' || phase === 'failed' ? `${unit}: ${phase}` : undefined;
}

interface UnitProgress {
  readonly phase: UnitPhase;
  readonly total: number;
  readonly ended: number;
}

const frameTime = 80;
const barWidth = 20;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const idle: ReadonlySet<UnitPhase> = new Set(['waiting', 'unchanged', 'planned', 'done', 'failed']);

/** Units at work with what each has done of how much, the time, and what is waited for. */
class LiveView implements ProgressView {
  readonly #stream: NodeJS.WriteStream;
  readonly #chalk: InstanceType<typeof Chalk>;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #units = new Map<string, UnitProgress>();
  readonly #working = new Map<string, string>();
  readonly #start = Date.now();
  #step = '';
  #silence = '';
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  constructor(stream: NodeJS.WriteStream, color: boolean) {
    this.#stream = stream;
    this.#chalk = new Chalk({ level: color ? 1 : 0 });
    this.#update = createLogUpdate(stream);
  }

  receive(event: ProgressEvent): void {
    this.#silence = event.kind === 'silence' ? `nothing heard for ${event.seconds} s; last: ${event.last}` : '';
    if (event.kind === 'step') this.#step = event.message;
    if (event.kind === 'unit') this.#unit(event.unit, event.phase, event.total);
    if (event.kind === 'object') this.#object(event);
    if (event.kind === 'note' || (event.kind === 'object' && event.state === 'failed')) this.#say(event);
    this.#timer ??= setInterval(() => this.#draw(), frameTime).unref();
  }

  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#update.clear();
  }

  #unit(unit: string, phase: UnitPhase, total: number | undefined): void {
    this.#step = '';
    const known = this.#units.get(unit);
    this.#units.set(unit, {
      phase,
      total: total ?? known?.total ?? 0,
      ended: phase === 'applying' ? 0 : (known?.ended ?? 0),
    });
  }

  #object({ unit, identity, state }: Extract<ProgressEvent, { kind: 'object' }>): void {
    if (state === 'started') return void this.#working.set(unit, identity);
    const known = this.#units.get(unit);
    if (known) this.#units.set(unit, { ...known, ended: known.ended + 1 });
  }

  #say(event: ProgressEvent): void {
    this.#update.clear();
    this.#stream.write(`${printableLine(lineOf(event) ?? '')}\n`);
  }

  #draw(): void {
    this.#frame = (this.#frame + 1) % frames.length;
    const rows = Math.max(3, (this.#stream.rows ?? 24) - 4);
    const width = Math.max(20, (this.#stream.columns ?? 80) - 1);
    const active = [...this.#units].filter(([, { phase }]) => !idle.has(phase));
    const lines = active.slice(0, rows).map(([unit, progress]) => this.#unitLine(unit, progress));
    if (active.length > rows) lines.push(`  … and ${active.length - rows} more`);
    this.#update([...lines, this.#footer(active.length)].map((line) => cutTo(line, width)).join('\n'));
  }

  #unitLine(unit: string, { phase, total, ended }: UnitProgress): string {
    const name = printableLine(unit);
    if (phase !== 'applying' || total === 0) return `  ${name}  ${this.#chalk.dim(phase)}`;
    const filled = Math.round((Math.min(ended, total) / total) * barWidth);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
    return `  ${name}  ${bar} ${ended}/${total}  ${this.#chalk.dim(printableLine(this.#working.get(unit) ?? ''))}`;
  }

  #footer(active: number): string {
    const seconds = Math.round((Date.now() - this.#start) / 1000);
    const ended = [...this.#units.values()].filter(({ phase }) => idle.has(phase) && phase !== 'waiting').length;
    const what = this.#silence || this.#step || `${ended} of ${active + ended} units`;
    return `${frames[this.#frame]} ${printableLine(what)} ${this.#chalk.dim(`${seconds} s`)}`;
  }
}

function cutTo(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  let cut = line;
  while (stringWidth(cut) > width - 1) cut = cut.slice(0, -1);
  return `${cut}…`;
}
