import type { Document } from '../../definitions/types.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Maturity, ReadinessCheck } from '../../readiness/check.ts';
import { stageOn } from '../../readiness/evaluate.ts';
import { readinessPolicy, type ReadinessPolicy } from '../../readiness/policy.ts';
import { checks } from '../../readiness/registry.generated.ts';
import { sameData } from './equal.ts';
import { held, placeAt, nothingHeldBack, type Bench, type HeldBack } from './held-back.ts';

/** Stages and limits of readiness are the stricter of both; the approving group, and whatever else is decided there, is the base's. */
export function readinessHeldBack(base: Document, head: Document, bench: Bench): HeldBack {
  if (sameData(base.data['readiness'], head.data['readiness'])) return nothingHeldBack;
  const [before, after] = [readinessPolicy(base.data), readinessPolicy(head.data)];
  const softer = checks.filter((check) => isSofter(stageIn(after, check), stageIn(before, check), bench.today));
  const longer = Object.entries(before.maxExemption).filter(([tier, days]) => (limitOf(after, tier) ?? 0) > days);
  const others = otherFields(base, head);
  const findings = [
    ...softer.map((check) => stageFinding(check, before, after, head, bench)),
    ...longer.map(([tier, days]) => limitFinding(tier, days, after, head, bench)),
    ...(before.approvers === after.approvers ? [] : [approversFinding(before, after, head, bench)]),
    ...others.map((field) =>
      held(
        'readiness-changed',
        placeAt(head.root, ['readiness', field]),
        `The readiness policy "${field}" differs from that of ${bench.revision}.`,
        bench,
      ),
    ),
  ];
  const kept = Object.fromEntries(softer.map((check) => [check.id, stageIn(before, check)]));
  const limits = Object.entries(after.maxExemption).map(([tier, days]): [string, number] => [
    tier,
    Math.min(days, limitOf(before, tier) ?? days),
  ]);
  const effective = {
    ...fieldsOf(base),
    checks: { ...after.maturity, ...kept },
    approvers: before.approvers,
    maxExemption: Object.fromEntries(limits),
  };
  return {
    findings,
    taken: [{ file: head.file.path, kind: 'Project', id: head.id, path: ['readiness'], instead: effective }],
  };
}

function stageIn({ maturity }: ReadinessPolicy, check: ReadinessCheck): Maturity {
  return maturity[check.id] ?? check.maturity;
}

const weights = { preview: 0, warn: 1, enforce: 2 } as const;

/** Whether a stage weighs less than another on any day from today on. Stages change only on the days that they name. */
function isSofter(one: Maturity, other: Maturity, today: string): boolean {
  const days = [today, one.from, other.from].filter((day) => day !== undefined && day >= today) as string[];
  return days.some((day) => weights[stageOn(day, one)] < weights[stageOn(day, other)]);
}

function limitOf({ maxExemption }: ReadinessPolicy, tier: string): number | undefined {
  return maxExemption[Number(tier)];
}

function fieldsOf({ data }: Document): Record<string, unknown> {
  return (data['readiness'] as Record<string, unknown> | undefined) ?? {};
}

const compared = new Set(['checks', 'approvers', 'maxExemption']);

/** Fields that are compared as a whole. */
function otherFields(base: Document, head: Document): string[] {
  const [before, after] = [fieldsOf(base), fieldsOf(head)];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !compared.has(name) && !sameData(before[name], after[name]));
}

function stageFinding(
  check: ReadinessCheck,
  before: ReadinessPolicy,
  after: ReadinessPolicy,
  head: Document,
  bench: Bench,
): Finding {
  const [was, would] = [stageIn(before, check), stageIn(after, check)];
  return held(
    'readiness-softened',
    placeAt(head.root, ['readiness', 'checks', check.id]),
    `The readiness check ${check.id} would weigh less: ${said(would)} instead of ${said(was)}.`,
    bench,
  );
}

function said({ stage, from }: Maturity): string {
  return from === undefined ? stage : `${stage} from ${from}`;
}

function limitFinding(tier: string, days: number, after: ReadinessPolicy, head: Document, bench: Bench): Finding {
  return held(
    'readiness-softened',
    placeAt(head.root, ['readiness', 'maxExemption', tier]),
    `Exemptions in tier ${tier} could last ${limitOf(after, tier) ?? 0} days instead of ${days}.`,
    bench,
  );
}

function approversFinding(before: ReadinessPolicy, after: ReadinessPolicy, head: Document, bench: Bench): Finding {
  return held(
    'approvers-changed',
    placeAt(head.root, ['readiness', 'approvers']),
    `The group "${after.approvers}" would approve instead of "${before.approvers}".`,
    bench,
  );
}
