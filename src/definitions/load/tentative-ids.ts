import { kinds, type Kind } from '../types.ts';

/** What a file that cannot be read as YAML seems to define, so that one broken file is one finding and not one per mention of it. */
export function tentativeDefinitions(text: string): { kind: Kind; id: string; alerts: string[] }[] {
  return text.split(/^---.*$/m).flatMap((part) => {
    const kind = /^kind:\s*([A-Za-z]+)/m.exec(part)?.[1];
    const openSlo = /^apiVersion:\s*["']?openslo\//m.test(part);
    const id = openSlo ? /^\s+name:\s*["']?([a-z0-9-]+)/m.exec(part)?.[1] : /^id:\s*["']?([a-z0-9-]+)/m.exec(part)?.[1];
    const known = openSlo ? 'OpenSLO' : kinds.find((name) => name === kind);
    if (!known || id === undefined) return [];
    const alerts = [...part.matchAll(/^ {2}([a-z0-9][a-z0-9.-]*):/gm)].map((match) => match[1] ?? '');
    return [{ kind: known, id, alerts }];
  });
}
