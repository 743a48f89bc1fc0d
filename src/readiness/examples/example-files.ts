import { patched, text } from '../../lint/examples/example-files.ts';
import { standardAlert, standardPeople, standardProject, standardSquad } from '../../lint/examples/standard-tree.ts';
import type { CheckExample } from '../check.ts';
import { readyApplication, readyFiles } from './ready-tree.ts';

/** The files of an example: the ready tree with the example's patches and files. Keys are paths below the definitions' folder. */
export function checkExampleFiles(example: CheckExample): Record<string, string> {
  const application = patched(readyApplication, undefined);
  (application['alerts'] as Record<string, unknown>)['card-errors'] = patched(standardAlert, undefined);
  const files: Record<string, string> = {
    'project.yaml': text(patched(standardProject, example.project)),
    'people.yaml': standardPeople,
    'payments/squad.yaml': text(patched(standardSquad, example.squad)),
    'payments/checkout-api.yaml': text(patched(text(application), example.application)),
    ...readyFiles,
    ...example.files,
  };
  return Object.fromEntries(Object.entries(files).filter(([, content]) => content !== ''));
}
