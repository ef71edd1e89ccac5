import type { Change, ChangeBody, ChangeKind } from '../model/change.ts';
import type { Attribution } from '../model/entry.ts';
import { compare } from '../model/order.ts';
import type { Finding, Plan, Scope, Unmanaged, Violation } from '../model/plan.ts';
import { json } from './escape.ts';

/**
 * The plan for scripts, as `schemas/plan.schema.json` has it. The same plan gives the same bytes.
 * @param options.dryRun why apply changed nothing, where it did not
 */
export function planAsJson(
  plan: Plan,
  violations: readonly Violation[],
  { dryRun }: { readonly dryRun?: readonly string[] } = {},
): string {
  return json({
    version: 1,
    organization: plan.organization,
    commit: plan.commit,
    base: plan.base,
    scope: scopeOf(plan.scope),
    summary: summaryOf(plan),
    changes: plan.changes.map(changeAsData),
    unmanaged: plan.unmanaged.map(unmanagedAsData),
    findings: plan.findings.map(findingAsData),
    violations: violations.map(violationAsData),
    digest: plan.digest,
    ...(dryRun === undefined ? {} : { dryRun }),
  });
}

/** The fields of each kind, in the order in which they are printed. */
const fields: { readonly [Kind in ChangeKind]: readonly FieldOf<Kind>[] } = {
  'invite-member': ['login', 'id', 'role', 'teams', 'reinstate'],
  'cancel-invitation': ['login', 'id', 'invitation'],
  'clear-failed-invitation': ['login', 'id', 'invitation'],
  'change-member-role': ['login', 'before', 'after'],
  'remove-member': ['login', 'id', 'role'],
  'convert-to-outside': ['login', 'id', 'role'],
  'remove-outside-collaborator': ['login', 'id', 'role'],
  'create-team': ['team', 'before', 'after'],
  'update-team': ['team', 'before', 'after', 'lost'],
  'delete-team': ['team', 'before', 'after', 'descendants', 'members', 'repos'],
  'add-team-member': ['team', 'login', 'before', 'after'],
  'change-team-role': ['team', 'login', 'before', 'after'],
  'remove-team-member': ['team', 'login', 'before', 'after'],
  'grant-team-access': ['repo', 'team', 'before', 'after'],
  'change-team-access': ['repo', 'team', 'before', 'after'],
  'revoke-team-access': ['repo', 'team', 'before', 'after'],
  'grant-user-access': ['repo', 'login', 'before', 'after', 'invitation'],
  'change-user-access': ['repo', 'login', 'before', 'after', 'invitation'],
  'revoke-user-access': ['repo', 'login', 'before', 'after', 'invitation'],
  'cancel-repo-invitation': ['repo', 'login', 'before', 'after', 'invitation'],
  'set-base-permission': ['before', 'after', 'repositories'],
};

/** The member of the union that has this kind, also where it has several. */
type BodyOf<Kind extends ChangeKind, Body = ChangeBody> = Body extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? Body
    : never
  : never;
type FieldOf<Kind extends ChangeKind> = Exclude<keyof BodyOf<Kind>, 'kind'>;

/** A change with its keys in a fixed order: kind, its own fields, why, from where. */
export function changeAsData(change: Change): object {
  const values: Partial<Record<string, unknown>> = { ...change };
  const own = fields[change.kind].map((field) => [field, nested(values[field])] as const);
  return {
    kind: change.kind,
    ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
    reason: change.reason,
    attribution: attributionAsData(change.attribution),
    ...(change.cause === undefined ? {} : { cause: change.cause }),
  };
}

const nestedKeys = ['name', 'description', 'privacy', 'parent', 'team', 'repo'] as const;

/** Settings of teams, and pairs of team and repository. */
function nested(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nested);
  if (typeof value !== 'object' || value === null) return value;
  const values: Partial<Record<string, unknown>> = { ...value };
  return Object.fromEntries(nestedKeys.filter((key) => key in values).map((key) => [key, values[key]]));
}

function attributionAsData(attribution: Attribution | null): object | null {
  if (attribution === null) return null;
  return { commit: attribution.commit, file: attribution.file, line: attribution.line };
}

function scopeOf(scope: Scope): object {
  if (scope.kind === 'full') return { kind: scope.kind };
  return { kind: scope.kind, users: scope.users, teams: scope.teams, repos: scope.repos };
}

function summaryOf({ changes, removals }: Plan): object {
  const byKind: Record<string, number> = {};
  for (const { kind } of changes) byKind[kind] = (byKind[kind] ?? 0) + 1;
  const { members, teamMemberships, teams, repoAccess, total } = removals;
  return {
    changes: changes.length,
    byKind: sortedByKey(byKind),
    removals: { members, teamMemberships, teams, repoAccess, total },
  };
}

function unmanagedAsData(one: Unmanaged): object {
  switch (one.kind) {
    case 'member':
      return { kind: one.kind, login: one.login, role: one.role, pending: one.pending };
    case 'outside-collaborator':
      return { kind: one.kind, login: one.login };
    case 'team':
      return { kind: one.kind, team: one.team };
    case 'team-member':
      return { kind: one.kind, team: one.team, login: one.login, role: one.role };
    case 'team-access':
      return { kind: one.kind, repo: one.repo, team: one.team, role: one.role };
    case 'user-access':
      return { kind: one.kind, repo: one.repo, login: one.login, role: one.role };
  }
}

export function findingAsData({ finding, message, login, team, repo, unfinished }: Finding): object {
  return {
    finding,
    message,
    ...(login === undefined ? {} : { login }),
    ...(team === undefined ? {} : { team }),
    ...(repo === undefined ? {} : { repo }),
    ...(unfinished === undefined ? {} : { unfinished }),
  };
}

function sortedByKey(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => compare(a, b)));
}

export function violationAsData({ guard, message, allow, figures }: Violation): object {
  return {
    guard,
    message,
    ...(allow === undefined ? {} : { allow }),
    ...(figures === undefined ? {} : { figures: sortedByKey(figures) }),
  };
}
