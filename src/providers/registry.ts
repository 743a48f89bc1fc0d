import type { Provider } from './provider.ts';
const any = { summary: '', schema: { type: 'object' }, condition: 'measurement' as const };
const stub = (name: string, sources: Provider['sources']): Provider => ({ name, title: name, compiles: true, sources, resourceTypes: {}, constraints: [], connection: { type: 'object', properties: {} }, compile: () => ({ resources: [], problems: [] }) });
export const providers: readonly Provider[] = [
  stub('datadog', { metric: any, logs: any, apm: any, check: { ...any, condition: 'check' }, event: any, composite: { ...any, condition: 'composite' }, raw: { ...any, condition: 'none' } }),
  stub('rabbitmq', { queue: any, node: any }), stub('opsgenie', {}), stub('slack', {}),
];
