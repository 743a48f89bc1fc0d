import provider from '@pulumi/pulumi/proto/provider_pb.js';
import type { Difference } from './diff.ts';

const { Kind } = provider.PropertyDiff;
const kinds = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

/** Differences as a detailed diff: of state and plan, not of old and new inputs. */
export function diffResponse(found: readonly Difference[]): provider.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
  const response = new provider.DiffResponse();
  response.setChanges(found.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...new Set(found.map(({ path }) => rootOf(path)))]);
  response.setReplacesList([...new Set(found.filter(({ replaces }) => replaces).map(({ path }) => rootOf(path)))]);
  response.setHasdetaileddiff(true);
  for (const { path, kind, replaces } of found) {
    response.getDetaileddiffMap().set(path, new provider.PropertyDiff().setKind(kinds[kind][replaces ? 1 : 0]));
  }
  return response;
}

function rootOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? '';
}
