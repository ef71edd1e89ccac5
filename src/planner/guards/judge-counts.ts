import { allowanceLines, inForce } from '../../model/allowance.ts';
import { counted, grouped } from '../../model/figures.ts';
import type { Violation } from '../../model/plan.ts';
import { type Budget, type Policy, type RemovalKind, removalKinds } from '../../model/policy.ts';

/** How many there are of each kind that has a budget. */
export type Counts = Readonly<Record<RemovalKind, number>>;

/** How much is to be taken away, of how much, and by whose word. */
export interface Counting {
  readonly planned: Counts;
  /** What percentages are of. */
  readonly held: Counts;
  readonly policy: Policy;
  /** ISO date, in UTC. */
  readonly today: string;
  /** What takes away: begins each message. */
  readonly subject: 'This plan' | 'This proposal' | 'This suspension';
  /** The sentence that ends each message and says what percentages are of; it is given that count as text, `3,500`. */
  readonly ofWhat: (held: string) => string;
}

/** One of a kind, and several. */
const words: Record<RemovalKind | 'total', readonly [string, string]> = {
  members: ['person', 'people'],
  teamMemberships: ['team membership', 'team memberships'],
  teams: ['team', 'teams'],
  repoAccess: ['grant on repositories (revoked or lowered)', 'grants on repositories (revoked or lowered)'],
  total: ['thing in all', 'things in all'],
};

/** More than the budgets of policy.yaml let through: of each kind, and in total, with the lines that would allow it. */
export function judgeCounts(counting: Counting): readonly Violation[] {
  const allowed = allowedCounts(counting);
  const excesses = removalKinds.flatMap((kind) =>
    excessOf(kind, counting.planned[kind], counting.held[kind], counting.policy, allowed),
  );
  const allow = linesToAllow(counting, allowed, excesses);
  return [...excesses, ...totalExcess(counting, allowed)].map((excess) => ({
    guard: `removals.${excess.kind}`,
    message: messageOf(excess, counting),
    allow,
    figures: { planned: excess.planned, limit: excess.limit, holds: excess.held },
  }));
}

/** How much of each kind policy.yaml and its allowances let through; Infinity where nothing limits it. */
export function letThrough(counting: Pick<Counting, 'held' | 'policy' | 'today'>): Counts {
  const allowed = allowedCounts(counting);
  const limit = (kind: RemovalKind): number => allowed[kind] ?? limitOf(counting.policy, kind, counting.held[kind]);
  const [members, teamMemberships] = [limit('members'), limit('teamMemberships')];
  return { members, teamMemberships, teams: limit('teams'), repoAccess: limit('repoAccess') };
}

type Allowed = Partial<Record<RemovalKind | 'total', number>>;

function allowedCounts({ policy, today }: Pick<Counting, 'policy' | 'today'>): Allowed {
  const allowed: Allowed = {};
  for (const { allow } of inForce(policy, today)) {
    for (const kind of [...removalKinds, 'total'] as const) {
      const count = allow?.[kind];
      if (count !== undefined) allowed[kind] = Math.max(count, allowed[kind] ?? 0);
    }
  }
  return allowed;
}

interface Excess {
  readonly kind: RemovalKind | 'total';
  readonly planned: number;
  readonly held: number;
  readonly limit: number;
  /** What an allowance in force lets through in the place of the budget. */
  readonly allowance: number | undefined;
}

/** One excess, or none where so much is let through. */
function excessOf(
  kind: RemovalKind | 'total',
  planned: number,
  held: number,
  policy: Policy,
  allowed: Allowed,
): readonly Excess[] {
  const allowance = allowed[kind];
  const limit = allowance ?? limitOf(policy, kind, held);
  return planned > limit ? [{ kind, planned, held, limit, allowance }] : [];
}

/** The sum of the four, less what an allowance covers. */
function totalExcess({ planned, held, policy }: Counting, allowed: Allowed): readonly Excess[] {
  const uncovered = sumOf((kind) => Math.max(0, planned[kind] - (allowed[kind] ?? 0)));
  return excessOf(
    'total',
    uncovered,
    sumOf((kind) => held[kind]),
    policy,
    allowed,
  );
}

function sumOf(count: (kind: RemovalKind) => number): number {
  return removalKinds.reduce((sum, kind) => sum + count(kind), 0);
}

/** Count and percent both hold; a percentage is rounded down and at least 1. */
function limitOf(policy: Policy, kind: RemovalKind | 'total', held: number): number {
  const budget = budgetOf(policy, kind);
  const byPercent = budget.percent === undefined ? Infinity : Math.max(1, Math.floor((held * budget.percent) / 100));
  return Math.min(budget.count ?? Infinity, byPercent);
}

function budgetOf({ removals }: Policy, kind: RemovalKind | 'total'): Budget {
  return removals === 'none' ? { count: 0 } : removals[kind];
}

function messageOf(excess: Excess, { policy, subject, ofWhat }: Counting): string {
  const { kind, planned, held } = excess;
  return `${subject} takes away ${counted(planned, ...words[kind])}; ${because(excess, policy)}. ${ofWhat(grouped(held))}`;
}

function because({ kind, held, limit, allowance }: Excess, policy: Policy): string {
  if (allowance !== undefined) return `an allowance in force lets through ${grouped(allowance)}`;
  if (policy.removals === 'none') return 'policy.yaml says `removals: none`, which is add-only mode';
  const { count, percent } = budgetOf(policy, kind);
  const figures = [
    count === undefined ? [] : [`count ${grouped(count)}`],
    percent === undefined ? [] : [`${percent} % of ${grouped(held)}`],
  ].flat();
  return `policy.yaml lets through ${grouped(limit)} (${figures.join(' and ')})`;
}

/** One line that allows exactly these counts and no more. */
function linesToAllow(counting: Counting, allowed: Allowed, excesses: readonly Excess[]): string {
  const allow: Allowed = Object.fromEntries(excesses.map(({ kind, planned }) => [kind, planned]));
  for (const { planned } of totalExcess(counting, { ...allowed, ...allow })) allow.total = planned;
  const counts = Object.entries(allow).map(([kind, count]) => `${kind}: ${count}`);
  return allowanceLines(`allow: { ${counts.join(', ')} }`, counting.today);
}
