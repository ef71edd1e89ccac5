import { keyOf, type Key } from '../../src/model/identity.ts';
import type { Account, Actor } from '../../src/model/account.ts';
import type { Change } from '../../src/model/change.ts';
import type { OrgState } from '../../src/model/org-state.ts';
import type { Plan, Scope, Violation } from '../../src/model/plan.ts';
import type { Policy } from '../../src/model/policy.ts';
import { baseOf, type Version } from '../../src/planner/base.ts';
import { judge } from '../../src/planner/guards/judge.ts';
import { plan, sidesOf, type PlanOptions } from '../../src/planner/plan.ts';
import { defaultPolicy } from '../../src/state/normalise/policy.ts';
import type { OrganizationBuilder } from './organization-builder.ts';

/** policy.yaml's defaults, with budgets that stand in nobody's way. */
export const openPolicy: Policy = {
  ...defaultPolicy,
  removals: { members: {}, teamMemberships: {}, teams: {}, repoAccess: {}, total: {} },
  owners: { minimum: 0 },
};

export interface Situation {
  /** Versions of the state, oldest first; the first was applied last. */
  readonly history: readonly OrganizationBuilder[];
  readonly live: OrganizationBuilder | OrgState;
  readonly policy?: Partial<Policy>;
  /** Nothing was applied yet. */
  readonly firstRun?: boolean;
  readonly scope?: Scope['kind'];
  readonly options?: Partial<PlanOptions>;
  readonly accounts?: readonly Account[];
  readonly actor?: Actor;
  readonly basePolicy?: Partial<Policy>;
  readonly today?: string;
}

/** Plans and judges a situation as the commands do, without git and GitHub. */
export function planning(situation: Situation): { readonly plan: Plan; readonly violations: readonly Violation[] } {
  const { history, live, firstRun = false, today = '2026-11-22' } = situation;
  const policy = { ...openPolicy, ...situation.policy };
  const versions = history.map((version, index): Version => version.at(`commit-${index}`));
  const last = versions.at(-1);
  if (last === undefined) throw new Error('a situation has at least one version');
  const desired = { ...last, policy };
  const base = baseOf(versions, firstRun);
  const state = 'state' in live ? live.state : live;
  const scope: Scope =
    (situation.scope ?? 'full') === 'full' ? { kind: 'full' } : { kind: 'touched', users: [], teams: [], repos: [] };
  const options: PlanOptions = {
    scope,
    accounts: accountsOf(desired.state, situation.accounts ?? []),
    attempts: new Map(),
    ...situation.options,
  };
  const made = plan(desired, state, base, options);
  const facts = {
    sides: sidesOf(desired, state, base, options),
    actor: situation.actor ?? { login: 'rollcall[bot]', kind: 'app' },
    today,
    basePolicy: situation.basePolicy === undefined ? undefined : { ...openPolicy, ...situation.basePolicy },
    loginsOf: new Map<number, string>(),
  };
  return { plan: made, violations: judge(made, facts, policy) };
}

/** Everybody whom the state names has an account, with the id that the state gives or one made up. */
function accountsOf(state: OrgState, known: readonly Account[]): ReadonlyMap<Key, Account> {
  const people = [...state.users.values()].map(
    ({ login, id }, index): Account => ({ kind: 'person', login, id: id ?? 9000 + index }),
  );
  return new Map([...people, ...known].map((account) => [keyOf(account.login), account]));
}

/** One line a change, for reading in tests: `add-team-member sre bob null→member`. */
export function brief(changes: readonly Change[]): string[] {
  return changes.map((change) => {
    const { kind, repo, team, login } = { repo: '', team: '', login: '', ...change };
    const sides = 'before' in change ? `${show(change.before)}→${show(change.after)}` : '';
    const teams = change.kind === 'invite-member' ? [change.role, ...change.teams].join(' ') : '';
    return [kind, repo, team, login, sides, teams].filter((word) => word !== '').join(' ');
  });
}

function show(side: unknown): string {
  return typeof side === 'string' ? side : JSON.stringify(side);
}
