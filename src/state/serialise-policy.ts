import type { EntryRef } from '../model/entry.ts';
import type { Allowance, Budget, Policy, Removals, Wave } from '../model/policy.ts';
import { flowMap, scalarText, valueText } from './scalar.ts';

/** policy.yaml whole: a policy that is written says every habit, so that nobody need know the defaults. */
export function policyLines(policy: Policy, comment: (ref: EntryRef) => string): string[] {
  const word = (setting: 'unmanaged' | 'departed' | 'drift'): string =>
    `${setting}: ${policy[setting]}${comment({ noun: 'policy', setting })}`;
  return [
    ...removalLines(policy.removals),
    `owners: ${flowMap(policy.owners)}`,
    ...list('protected', policy.protected.map(scalarText)),
    word('unmanaged'),
    word('departed'),
    word('drift'),
    `review: ${flowMap({ ...policy.review })}`,
    `waves: [${policy.waves.map(waveText).join(', ')}]`,
    `pause: ${durationText(policy.pause)}`,
    `circuitBreaker: ${flowMap(policy.circuitBreaker)}`,
    `offboarding: ${flowMap(policy.offboarding)}`,
    ...list('restoreFirst', policy.restoreFirst.map(scalarText)),
    ...list('allowances', policy.allowances.map(allowanceText)),
  ];
}

function removalLines(removals: Removals): string[] {
  if (removals === 'none') return ['removals: none'];
  const budgets = Object.entries(removals).map(
    ([kind, budget]: [string, Budget]) => `  ${kind}: ${flowMap({ ...budget })}`,
  );
  return ['removals:', ...budgets];
}

function list(key: string, items: readonly string[]): string[] {
  return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}

function waveText(wave: Wave): string {
  return 'count' in wave ? String(wave.count) : `${wave.percent}%`;
}

/** In the largest unit in which it is a whole number. */
function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds > 0 && seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds > 0 && seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** An allowance as one line of policy.yaml; also what a refusal prints for people to paste. */
export function allowanceText(allowance: Omit<Allowance, 'file' | 'line'>): string {
  const { allow, unreviewed, feedRows, reason, approvedBy, expires } = allowance;
  const parts = [
    ...(allow === undefined ? [] : [`allow: ${flowMap({ ...allow })}`]),
    ...(unreviewed === undefined ? [] : [`unreviewed: [${unreviewed.map(scalarText).join(', ')}]`]),
    ...(feedRows === undefined ? [] : [`feedRows: ${flowMap({ ...feedRows })}`]),
    `reason: ${scalarText(reason)}`,
    `approvedBy: ${scalarText(approvedBy)}`,
    `expires: ${valueText(expires)}`,
  ];
  return `{ ${parts.join(', ')} }`;
}
