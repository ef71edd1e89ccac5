import type { Cause } from '../model/change.ts';
import type { EntryRef } from '../model/entry.ts';
import type { Key } from '../model/identity.ts';
import type { OrgState, Team, TeamMember, TeamRole, User } from '../model/org-state.ts';
import { isReportedDrift } from './drift.ts';
import { isToBeDeleted, willExist } from './plan-teams.ts';
import {
  type Draft,
  effectiveTeamRole,
  emptyDraft,
  explained,
  inScope,
  isActiveMember,
  isSuspended,
  keysOf,
  leavesTeams,
  lineOf,
  linesOf,
  policyLine,
  type Sides,
  slugOf,
  wantedRole,
} from './sides.ts';

/** Who is in which team, and as what. */
export function planTeamMembers(sides: Sides): Draft {
  const draft = emptyDraft();
  const invited = invitedByTeam(sides.live);
  for (const team of keysOf(sides.desired.teams, sides.live.teams)) {
    const [wanted, live] = [sides.desired.teams.get(team), sides.live.teams.get(team)];
    if (!willExist(sides, team)) continue;
    for (const user of keysOf(wanted?.members ?? none, live?.members ?? none, invited.get(team) ?? none)) {
      // A file that lets go holds nobody, but who is suspended holds no access anywhere.
      if (wanted?.managed === false && !isSuspended(sides, user)) continue;
      planMembership({ sides, team, user, slug: slugOf(sides, team), wanted, live }, draft);
    }
  }
  return draft;
}

const none: ReadonlyMap<Key, unknown> = new Map();

/** For each team the people whose open invitation brings it. */
function invitedByTeam({ users }: OrgState): ReadonlyMap<Key, ReadonlyMap<Key, User>> {
  const invited = new Map<Key, Map<Key, User>>();
  for (const [key, user] of users) {
    if (user.invitation?.state !== 'open') continue;
    for (const team of user.invitation.teams ?? []) {
      invited.set(team, (invited.get(team) ?? new Map<Key, User>()).set(key, user));
    }
  }
  return invited;
}

interface Membership {
  readonly sides: Sides;
  readonly team: Key;
  readonly user: Key;
  readonly slug: string;
  readonly wanted: Team | undefined;
  readonly live: Team | undefined;
}

function refsOf({ team, user }: Membership): [EntryRef, EntryRef] {
  return [
    { noun: 'team-member', team, user },
    { noun: 'user', user },
  ];
}

function planMembership(membership: Membership, draft: Draft): void {
  const { sides, team, user, wanted, live } = membership;
  const scoped = inScope(sides, ...refsOf(membership)) || isToBeDeleted(sides, team) || live === undefined;
  if (!scoped || leavesTeams(sides, user)) return;
  const listed = wanted?.members.get(user);
  const role = listed === undefined ? undefined : effectiveTeamRole(listed.role, wantedRole(sides, user));
  const present = presence(membership);
  if (isSuspended(sides, user)) {
    // What an open invitation brings goes with the invitation, which is cancelled.
    if (present !== undefined && isActiveMember(sides.live.users.get(user))) strip(membership, present, draft);
  } else if (role !== undefined && present === undefined) add(membership, role, draft);
  else if (role !== undefined && present !== undefined) changeRole(membership, present, role, draft);
  else if (present !== undefined) planUnlisted(membership, present, draft);
}

/** The membership in live; an open invitation that brings the team counts. */
function presence({ sides, team, user, live }: Membership): TeamMember | undefined {
  const member = live?.members.get(user);
  const person = sides.live.users.get(user);
  if (member !== undefined) return { login: member.login, role: effectiveTeamRole(member.role, person?.role) };
  const brings = person?.invitation?.state === 'open' && person.invitation.teams?.has(team);
  return brings ? { login: person.login, role: 'member' } : undefined;
}

function strip(membership: Membership, present: TeamMember, draft: Draft): void {
  const { sides, slug, user } = membership;
  const listed = membership.wanted?.members.has(user) ?? false;
  const reason = listed
    ? `${present.login} is suspended`
    : `${present.login} is suspended; no line lists them in ${slug}, so lifting the suspension will not give it back`;
  remove(membership, present, reason, { suspension: sides.live.users.get(user)?.login ?? present.login }, draft);
}

function remove(
  membership: Membership,
  present: TeamMember,
  reason: string,
  cause: Cause | undefined,
  draft: Draft,
): void {
  const { sides, team, slug } = membership;
  if (isToBeDeleted(sides, team)) return;
  const [line, user] = refsOf(membership);
  const lines = cause === undefined ? lineOf(sides, line, { noun: 'team', team }) : lineOf(sides, user);
  draft.changes.push(
    explained(
      { kind: 'remove-team-member', team: slug, login: present.login, before: present.role, after: null },
      reason,
      lines,
      cause,
    ),
  );
}

function add(membership: Membership, role: TeamRole, draft: Draft): void {
  const { sides, user, slug } = membership;
  const person = sides.live.users.get(user);
  if (!isActiveMember(person)) {
    // Who is invited now gets the team with the invitation; GitHub cannot add a team to one that is open.
    if (person?.invitation?.state === 'open' && person.invitation.reinstate !== true) {
      draft.findings.push({
        finding: 'waits-for-acceptance',
        login: person.login,
        team: slug,
        message: `${person.login} joins ${slug} once they have accepted the invitation and a whole run has seen it.`,
      });
    }
    return;
  }
  if (isDrift(membership, draft, `${person.login} is to be in ${slug} and is not`)) return;
  draft.changes.push(
    explained(
      { kind: 'add-team-member', team: slug, login: person.login, before: null, after: role },
      `${person.login} is listed in ${slug}`,
      linesOf(sides, ...refsOf(membership)),
    ),
  );
}

function changeRole(membership: Membership, present: TeamMember, role: TeamRole, draft: Draft): void {
  const { sides, user, slug } = membership;
  const before = wasOnlyAnOwner(membership, role) ? 'member' : present.role;
  if (before === role) return;
  const person = sides.live.users.get(user);
  if (person?.invitation !== undefined) {
    draft.findings.push({
      finding: 'waits-for-acceptance',
      login: present.login,
      team: slug,
      message: `${present.login} becomes ${role} of ${slug} once they have accepted the invitation and a whole run has seen it.`,
    });
    return;
  }
  // Who becomes an owner is a maintainer from then on, without another request.
  if (wantedRole(sides, user) === 'owner' && person?.role !== 'owner') return;
  if (role === 'maintainer' && isDrift(membership, draft, `${present.login} is to be maintainer of ${slug}`)) return;
  draft.changes.push(
    explained(
      { kind: 'change-team-role', team: slug, login: present.login, before, after: role },
      `${present.login} is listed as ${role} of ${slug}`,
      linesOf(sides, ...refsOf(membership)),
    ),
  );
}

/**
 * Whether the person is maintainer today only because they are an owner, and is to be one in their own right: listed as
 * a member before, and demoted by this plan. GitHub shows every owner as maintainer, so live does not tell.
 */
function wasOnlyAnOwner({ sides, team, user }: Membership, role: TeamRole): boolean {
  const isDemoted = sides.live.users.get(user)?.role === 'owner' && wantedRole(sides, user) !== 'owner';
  return isDemoted && role === 'maintainer' && sides.base.state.teams.get(team)?.members.get(user)?.role === 'member';
}

/** In a team that is made anew nobody was taken out by hand. */
function isDrift(membership: Membership, draft: Draft, what: string): boolean {
  const { sides, slug, live } = membership;
  return live !== undefined && isReportedDrift(sides, refsOf(membership), what, { team: slug }, draft);
}

/** In live and not in desired: to be removed where somebody reviewed the going, else unmanaged. */
function planUnlisted(membership: Membership, present: TeamMember, draft: Draft): void {
  const { sides, team, user, slug, wanted } = membership;
  const stood = sides.base.stood.teams.get(team);
  if (stood?.managed === true && stood.members.has(user)) {
    remove(membership, present, `${present.login} is no longer listed in ${slug}`, undefined, draft);
    return;
  }
  if (sides.policy.unmanaged === 'remove' && wanted?.listsMembers === true) {
    draft.changes.push(
      explained(
        { kind: 'remove-team-member', team: slug, login: present.login, before: present.role, after: null },
        `${present.login} is listed nowhere in ${slug}, and policy removes what is unmanaged`,
        policyLine(sides),
      ),
    );
    return;
  }
  if (wanted === undefined && !isToBeDeleted(sides, team)) return;
  draft.unmanaged.push({ kind: 'team-member', team: slug, login: present.login, role: present.role });
}
