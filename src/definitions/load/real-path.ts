import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Whether a path is a folder or lies below it; both absolute. */
export function isInside(folder: string, absolute: string): boolean {
  const relative = path.relative(folder, absolute);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

/** The real path of what may not exist yet: its nearest ancestor decides, for a link that leads nowhere, too. */
export function realOfExisting(absolute: string): string {
  if (existsSync(absolute)) return realpathSync(absolute);
  return path.join(realOfExisting(path.dirname(absolute)), path.basename(absolute));
}

/** Whether a path that is written as one inside a folder leads out of it through a link. */
export function leadsOut(folder: string, absolute: string): boolean {
  return isInside(folder, absolute) && !isInside(realpathSync(folder), realOfExisting(absolute));
}
