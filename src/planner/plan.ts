import type { Account } from '../model/account.ts';
import type { Change } from '../model/change.ts';
import type { Departures } from '../model/departure.ts';
import type { Entries } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Finding, Plan, Scope, Unmanaged } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import { type Base, inStateNames } from './base.ts';
import { digestOf } from './digest.ts';
import { ancestorsOf } from './inheritance.ts';
import { narrow, type Narrowing } from './narrow.ts';
import { inOrder } from './order.ts';
import { planConversions } from './plan-conversions.ts';
import { planBasePermission, planRepos } from './plan-repos.ts';
import { planTeamAccess } from './plan-team-access.ts';
import { planTeamMembers } from './plan-team-members.ts';
import { planTeams } from './plan-teams.ts';
import { planUserAccess } from './plan-user-access.ts';
import { planUsers } from './plan-users.ts';
import { countRemovals } from './removals.ts';
import { turnOf } from './restore-first.ts';
import { withinSeats } from './seats.ts';
import { withTeamsSettled } from './settled-teams.ts';
import type { Draft, Sides } from './sides.ts';
import { newlySuspended, noteSuspensions } from './suspensions.ts';

/** What desired says and where: a version of the state repo, with its policy. */
export interface Desired {
  readonly commit: string | null;
  readonly state: OrgState;
  readonly entries: Entries;
  readonly policy: Policy;
}

export interface PlanOptions extends Narrowing {
  readonly scope: Scope;
  /** What GitHub says of logins that are to be invited or granted access, by folded login. */
  readonly accounts: ReadonlyMap<Key, Account>;
  /** How often an invitation was sent in vain, by folded login; empty where nothing is remembered. */
  readonly attempts: ReadonlyMap<Key, number>;
  /** Whose invitation an earlier run cleared to send another, which it did not come to: they have not left. */
  readonly cleared?: ReadonlySet<Key>;
  /** What is known of people who are to come back; without it nobody is reinstated. */
  readonly returning?: {
    readonly departures: Departures;
    /** ISO time, by GitHub's clock. */
    readonly now: string;
  };
}

/**
 * The ordered changes that bring live to desired. Pure, synchronous and deterministic.
 * @param live what GitHub reports: the whole organisation, or for a run on merge at least all that `scope` names
 */
export function plan(desired: Desired, live: OrgState, base: Base, options: PlanOptions): Plan {
  const sides = sidesOf(desired, live, base, options);
  const teams = joined([planTeams(sides), planTeamAccess(sides)]);
  const settled = withTeamsSettled(sides.live, teams.changes);
  const people = joined([planUsers(sides), planTeamMembers(sides), planUserAccess(sides, settled)]);
  const leftover = planConversions(sides, settled, people.changes);
  const found = joined([planBasePermission(sides), people, leftover, teams, planRepos(sides)]);
  const asked = narrow(found.changes, sides, options);
  const seated = withinSeats(asked.kept, sides);
  const { customRoles } = sides.live.organization;
  const places = { depthOf: depthIn(sides), turnOf: turnOf(sides), customRoles };
  const ordered = inOrder(seated.kept, places).map((change) => Object.freeze(change));
  return {
    organization: sides.live.organization.name,
    commit: desired.commit,
    base: base.commit,
    scope: options.scope,
    changes: ordered,
    unmanaged: sortedByKind(found.unmanaged),
    findings: [
      ...firstRun(base),
      ...found.findings,
      ...noteSuspensions(sides, ordered),
      ...asked.findings,
      ...seated.findings,
    ],
    removals: countRemovals(ordered, newlySuspended(sides), customRoles),
    digest: digestOf(sides.live.organization.name, ordered),
  };
}

/** Brings live to the names that the state uses; who stood in base and no longer in desired is found by those as well. */
export function sidesOf(desired: Desired, live: OrgState, base: Base, options: PlanOptions): Sides {
  const { state, entries, policy } = desired;
  return {
    desired: state,
    live: inStateNames(live, base),
    base,
    entries,
    // Without a base nothing is removed: what the state does not list was never decided about.
    policy: base.commit === null ? { ...policy, unmanaged: 'report' } : policy,
    scope: options.scope,
    accounts: options.accounts,
    attempts: options.attempts,
    cleared: options.cleared ?? new Set(),
    departures: options.returning?.departures ?? new Map(),
    now: options.returning?.now ?? '',
  };
}

function joined(drafts: readonly Draft[]): Draft {
  return {
    changes: drafts.flatMap<Change>(({ changes }) => changes),
    unmanaged: drafts.flatMap(({ unmanaged }) => unmanaged),
    findings: drafts.flatMap<Finding>(({ findings }) => findings),
  };
}

/** People first, then teams, then what they may touch; within a kind in the order in which it was found. */
function sortedByKind(unmanaged: readonly Unmanaged[]): Unmanaged[] {
  const kinds: readonly Unmanaged['kind'][] = [
    'member',
    'outside-collaborator',
    'team',
    'team-member',
    'team-access',
    'user-access',
  ];
  return [...unmanaged].sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}

function depthIn({ desired, live }: Sides): (slug: string) => number {
  return (slug) => {
    const key = keyOf(slug);
    return ancestorsOf(desired.teams.has(key) ? desired : live, key).length;
  };
}

function firstRun(base: Base): Finding[] {
  if (base.commit !== null) return [];
  return [
    {
      finding: 'first-run',
      message:
        'Nothing was applied from this repository yet, so nothing counts as removed: what the state does not list is left alone.',
    },
  ];
}
