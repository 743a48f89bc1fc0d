import { parentPort, workerData } from 'node:worker_threads';
import type { RawFile } from '../definitions/load/discover.ts';
import type { Request } from './crew.ts';
import { Shard } from './shard.ts';
import { treeOf } from '../definitions/load/tree.ts';

/** The other thread of a run: answers each request with JSON text, which is cheaper to pass on than objects. */
const { root, real, files } = workerData as { root: string; real: string; files: RawFile[] };
const shard = new Shard(treeOf(root, real, files, [], process.cwd()));

parentPort?.on('message', (request: Request) => {
  if (request.do === 'facts') parentPort?.postMessage(JSON.stringify(shard.facts(request.paths)));
  else {
    shard.know(request.files);
    parentPort?.postMessage(JSON.stringify(shard.analyse(request.paths, request.settings)));
  }
});
