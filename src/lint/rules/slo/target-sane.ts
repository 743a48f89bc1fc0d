import { defineRule } from '../../rule.ts';
import { sloDocument } from '../../support/examples.ts';
import { targetsOf } from '../../support/slo.ts';

export default defineRule({
  id: 'slo/target-sane',
  summary: 'The target of an SLO leaves a budget, and means something.',
  why: 'A target of 100% has no budget: every failure breaks it, and no change is ever allowed. One of a few percent is a ratio typed where a percentage belongs, and is always met.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    perfect: 'A target of 100% leaves no error budget, so every single failure breaks it: promise less.',
    nines:
      'A target of {target}% allows {seconds} seconds of outage in 30 days, less than anybody needs to react: promise less.',
    low: 'A target of {target}% is met even when half of the requests fail: "target" takes a share from 0 to 1, "targetPercent" a percentage.',
  },
  examples: {
    bad: [
      { files: { 'payments/slo.yaml': sloDocument(1) } },
      { files: { 'payments/slo.yaml': sloDocument(0.999999) } },
      {
        because: 'a percentage was meant',
        files: { 'payments/slo.yaml': sloDocument(0.999).replace('target: 0.999', 'targetPercent: 0.999') },
      },
    ],
    good: [
      { files: { 'payments/slo.yaml': sloDocument(0.999) } },
      { files: { 'payments/slo.yaml': sloDocument(0.999).replace('target: 0.999', 'targetPercent: 99.9') } },
    ],
  },
  visit: {
    document(document, context) {
      for (const { target, path } of targetsOf(document)) {
        const data = { target: Number((target * 100).toPrecision(8)), seconds: Math.round((1 - target) * 2_592_000) };
        if (target >= 1) context.report({ message: 'perfect', at: path });
        else if (target > 0.99999) context.report({ message: 'nines', at: path, data });
        else if (target <= 0.5) context.report({ message: 'low', at: path, data });
      }
    },
  },
});
