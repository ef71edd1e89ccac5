import type { Attribution } from '../model/entry.ts';
import { counted } from '../model/figures.ts';
import type { Plan, Unmanaged, Violation } from '../model/plan.ts';
import { removalKinds, type RemovalKind } from '../model/policy.ts';
import { places, type Quote } from './words.ts';

const removalNouns: Readonly<Record<RemovalKind, readonly [string, string]>> = {
  members: ['member', 'members'],
  teamMemberships: ['team membership', 'team memberships'],
  teams: ['team', 'teams'],
  repoAccess: ['repository permission', 'repository permissions'],
};

/** The plan in one sentence. */
export function verdict(plan: Plan, violations: readonly Violation[], quote: Quote): string {
  const refused =
    violations.length === 0
      ? ''
      : `; refused by ${counted(new Set(violations.map(({ guard }) => guard)).size, 'guard')}`;
  if (plan.changes.length === 0) return `Nothing to change: ${asStated(plan, quote)}${refused}`;
  return `${counted(plan.changes.length, 'change')} to ${quote(plan.organization)}; ${takenAway(plan)}${refused}`;
}

/** What was looked at is said with it: a run in scope knows nothing of the rest. */
function asStated(plan: Plan, quote: Quote): string {
  const says = plan.commit === null ? 'the files here say' : `${quote(short(plan.commit))} says`;
  const waits = plan.findings.some(({ finding, unfinished }) => unfinished === true || finding === 'held-back');
  const but = waits ? ', but for what the findings name' : '';
  const where =
    plan.scope.kind === 'full' ? quote(plan.organization) : `what was looked at of ${quote(plan.organization)}`;
  return `${where} is as ${says}${but}`;
}

/** By the budgets' count: what goes with a person who was suspended before, say, does not count again. */
function takenAway({ removals, changes }: Plan): string {
  const parts = removalKinds
    .filter((kind) => removals[kind] > 0)
    .map((kind) => counted(removals[kind], ...removalNouns[kind]));
  if (parts.length > 0) return `taken away: ${parts.join(', ')}`;
  const takes = changes.some(({ kind, cause }) => places[kind].sign === '-' || cause !== undefined);
  return takes ? 'nothing counts as taken away' : 'nothing is taken away';
}

/** Which part of the organisation was read, and between which commits. */
export function scopeWords({ scope, base, commit }: Plan, quote: Quote): string {
  const from = base === null ? 'nothing was applied before' : `applied last: ${quote(short(base))}`;
  if (scope.kind === 'full') return `The whole organisation was looked at; ${from}.`;
  const looked = [
    counted(scope.users.length, 'person', 'people'),
    counted(scope.teams.length, 'team'),
    counted(scope.repos.length, 'repository', 'repositories'),
  ].join(', ');
  const until = commit === null ? 'the files here' : quote(short(commit));
  return `Only what changed up to ${until} was looked at: ${looked}; ${from}.`;
}

/** `state/teams/payments.yaml:12 @ 1a2b3c4`; without the commit where the line is not committed. */
export function origin(attribution: Attribution | null): string {
  if (attribution === null) return '';
  const { file, line, commit } = attribution;
  return `${file}:${line}${commit === null ? '' : ` @ ${short(commit)}`}`;
}

/** A commit as people write it. */
export function short(commit: string): string {
  return commit.slice(0, 7);
}

/** What stands in live alone, by kind. */
export function unmanagedCounts(unmanaged: readonly Unmanaged[]): string {
  const kinds = Object.keys(unmanagedNouns) as Unmanaged['kind'][];
  return kinds
    .map((kind) => ({ kind, count: unmanaged.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => counted(count, ...unmanagedNouns[kind]))
    .join(', ');
}

const unmanagedNouns: Readonly<Record<Unmanaged['kind'], readonly [string, string]>> = {
  member: ['member', 'members'],
  'outside-collaborator': ['outside collaborator', 'outside collaborators'],
  team: ['team', 'teams'],
  'team-member': ['team membership', 'team memberships'],
  'team-access': ['grant to a team', 'grants to teams'],
  'user-access': ['grant to a person', 'grants to people'],
};

export function unmanagedWords(one: Unmanaged, quote: Quote): string {
  switch (one.kind) {
    case 'member':
      return `${quote(one.login)}: ${quote(one.role)}${one.pending ? ', invited' : ''}`;
    case 'outside-collaborator':
      return `${quote(one.login)}: outside collaborator`;
    case 'team':
      return `${quote(one.team)}: team`;
    case 'team-member':
      return `${quote(one.login)}: in ${quote(one.team)} as ${quote(one.role)}`;
    case 'team-access':
      return `${quote(one.repo)}: team ${quote(one.team)} ${quote(one.role)}`;
    case 'user-access':
      return `${quote(one.repo)}: ${quote(one.login)} ${quote(one.role)}`;
  }
}
