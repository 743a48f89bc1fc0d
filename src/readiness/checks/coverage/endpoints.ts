import { defineCheck } from '../../check.ts';
import { filled, missingAlert, watching, withField } from '../../support.ts';
import { listIn, type ReadinessView } from '../../view.ts';

export default defineCheck({
  id: 'coverage/endpoints',
  code: 'RD-011',
  summary: 'Every declared endpoint is watched by an alert.',
  why: 'Addresses that others rely on need an alert of their own; the mean over all of them hides one that fails.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'endpoints'),
  evaluate: (view) =>
    listIn(view, 'endpoints')
      .filter((name) => !isWatched(view, name))
      .map((name) =>
        missingAlert(view, {
          id: name,
          category: 'availability',
          at: ['endpoints'],
          message: `No alert of ${view.id} watches the endpoint ${name}.`,
          covers: name,
          help: `Name it in "covers" of the alert that notices when it fails, or add one.`,
        }),
      ),
  examples: {
    bad: [{ application: "endpoints: ['https://pay.${host}', 'https://refunds.${host}']" }],
    good: [
      {
        because: 'the alert says what it covers',
        application: `endpoints: [POST /v1/payments]
alerts: { card-errors: { covers: [pay-by-card, POST /v1/payments] } }`,
      },
    ],
  },
});

/** An address counts as watched by its host; a route such as `POST /v1/payments` also by its path. */
function isWatched(view: ReadinessView, endpoint: string): boolean {
  const text = filled(view, endpoint);
  const host = /^[a-z]+:\/\/([^/:]+)/.exec(text)?.[1];
  const path = /^[A-Z]+ (\/\S+)$/.exec(text)?.[1];
  return [endpoint, text, host, path].some((name) => name !== undefined && watching(view, name).length > 0);
}
