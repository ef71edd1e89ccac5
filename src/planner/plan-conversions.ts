import type { Change, ChangeUserAccess } from '../model/change.ts';
import type { EntryRef } from '../model/entry.ts';
import type { Key } from '../model/identity.ts';
import type { Grant, OrgState } from '../model/org-state.ts';
import { isLowered, type RepositoryRole } from '../model/permission.ts';
import { strongest } from './inheritance.ts';
import { teamGrantsIn } from './other-ways.ts';
import { isTooLittleForMembers, leastForMembers } from './plan-repos.ts';
import {
  type Draft,
  emptyDraft,
  explained,
  isActiveMember,
  isSuspended,
  keysOf,
  linesOf,
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
  const listed = sides.desired.repos.get(repo)?.collaborators.get(user)?.role;
  const wanted = isSuspended(sides, user) ? undefined : listed;
  const isConcerned = byTeams.length > 0 || isTooLittleForMembers(sides, wanted);
  if (place === undefined || place.archived === true || !isConcerned) return;
  const refs: EntryRef[] = [
    { noun: 'user', user },
    { noun: 'repo-collaborator', repo, user },
  ];
  const push = (step: Step | undefined, reason: string): void => {
    if (step === undefined) return;
    const body = { ...step, repo: place.name, login };
    draft.changes.push(explained(body, reason, linesOf(sides, ...refs), { conversion: login }));
  };
  const steps = stepsTo(wanted, leftBy(sides.live, byTeams, place.collaborators.get(user)), sides);
  push(steps.before, `${login} is listed in ${place.name}; granted to a member, it need not be accepted`);
  push(steps.after, `GitHub leaves ${login} what they had in ${place.name} as a member`);
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
  const rolesOf = (grants: readonly Grant[]): RepositoryRole[] => grants.map(({ role }) => role);
  const sure = all.filter(({ doubt }) => doubt === undefined);
  return { least: strongest(live, rolesOf(sure)), most: strongest(live, rolesOf(all)) };
}

type Step = Pick<ChangeUserAccess, 'kind' | 'before' | 'after'>;

/** The steps before and after the conversion, where there is any to take. */
function stepsTo(
  wanted: RepositoryRole | undefined,
  { least, most }: Left,
  sides: Sides,
): { readonly before?: Step | undefined; readonly after?: Step | undefined } {
  if (wanted === undefined)
    return most === undefined ? {} : { after: { kind: 'revoke-user-access', before: most, after: null } };
  const { live } = sides;
  const isMore = (role: RepositoryRole): boolean => isLowered(role, wanted, live.organization.customRoles);
  const isLacking = least === undefined || !(least === wanted || isMore(least));
  // As long as they are a member, GitHub takes no less than the base permission.
  const raised = isLacking ? strongest(live, [wanted, leastForMembers(sides)]) : undefined;
  const left = strongest(live, [most, raised]);
  return {
    before: raised === undefined ? undefined : raise(least, raised),
    after:
      left === undefined || !isMore(left) ? undefined : { kind: 'change-user-access', before: left, after: wanted },
  };
}

function raise(before: RepositoryRole | undefined, after: RepositoryRole): Step {
  return before === undefined
    ? { kind: 'grant-user-access', before: null, after }
    : { kind: 'change-user-access', before, after };
}
