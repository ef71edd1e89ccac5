import type { EntryRef } from '../model/entry.ts';
import type { Repo } from '../model/org-state.ts';
import { type Draft, emptyDraft, explained, inScope, keysOf, linesOf, type Sides } from './sides.ts';
import { type BasePermission, isLowered, type RepositoryRole } from '../model/permission.ts';

/** Repositories that the state names and GitHub does not have, or has under another name. Rollcall makes none. */
export function planRepos(sides: Sides): Draft {
  const draft = emptyDraft();
  for (const repo of keysOf(sides.desired.repos)) {
    const [wanted, live] = [sides.desired.repos.get(repo), sides.live.repos.get(repo)];
    if (wanted === undefined || !wanted.managed || !isLookedAt(sides, wanted, { noun: 'repo', repo })) continue;
    if (live === undefined) draft.findings.push(missing(wanted));
    else if (wanted.id !== undefined && live.id !== undefined && wanted.id !== live.id) {
      draft.findings.push({
        finding: 'id-differs',
        repo: live.name,
        message: `The repository ${live.name} has id ${live.id} on GitHub, where the state says ${wanted.id}: it was made anew. Write the new id.`,
      });
    } else if (live.name.toLowerCase() !== wanted.name.toLowerCase()) {
      draft.findings.push({
        finding: 'renamed',
        repo: live.name,
        message: `The repository ${wanted.name} is called ${live.name} on GitHub; rename the file, or the repository.`,
      });
    }
  }
  return draft;
}

function isLookedAt(sides: Sides, wanted: Repo, ref: EntryRef & { noun: 'repo' }): boolean {
  return inScope(
    sides,
    ref,
    ...keysOf(wanted.teams).map((team): EntryRef => ({ noun: 'repo-team', repo: ref.repo, team })),
    ...keysOf(wanted.collaborators).map((user): EntryRef => ({ noun: 'repo-collaborator', repo: ref.repo, user })),
  );
}

function missing(wanted: Repo): Draft['findings'][number] {
  return {
    finding: 'no-such-repository',
    repo: wanted.name,
    ...(wanted.teams.size + wanted.collaborators.size > 0 ? { unfinished: true } : {}),
    message: `GitHub knows no repository ${wanted.name} in the organisation, or the token cannot see it, so nobody was given access. Create it, correct the file's name, or remove the file.`,
  };
}

/** What every member may do in every repository once the plan is carried out. */
export function basePermissionToBe(sides: Sides): BasePermission | undefined {
  const { basePermission: live } = sides.live.organization;
  return inScope(sides, { noun: 'base-permission' }) ? (sides.desired.organization.basePermission ?? live) : live;
}

/**
 * The least that GitHub lets a member be granted while the plan is carried out; undefined where nothing is too little.
 * @returns the base permission of now or of then, whichever gives more
 */
export function leastForMembers(sides: Sides): BasePermission | undefined {
  const { basePermission: now = 'none' } = sides.live.organization;
  const then = basePermissionToBe(sides) ?? now;
  const least = isLowered(now, then, sides.live.organization.customRoles) ? now : then;
  return least === 'none' ? undefined : least;
}

/** GitHub refuses to grant a member less than the base permission gives. */
export function isTooLittleForMembers(sides: Sides, role: RepositoryRole | undefined): boolean {
  const least = leastForMembers(sides);
  return role !== undefined && least !== undefined && isLowered(least, role, sides.live.organization.customRoles);
}

/** What every member may do in every repository. */
export function planBasePermission(sides: Sides): Draft {
  const draft = emptyDraft();
  const ref: EntryRef = { noun: 'base-permission' };
  const { basePermission: after } = sides.desired.organization;
  const { basePermission: before, repositories, customRoles } = sides.live.organization;
  if (after === undefined || before === undefined || after === before || !inScope(sides, ref)) return draft;
  draft.changes.push(
    explained(
      { kind: 'set-base-permission', before, after, repositories: repositories ?? sides.live.repos.size },
      `every member is to have ${after} in every repository${isLowered(before, after, customRoles) ? `, not ${before}` : ''}`,
      linesOf(sides, ref),
    ),
  );
  return draft;
}
