import type { Cause, ChangeUserAccess } from '../model/change.ts';
import type { Attribution, EntryRef } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Grant, OrgState, Repo } from '../model/org-state.ts';
import { isLowered, strengthOf } from '../model/permission.ts';
import { isReportedDrift } from './drift.ts';
import { hasOtherWay, mayBeLeftOver, teamRolesIn } from './other-ways.ts';
import { basePermissionToBe, isTooLittleForMembers } from './plan-repos.ts';
import {
  type Draft,
  emptyDraft,
  explained,
  inScope,
  isActiveMember,
  isDeparted,
  isSuspended,
  keysOf,
  leavesAsUnmanaged,
  lineOf,
  linesOf,
  policyLine,
  type Sides,
  stoodAsUser,
  wantedRole,
} from './sides.ts';

/**
 * Which person may do what in which repository, directly.
 * @param settled live once the teams and their access are as planned
 */
export function planUserAccess(sides: Sides, settled: OrgState): Draft {
  const draft = emptyDraft();
  for (const repo of keysOf(sides.desired.repos, sides.live.repos)) {
    const [file, place] = [sides.desired.repos.get(repo), sides.live.repos.get(repo)];
    if (place === undefined) continue;
    for (const user of keysOf(file?.collaborators ?? new Map(), place.collaborators)) {
      // A file that lets go holds nobody, but who is suspended holds no access anywhere.
      if (file?.managed === false && !isSuspended(sides, user)) continue;
      const access = {
        sides,
        settled,
        repo,
        user,
        file,
        place,
        wanted: file?.collaborators.get(user),
        live: place.collaborators.get(user),
      };
      planAccess(access, draft);
    }
  }
  return draft;
}

interface Access {
  readonly sides: Sides;
  readonly settled: OrgState;
  readonly repo: Key;
  readonly user: Key;
  readonly file: Repo | undefined;
  readonly place: Repo;
  readonly wanted: Grant | undefined;
  readonly live: Grant | undefined;
}

function refsOf({ repo, user }: Access): [EntryRef, EntryRef, EntryRef] {
  return [
    { noun: 'repo-collaborator', repo, user },
    { noun: 'user', user },
    { noun: 'repo', repo },
  ];
}

function planAccess(access: Access, draft: Draft): void {
  const { sides, user, wanted, live } = access;
  const [line, person] = refsOf(access);
  if (!inScope(sides, line, person) || isOwner(access)) return;
  if (leavesAsUnmanaged(sides, user) && isActiveMember(sides.live.users.get(user))) return;
  if (wantedRole(sides, user) === undefined && stoodAsUser(sides, user)) {
    // Taking the person out takes their grants; an invitation to a repository alone stays behind, and is cancelled.
    if (live?.invitation !== undefined)
      withdraw(access, live, `${live.to} no longer stands in the state`, undefined, draft);
  } else if (becomesOutside(access)) {
    // What GitHub leaves an outside collaborator is only known after the conversion: see plan-conversions.
  } else if (isSuspended(sides, user)) {
    if (live !== undefined) withdraw(access, live, `${live.to} is suspended`, { suspension: loginOf(access) }, draft);
  } else if (wanted !== undefined && live === undefined) give(access, wanted, draft);
  else if (wanted !== undefined && live !== undefined) change(access, wanted, live, draft);
  else if (live !== undefined) planUnlisted(access, live, draft);
}

/**
 * Owners may do everything everywhere; a grant of their own says nothing, and GitHub may or may not list it. Only what
 * somebody reviewed the going of is taken from who becomes an owner now, while GitHub still tells it apart.
 */
function isOwner({ sides, repo, user, wanted }: Access): boolean {
  const role = wantedRole(sides, user);
  const isOwnerNow = sides.live.users.get(user)?.role === 'owner';
  if (role === 'owner') {
    return isOwnerNow || wanted !== undefined || !sides.base.stood.repos.get(repo)?.collaborators.has(user);
  }
  return role === undefined && !stoodAsUser(sides, user) && isOwnerNow;
}

/** A member who is to be an outside collaborator, and whose teams give access here or who cannot be granted so little yet. */
function becomesOutside({ sides, settled, repo, user, wanted }: Access): boolean {
  const converts = wantedRole(sides, user) === 'outside' && isActiveMember(sides.live.users.get(user));
  const kept = isSuspended(sides, user) ? undefined : wanted?.role;
  return converts && (teamRolesIn(settled, repo, user).length > 0 || isTooLittleForMembers(sides, kept));
}

function loginOf({ sides, user, live, wanted }: Access): string {
  return sides.live.users.get(user)?.login ?? live?.to ?? wanted?.to ?? user;
}

function give(access: Access, wanted: Grant, draft: Draft): void {
  const { sides, user, place } = access;
  const login = loginOf(access);
  const role = wantedRole(sides, user);
  const person = sides.live.users.get(user);
  if (role === 'outside' ? isHeldOutside(access, draft) : !isActiveMember(person)) {
    if (person?.invitation?.state === 'open' && person.invitation.reinstate !== true) {
      draft.findings.push({
        finding: 'waits-for-acceptance',
        login,
        repo: place.name,
        message: `${login} gets ${wanted.role} on ${place.name} once they have accepted the invitation and a whole run has seen it.`,
      });
    }
    return;
  }
  if (isShadowed(access, wanted, draft)) return;
  if (isDrift(access, `${login} is to have ${wanted.role} on ${place.name} and has nothing`, draft)) return;
  push(
    access,
    { kind: 'grant-user-access', before: null, after: wanted.role },
    `${login} is listed in ${place.name}`,
    undefined,
    draft,
  );
}

/** An outside collaborator who is gone everywhere and whom no commit touched has left; an account must be the one meant. */
function isHeldOutside(access: Access, draft: Draft): boolean {
  const { sides, user } = access;
  const wanted = sides.desired.users.get(user);
  if (isDeparted(sides, user) && sides.policy.departed === 'report') return true;
  if (sides.live.users.has(user)) return false;
  const account = sides.accounts.get(keyOf(wanted?.login ?? user));
  if (account?.kind === 'person') return wanted?.id !== undefined && wanted.id !== account.id;
  draft.findings.push({
    finding: 'no-such-account',
    login: wanted?.login ?? user,
    unfinished: true,
    message: `GitHub knows no person ${wanted?.login ?? user}, so no access was given. Correct the line or remove it.`,
  });
  return true;
}

function change(access: Access, wanted: Grant, live: Grant, draft: Draft): void {
  const { sides, place } = access;
  const login = loginOf(access);
  if (live.invitation?.expired === true) {
    const reason = `the repository invitation of ${login} has expired and is sent again`;
    withdraw(access, live, reason, { resend: login }, draft);
    push(
      access,
      { kind: 'grant-user-access', before: null, after: wanted.role },
      `${login} is listed in ${place.name}`,
      undefined,
      draft,
    );
    return;
  }
  if (wanted.role.toLowerCase() === live.role.toLowerCase()) return;
  if (live.doubt === 'maybe-masked' && hasOtherWay(sides.live, access.repo, access.user, live.role)) {
    draft.findings.push({
      finding: 'not-told-apart',
      login,
      repo: place.name,
      message: `${login} has ${live.role} on ${place.name} by a team or the base permission; whether the grant itself is ${wanted.role} cannot be told.`,
    });
    return;
  }
  if (isShadowed(access, wanted, draft)) return;
  const raised = !isLowered(live.role, wanted.role, sides.live.organization.customRoles);
  if (raised && isDrift(access, `${login} is to have ${wanted.role} on ${place.name} and has ${live.role}`, draft))
    return;
  const reason = `${login} is to have ${wanted.role} on ${place.name}`;
  push(
    access,
    { kind: 'change-user-access', before: live.role, after: wanted.role, ...invitationOf(live) },
    reason,
    undefined,
    draft,
  );
}

function planUnlisted(access: Access, live: Grant, draft: Draft): void {
  const { sides, repo, user, file, place } = access;
  const login = loginOf(access);
  const stood = sides.base.stood.repos.get(repo);
  if (stood?.managed === true && stood.collaborators.has(user)) {
    withdraw(access, live, `${login} is no longer listed in ${place.name}`, undefined, draft);
    return;
  }
  const isOutside = sides.live.users.get(user)?.role === 'outside';
  if (isOutside && mayBeLeftOver(sides.base.stood, sides.desired, repo, user)) {
    withdraw(access, live, `GitHub left ${login} what their teams gave in ${place.name}`, { conversion: login }, draft);
    return;
  }
  if (sides.policy.unmanaged === 'remove' && file?.listsCollaborators === true) {
    const reason = `${login} is listed nowhere in ${place.name}, and policy removes what is unmanaged`;
    withdraw(access, live, reason, undefined, draft, policyLine(sides));
    return;
  }
  if (live.doubt === 'maybe-masked' && hasOtherWay(sides.live, repo, user, live.role)) return;
  draft.unmanaged.push({ kind: 'user-access', repo: place.name, login, role: live.role });
}

function withdraw(
  access: Access,
  live: Grant,
  reason: string,
  cause: Cause | undefined,
  draft: Draft,
  lines?: readonly Attribution[],
): void {
  const kind = live.invitation === undefined ? 'revoke-user-access' : 'cancel-repo-invitation';
  push(access, { kind, before: live.role, after: null, ...invitationOf(live) }, reason, cause, draft, lines);
}

function invitationOf(live: Grant): { invitation?: number } {
  return live.invitation === undefined ? {} : { invitation: live.invitation.id };
}

function push(
  access: Access,
  body: Omit<ChangeUserAccess, 'repo' | 'login'>,
  reason: string,
  cause: Cause | undefined,
  draft: Draft,
  lines?: readonly Attribution[],
): void {
  const { sides, place } = access;
  const [line, person, repo] = refsOf(access);
  const login = loginOf(access);
  if (place.archived === true) {
    draft.findings.push({
      finding: 'archived',
      repo: place.name,
      login,
      message: `${place.name} is archived, and GitHub changes nothing there: ${login} keeps ${body.before ?? 'no access'}.`,
    });
    return;
  }
  const order = cause !== undefined && 'suspension' in cause ? [person, line] : [line, person, repo];
  const from = lines ?? (body.after === null ? lineOf : linesOf)(sides, ...order);
  draft.changes.push(explained({ ...body, repo: place.name, login }, reason, from, cause));
}

/** GitHub refuses to grant a member less than the base permission gives. */
function isShadowed(access: Access, wanted: Grant, draft: Draft): boolean {
  const { sides, user, place } = access;
  const { customRoles } = sides.live.organization;
  const basePermission = basePermissionToBe(sides);
  if (basePermission === undefined || wantedRole(sides, user) === 'outside') return false;
  const [base, level] = [strengthOf(basePermission, customRoles), strengthOf(wanted.role, customRoles)];
  if (base === undefined || level === undefined || level >= base) return false;
  draft.findings.push({
    finding: 'shadowed',
    login: loginOf(access),
    repo: place.name,
    message: `${loginOf(access)} is listed with ${wanted.role} on ${place.name}, and the base permission gives every member ${basePermission}; GitHub refuses to grant less.`,
  });
  return true;
}

function isDrift(access: Access, what: string, draft: Draft): boolean {
  const about = { repo: access.place.name, login: loginOf(access) };
  return isReportedDrift(access.sides, refsOf(access), what, about, draft);
}
