import { allowanceLines, inForce } from '../../model/allowance.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { Plan, Violation } from '../../model/plan.ts';
import { type Budget, type Policy, type RemovalKind, removalKinds } from '../../model/policy.ts';
import type { Facts } from './guard.ts';

const words: Record<RemovalKind | 'total', string> = {
  members: 'people',
  teamMemberships: 'team memberships',
  teams: 'teams',
  repoAccess: 'grants on repositories (revoked or lowered)',
  total: 'things in all',
};

type Counts = Readonly<Record<RemovalKind, number>>;

/** No run takes away more than policy says: of each kind, and in total. */
export function budgets(plan: Plan, facts: Facts, policy: Policy): readonly Violation[] {
  const holds = countHeld(facts.sides.base.commit === null ? facts.sides.live : facts.sides.base.state);
  const allowed = allowedCounts(policy, facts.today);
  const exceeded = removalKinds.filter(
    (kind) => plan.removals[kind] > (allowed[kind] ?? limitOf(policy, kind, holds[kind])),
  );
  const total = totalViolation(plan, policy, holds, allowed);
  const lines = linesToAllow(plan, policy, holds, allowed, exceeded, facts.today);
  return [
    ...exceeded.map((kind) => violation(plan, policy, kind, holds[kind], plan.removals[kind], allowed[kind], lines)),
    ...(total === undefined ? [] : [{ ...total, allow: lines }]),
  ];
}

/** What a state holds of each kind: what percentages are of. */
export function countHeld(state: OrgState): Counts {
  const teams = [...state.teams.values()].filter(({ managed }) => managed);
  const repos = [...state.repos.values()].filter(({ managed }) => managed);
  return {
    members: state.users.size,
    teams: teams.length,
    teamMemberships: teams.reduce((sum, team) => sum + team.members.size, 0),
    repoAccess: repos.reduce((sum, repo) => sum + repo.teams.size + repo.collaborators.size, 0),
  };
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

type Allowed = Partial<Record<RemovalKind | 'total', number>>;

function allowedCounts(policy: Policy, today: string): Allowed {
  const allowed: Allowed = {};
  for (const { allow } of inForce(policy, today)) {
    for (const kind of [...removalKinds, 'total'] as const) {
      const count = allow?.[kind];
      if (count !== undefined) allowed[kind] = Math.max(count, allowed[kind] ?? 0);
    }
  }
  return allowed;
}

/** The sum of the four, less what an allowance covers. */
function uncovered(plan: Plan, allowed: Allowed): number {
  return removalKinds.reduce((sum, kind) => sum + Math.max(0, plan.removals[kind] - (allowed[kind] ?? 0)), 0);
}

function totalViolation(plan: Plan, policy: Policy, holds: Counts, allowed: Allowed): Violation | undefined {
  const held = removalKinds.reduce((sum, kind) => sum + holds[kind], 0);
  const planned = uncovered(plan, allowed);
  if (planned <= (allowed.total ?? limitOf(policy, 'total', held))) return undefined;
  return violation(plan, policy, 'total', held, planned, allowed.total, '');
}

function violation(
  plan: Plan,
  policy: Policy,
  kind: RemovalKind | 'total',
  held: number,
  planned: number,
  allowance: number | undefined,
  allow: string,
): Violation {
  const limit = allowance ?? limitOf(policy, kind, held);
  const message = `This plan takes away ${grouped(planned)} ${words[kind]}; ${because(policy, kind, held, limit, allowance)}. ${
    plan.base === null
      ? 'At first adoption the figures are of what GitHub holds.'
      : `The state applied last holds ${grouped(held)}.`
  }`;
  return { guard: `removals.${kind}`, message, allow, figures: { planned, limit, holds: held } };
}

function because(
  policy: Policy,
  kind: RemovalKind | 'total',
  held: number,
  limit: number,
  allowance: number | undefined,
): string {
  if (allowance !== undefined) return `an allowance in force lets through ${grouped(allowance)}`;
  if (policy.removals === 'none') return 'policy.yaml says `removals: none`, which is add-only mode';
  const { count, percent } = budgetOf(policy, kind);
  const figures = [
    count === undefined ? [] : [`count ${grouped(count)}`],
    percent === undefined ? [] : [`${percent} % of ${grouped(held)}`],
  ].flat();
  return `policy.yaml lets through ${grouped(limit)} (${figures.join(' and ')})`;
}

/** One line that allows exactly this plan and no more. */
function linesToAllow(
  plan: Plan,
  policy: Policy,
  holds: Counts,
  allowed: Allowed,
  exceeded: readonly RemovalKind[],
  today: string,
): string {
  const allow: Allowed = Object.fromEntries(exceeded.map((kind) => [kind, plan.removals[kind]]));
  const rest = totalViolation(plan, policy, holds, { ...allowed, ...allow });
  if (rest?.figures?.['planned'] !== undefined) allow.total = rest.figures['planned'];
  const counts = Object.entries(allow).map(([kind, count]) => `${kind}: ${count}`);
  return allowanceLines(`allow: { ${counts.join(', ')} }`, today);
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
