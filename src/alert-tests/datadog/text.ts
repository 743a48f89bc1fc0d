import type { GroupValues, State } from '../model.ts';

/** What a text of a notification may ask for. */
export interface TextContext {
  readonly from: State;
  readonly to: State;
  readonly repeat: boolean;
  /** Values by the facet that the query is grouped by. */
  readonly facets: GroupValues;
  readonly value?: number;
  readonly threshold: string;
  readonly warnThreshold: string;
}

const opening = /\{\{([#^])\s*(\w+)((?:\s+"[^"]*")*)\s*\}\}/;

/**
 * A title or message as Datadog fills it in: conditionals, groups, value and thresholds.
 * https://docs.datadoghq.com/monitors/notify/variables/
 */
export function renderText(text: string, context: TextContext): string {
  const raw: string[] = [];
  const kept = text.replace(/\{\{\{\{raw\}\}\}\}([\s\S]*?)\{\{\{\{\/raw\}\}\}\}/g, (_, inner: string) => {
    raw.push(inner);
    return `\0${raw.length - 1}\0`;
  });
  return variables(blocks(kept, context), context)
    .replace(/\0(\d+)\0/g, (_, index: string) => raw[Number(index)] ?? '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Conditionals, outermost first. */
function blocks(text: string, context: TextContext): string {
  const found = opening.exec(text);
  if (!found) return text;
  const [tag = '', sign, name = '', args = ''] = found;
  const start = found.index + tag.length;
  const end = closing(text, name, start);
  const inner = text.slice(start, end.from);
  const shown =
    holds(
      name,
      [...args.matchAll(/"([^"]*)"/g)].map(([, one]) => one ?? ''),
      context,
    ) ===
    (sign === '#');
  return text.slice(0, found.index) + (shown ? blocks(inner, context) : '') + blocks(text.slice(end.to), context);
}

/** The end of a conditional, which may hold others of its name. */
function closing(text: string, name: string, start: number): { readonly from: number; readonly to: number } {
  const tags = new RegExp(String.raw`\{\{([#^/])\s*${name}\b[^}]*\}\}`, 'g');
  tags.lastIndex = start;
  let depth = 1;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    depth += tag[1] === '/' ? -1 : 1;
    if (depth === 0) return { from: tag.index, to: tags.lastIndex };
  }
  return { from: text.length, to: text.length };
}

function holds(name: string, args: readonly string[], { from, to, repeat, facets }: TextContext): boolean {
  const [variable = '', ...wanted] = args;
  switch (name) {
    case 'is_alert':
      return to === 'alert';
    case 'is_warning':
      return to === 'warning';
    case 'is_no_data':
      return to === 'no-data';
    case 'is_recovery':
      return to === 'ok';
    case 'is_alert_recovery':
      return to === 'ok' && from === 'alert';
    case 'is_warning_recovery':
      return to === 'ok' && from === 'warning';
    case 'is_no_data_recovery':
      return to === 'ok' && from === 'no-data';
    case 'is_alert_to_warning':
      return to === 'warning' && from === 'alert';
    case 'is_renotify':
      return repeat;
    case 'is_exact_match':
      return wanted.includes(facets[facetOf(variable)] ?? '');
    case 'is_match':
      return wanted.some((one) => (facets[facetOf(variable)] ?? '').includes(one));
    default:
      return false;
  }
}

function variables(text: string, context: TextContext): string {
  return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) => {
    if (name === 'threshold') return context.threshold;
    if (name === 'warn_threshold') return context.warnThreshold;
    if (name === 'value' || /^[a-z]\.value$/.test(name)) return context.value === undefined ? '' : shown(context.value);
    return context.facets[facetOf(name)] ?? '';
  });
}

/** `host.name` and `[@http.host].name` name the facets `host` and `@http.host`. */
function facetOf(variable: string): string {
  return variable.replace(/\.name$/, '').replace(/^\[(.*)\]$/, '$1');
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
