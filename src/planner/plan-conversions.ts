import type { Change, ChangeUserAccess } from '../model/change.ts';
import type { EntryRef } from '../model/entry.ts';
import type { Key } from '../model/identity.ts';
import type { Grant, OrgState } from '../model/org-state.ts';
import { isLowered, type RepositoryRole } from '../model/permission.ts';
import { strongest } from './inheritance.ts';
import { teamGrantsIn } from './other-ways.ts';
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
 * Brings those to what desired says: what is lacking is granted before the conversion, while nobody need accept it, and
 * what is too much is taken back after it.
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
  const byTeams = teamGrantsIn(settled, repo, user);
  if (place === undefined || place.archived === true || byTeams.length === 0) return;
  const refs: EntryRef[] = [
    { noun: 'user', user },
    { noun: 'repo-collaborator', repo, user },
  ];
  const listed = sides.desired.repos.get(repo)?.collaborators.get(user)?.role;
  const wanted = isSuspended(sides, user) ? undefined : listed;
  for (const step of stepsTo(wanted, leftBy(sides.live, byTeams, place.collaborators.get(user)), sides.live)) {
    draft.changes.push(
      explained(
        { ...step, repo: place.name, login },
        `GitHub leaves ${login} what their teams gave in ${place.name}`,
        attributionOf(sides, ...refs),
        { conversion: login },
      ),
    );
  }
}

/** What the conversion leaves: the least and the most that it may be. The two differ where GitHub did not tell it apart. */
interface Left {
  readonly least: RepositoryRole | undefined;
  readonly most: RepositoryRole | undefined;
}

/**
 * A team shows what it inherits, and of what its parents lose in this plan nobody can tell whether it has it itself.
 * @param direct the grant that the person has of their own already
 */
function leftBy(live: OrgState, byTeams: readonly Grant[], direct: Grant | undefined): Left {
  const all = direct === undefined ? byTeams : [...byTeams, direct];
  const isSure = ({ doubt }: Grant): boolean => doubt === undefined;
  return {
    least: strongest(
      live,
      all.filter(isSure).map(({ role }) => role),
    ),
    most: strongest(
      live,
      all.map(({ role }) => role),
    ),
  };
}

type Step = Pick<ChangeUserAccess, 'kind' | 'before' | 'after'>;

function stepsTo(wanted: RepositoryRole | undefined, { least, most }: Left, { organization }: OrgState): Step[] {
  const isMore = (one: RepositoryRole, other: RepositoryRole): boolean =>
    isLowered(one, other, organization.customRoles);
  if (most === undefined || (least === wanted && most === wanted)) return [];
  if (wanted === undefined) return [{ kind: 'revoke-user-access', before: most, after: null }];
  const raised: Step[] =
    least === undefined
      ? [{ kind: 'grant-user-access', before: null, after: wanted }]
      : isMore(least, wanted)
        ? []
        : [{ kind: 'change-user-access', before: least, after: wanted }];
  const lowered: Step[] = isMore(most, wanted) ? [{ kind: 'change-user-access', before: most, after: wanted }] : [];
  return [...raised.filter(({ before }) => before !== wanted), ...lowered];
}
