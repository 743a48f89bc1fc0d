import { readdirSync, readFileSync } from 'node:fs';

/** Bytes of resident memory of a process and all that descend from it, but for command lines that `except` matches. Linux only. */
export function memoryOf(root: number, except: RegExp): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  let sum = 0;
  const visit = (pid: number): void => {
    const isCounted = !except.test(read(`/proc/${pid}/cmdline`));
    if (isCounted) sum += Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
    for (const child of children.get(pid) ?? []) visit(child);
  };
  visit(root);
  return sum;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
