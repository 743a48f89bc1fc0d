import type { RestShapes } from '../rest-vendor.ts';

export const alertType = 'alerts:__name__/alert:Alert';

/** What objects of __Title__ look like, by our names. */
export const shapes = {
  [alertType]: {
    noun: 'alert',
    summary: 'A query with a threshold.',
    adoption: 'marker',
    inputs: {
      name: { type: 'string', description: 'What people read.', required: true },
      query: { type: 'string', description: 'What is measured.', required: true, replaces: true },
      threshold: { type: 'number', description: 'Above it the alert fires.', required: true },
      paused: { type: 'boolean', description: 'Whether it rests.', default: false },
      tags: { type: 'set', description: 'Labels; the marker is among them.', default: [] },
    },
    outputs: { url: { type: 'string', description: 'Address in the UI.' } },
  },
} as const satisfies RestShapes;
