import { type Fields, isFields, refuse, refuseUnknown } from '../refusal.ts';

const known = new Set(['category', 'name', 'url', 'resource_type', 'resource_key']);

/** Links of a monitor (`MonitorAsset` of the OpenAPI description v1); undefined when the request does not speak of them. */
export function assetsOf(value: unknown): Fields[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return refuse("The value provided for parameter 'assets' is invalid");
  return value.map((asset: unknown) => {
    if (!isFields(asset)) return refuse("The value provided for parameter 'assets' is invalid");
    refuseUnknown(asset, known);
    if (asset['category'] !== 'runbook') refuse(`Invalid asset category: ${String(asset['category'])}`);
    for (const name of ['name', 'url']) if (typeof asset[name] !== 'string') refuse(`Assets need a ${name}`);
    if ((asset['resource_type'] === undefined) !== (asset['resource_key'] === undefined)) {
      refuse('resource_type and resource_key go together');
    }
    return asset;
  });
}

/** How an answer shows them: what was not said is null. Answers to changes name the monitor. */
export function shownAssets(assets: readonly Fields[], monitor?: number): Fields[] {
  const rest = { template_variables: {}, options: {} };
  const named = monitor === undefined ? {} : { monitor_id: monitor };
  return assets.map((asset) => ({ ...named, resource_key: null, resource_type: null, ...asset, ...rest }));
}
