// Copies the template of a provider: npm run new:provider -- name
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9]*$/.test(name)) {
  process.stderr.write('Usage: npm run new:provider -- name, in lower-case letters and digits\n');
  process.exit(2);
}
const folder = path.join('src', 'providers', name);
if (existsSync(folder)) {
  process.stderr.write(`${folder} exists already.\n`);
  process.exit(2);
}
await cp(path.join('src', 'providers', '_template'), folder, { recursive: true });
for (const entry of await readdir(folder)) {
  const file = path.join(folder, entry);
  const text = await readFile(file, 'utf8');
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const filled = text.replaceAll('__name__', name).replaceAll('__NAME__', name.toUpperCase());
  await writeFile(file, filled.replaceAll('__Title__', title));
}
process.stdout.write(`${folder}\nNext: fill it in, then npm run generate && npm test\n`);
