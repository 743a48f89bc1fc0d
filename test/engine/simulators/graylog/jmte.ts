/** Data of a template by name. */
export interface Model {
  readonly [name: string]: string | number | null | undefined | Model;
}

/**
 * Renders a template of JMTE as far as notifications use it: `${a.b}` is a value, nothing where there is none; a backslash takes what follows it
 * literally and goes itself. https://github.com/DJCordhose/jmte, README (escaping), Util.scan, MiniParser.unescape
 */
export function renderJmte(template: string, model: Model): string {
  let result = '';
  for (let at = 0; at < template.length;) {
    const character = template.charAt(at);
    if (character === '\\') {
      result += template.charAt(at + 1);
      at += 2;
    } else if (template.startsWith('${', at)) {
      const end = template.indexOf('}', at);
      if (end < 0) throw new Error('An expression has no end.');
      result += valueOf(template.slice(at + 2, end), model);
      at = end + 1;
    } else {
      result += character;
      at += 1;
    }
  }
  return result;
}

function valueOf(expression: string, model: Model): string {
  let value: Model[string] = model;
  for (const name of expression.trim().split('.')) {
    if (!/^\w+$/.test(name)) throw new Error(`"${expression}" is no name of a value.`);
    value = typeof value === 'object' && value !== null ? value[name] : undefined;
  }
  if (typeof value === 'object' && value !== null) throw new Error(`"${expression}" is no text.`);
  return value === undefined || value === null ? '' : String(value);
}
