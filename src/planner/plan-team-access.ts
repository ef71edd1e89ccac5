import type { EntryRef } from '../model/entry.ts';
import type { Key } from '../model/identity.ts';
import type { Grant, Repo } from '../model/org-state.ts';
import { isLowered } from '../model/permission.ts';
import { isReportedDrift } from './drift.ts';
import { isToBeCreated, isToBeDeleted, willExist } from './plan-teams.ts';
import {
  type Draft,
  emptyDraft,
  explained,
  inScope,
  keysOf,
  lineOf,
  linesOf,
  policyLine,
  type Sides,
  slugOf,
} from './sides.ts';

/** Which team may do what in which repository. */
export function planTeamAccess(sides: Sides): Draft {
  const draft = emptyDraft();
  for (const repo of keysOf(sides.desired.repos, sides.live.repos)) {
    const [wanted, live] = [sides.desired.repos.get(repo), sides.live.repos.get(repo)];
    for (const team of keysOf(wanted?.teams ?? new Map(), live?.teams ?? new Map())) {
      if (live === undefined || (wanted?.managed === false && !isToBeDeleted(sides, team))) continue;
      planGrant(
        { sides, repo, team, wanted: wanted?.teams.get(team), live: live.teams.get(team), file: wanted, place: live },
        draft,
      );
    }
  }
  return draft;
}

interface TeamGrant {
  readonly sides: Sides;
  readonly repo: Key;
  readonly team: Key;
  readonly wanted: Grant | undefined;
  readonly live: Grant | undefined;
  readonly file: Repo | undefined;
  readonly place: Repo;
}

function refsOf({ repo, team }: TeamGrant): [EntryRef, EntryRef, EntryRef] {
  return [
    { noun: 'repo-team', repo, team },
    { noun: 'team', team },
    { noun: 'repo', repo },
  ];
}

function planGrant(grant: TeamGrant, draft: Draft): void {
  const { sides, team, wanted, live } = grant;
  const [line] = refsOf(grant);
  // Deleting the team takes its grants with it; a team that is made anew has none, whatever lines were touched.
  if (isToBeDeleted(sides, team)) reportInDeletedTeam(grant, draft);
  else if (!inScope(sides, line) && !isToBeCreated(sides, team)) return;
  else if (wanted !== undefined && live === undefined) give(grant, wanted, draft);
  else if (wanted !== undefined && live !== undefined) change(grant, wanted, live, draft);
  else if (live !== undefined) planUnlisted(grant, live, draft);
}

function give(grant: TeamGrant, wanted: Grant, draft: Draft): void {
  const { sides, team, place } = grant;
  if (!willExist(sides, team)) return;
  const slug = nameOf(grant);
  if (isDrift(grant, `${slug} is to have ${wanted.role} on ${place.name} and has nothing`, draft)) return;
  push(
    grant,
    { kind: 'grant-team-access', before: null, after: wanted.role },
    `${slug} is listed in ${place.name}`,
    draft,
  );
}

function change(grant: TeamGrant, wanted: Grant, live: Grant, draft: Draft): void {
  const { sides, place } = grant;
  if (wanted.role.toLowerCase() === live.role.toLowerCase()) return;
  const slug = nameOf(grant);
  const raised = !isLowered(live.role, wanted.role, sides.live.organization.customRoles);
  if (raised && isDrift(grant, `${slug} is to have ${wanted.role} on ${place.name} and has ${live.role}`, draft))
    return;
  const reason = `${slug} is to have ${wanted.role} on ${place.name}`;
  push(grant, { kind: 'change-team-access', before: live.role, after: wanted.role }, reason, draft);
}

function planUnlisted(grant: TeamGrant, live: Grant, draft: Draft): void {
  const { sides, repo, team, file, place } = grant;
  const slug = nameOf(grant);
  const stood = sides.base.stood.repos.get(repo);
  const body = { kind: 'revoke-team-access', before: live.role, after: null } as const;
  if (stood?.managed === true && stood.teams.has(team)) {
    push(grant, body, `${slug} is no longer listed in ${place.name}`, draft);
    return;
  }
  // A parent of the team has the repository as well, so this may be no grant of the team's own.
  if (live.doubt === 'maybe-inherited') return;
  if (sides.policy.unmanaged === 'remove' && file?.listsTeams === true) {
    const reason = `${slug} is listed nowhere in ${place.name}, and policy removes what is unmanaged`;
    push(grant, body, reason, draft, policyLine(sides));
    return;
  }
  draft.unmanaged.push({ kind: 'team-access', repo: place.name, team: slug, role: live.role });
}

/** Grants of a deleted team that nobody reviewed are named: the guard refuses to delete over them. */
function reportInDeletedTeam(grant: TeamGrant, draft: Draft): void {
  const { sides, repo, team, live, place } = grant;
  const stood = sides.base.stood.repos.get(repo);
  const wasReviewed = stood?.managed === true && stood.teams.has(team);
  if (live === undefined || live.doubt === 'maybe-inherited' || wasReviewed) return;
  draft.unmanaged.push({ kind: 'team-access', repo: place.name, team: nameOf(grant), role: live.role });
}

function nameOf({ sides, team, wanted, live }: TeamGrant): string {
  const isKnown = sides.desired.teams.has(team) || sides.live.teams.has(team);
  return isKnown ? slugOf(sides, team) : ((wanted ?? live)?.to ?? team);
}

type Body = { readonly before: string | null; readonly after: string | null } & {
  readonly kind: 'grant-team-access' | 'change-team-access' | 'revoke-team-access';
};

function push(
  grant: TeamGrant,
  body: Body,
  reason: string,
  draft: Draft,
  lines = (body.after === null ? lineOf : linesOf)(grant.sides, ...refsOf(grant)),
): void {
  const { place } = grant;
  if (place.archived === true) {
    draft.findings.push({
      finding: 'archived',
      repo: place.name,
      team: nameOf(grant),
      message: `${place.name} is archived, and GitHub changes nothing there: ${nameOf(grant)} keeps ${body.before ?? 'no access'}.`,
    });
    return;
  }
  draft.changes.push(explained({ ...body, repo: place.name, team: nameOf(grant) }, reason, lines));
}

function isDrift(grant: TeamGrant, what: string, draft: Draft): boolean {
  const { sides, team, place } = grant;
  const about = { repo: place.name, team: nameOf(grant) };
  return sides.live.teams.has(team) && isReportedDrift(sides, refsOf(grant), what, about, draft);
}
