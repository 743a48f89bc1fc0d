import type { Category } from '../definitions/types.ts';
import { defineCheck, type ReadinessCheck } from './check.ts';
import { missingAlert, watching, withField } from './support.ts';
import { listIn, ofCategory, type ReadinessView } from './view.ts';

/** A check that every queue has an alert on one of its troubles; what differs from one to the other. */
export interface QueueCheck extends Pick<ReadinessCheck, 'why' | 'examples'> {
  /** The last part of its id, and of the id of the alert that is missing. */
  readonly name: string;
  /** What such an alert tells, as in "nothing tells … of the queue receipts". */
  readonly tells: string;
  /** Which alerts tell it; the first is what a new one is of. */
  readonly categories: readonly [Category, ...Category[]];
}

/** The check that every declared queue is named by an alert of these categories. */
export function queueCheck({ name, tells, categories, why, examples }: QueueCheck): ReadinessCheck {
  return defineCheck({
    id: `queue/${name}`,
    code: 'RD-012',
    summary: `Every queue has an alert on ${tells}.`,
    why,
    level: 'silver',
    maturity: { stage: 'enforce' },
    effort: 2,
    applies: (view) => withField(view, 'queues'),
    evaluate: (view) =>
      listIn(view, 'queues')
        .filter((queue) => !isWatched(view, queue, categories))
        .map((queue) =>
          missingAlert(view, {
            id: `${queue}-${name}`,
            category: categories[0],
            at: ['queues'],
            message: `Nothing tells ${tells} of the queue ${queue}.`,
            covers: queue,
            help: 'The template queue-worker brings all that a queue needs.',
          }),
        ),
    examples,
  });
}

function isWatched(view: ReadinessView, queue: string, categories: readonly Category[]): boolean {
  const watched = watching(view, queue);
  return ofCategory(view, ...categories).some((alert) => watched.includes(alert));
}
