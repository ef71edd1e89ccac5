import type { Change } from '../model/change.ts';
import type { EntryRef } from '../model/entry.ts';
import type { Key } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import { strongest } from './inheritance.ts';
import { teamRolesIn } from './other-ways.ts';
import {
  attributionOf,
  type Draft,
  emptyDraft,
  explained,
  isActiveMember,
  isSuspended,
  keysOf,
  type Sides,
  wantedRole,
} from './sides.ts';

/**
 * GitHub leaves a member who becomes an outside collaborator everything that their teams gave, as grants of their own.
 * Brings those to what desired says, after the conversion.
 * @param settled live once the teams and their access are as planned
 * https://docs.github.com/en/rest/orgs/outside-collaborators#convert-an-organization-member-to-outside-collaborator
 */
export function planConversions(sides: Sides, settled: OrgState, changes: readonly Change[]): Draft {
  const draft = emptyDraft();
  const logins = new Set(changes.flatMap((change) => (change.kind === 'convert-to-outside' ? [change.login] : [])));
  for (const [user, { login }] of sides.live.users) {
    if (!logins.has(login) || wantedRole(sides, user) !== 'outside' || !isActiveMember(sides.live.users.get(user)))
      continue;
    for (const repo of keysOf(sides.live.repos)) planLeftover({ sides, settled, repo, user, login }, draft);
  }
  return draft;
}

interface Leftover {
  readonly sides: Sides;
  readonly settled: OrgState;
  readonly repo: Key;
  readonly user: Key;
  readonly login: string;
}

function planLeftover({ sides, settled, repo, user, login }: Leftover, draft: Draft): void {
  const place = sides.live.repos.get(repo);
  const byTeams = teamRolesIn(settled, repo, user);
  const left = strongest(sides.live, [...byTeams, place?.collaborators.get(user)?.role]);
  const listed = sides.desired.repos.get(repo)?.collaborators.get(user)?.role;
  const wanted = isSuspended(sides, user) ? undefined : listed;
  if (place === undefined || place.archived === true || byTeams.length === 0 || left === undefined || left === wanted)
    return;
  const refs: EntryRef[] = [
    { noun: 'user', user },
    { noun: 'repo-collaborator', repo, user },
  ];
  draft.changes.push(
    explained(
      {
        kind: wanted === undefined ? 'revoke-user-access' : 'change-user-access',
        repo: place.name,
        login,
        before: left,
        after: wanted ?? null,
      },
      `GitHub leaves ${login} what their teams gave in ${place.name}`,
      attributionOf(sides, ...refs),
      { conversion: login },
    ),
  );
}
