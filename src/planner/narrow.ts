import type { Change } from '../model/change.ts';
import { keyOf } from '../model/identity.ts';
import { isLowered } from '../model/permission.ts';
import type { Finding } from '../model/plan.ts';
import { takesAway } from './order.ts';
import type { Sides } from './sides.ts';

/** What a run is asked to leave out. Never a reason to take more away. */
export interface Narrowing {
  /** Leave everything that takes access away. */
  readonly only?: 'additions';
  /** Leave everything that does not concern these logins. */
  readonly users?: readonly string[];
}

/** The changes that remain, and a word on those that were held back. */
export function narrow(
  changes: readonly Change[],
  sides: Sides,
  { only, users }: Narrowing,
): { readonly kept: readonly Change[]; readonly findings: readonly Finding[] } {
  if (only === undefined && users === undefined) return { kept: changes, findings: [] };
  const people = users === undefined ? undefined : new Set(users.flatMap((login) => namesOf(sides, login)));
  const isBaseHeld = changes.some(({ kind }) => kind === 'set-base-permission');
  const kept = changes
    .filter((change) => !isBaseHeld || !isBelowBase(change, sides))
    .filter((change) => only === undefined || !takesAway(change, sides.live.organization.customRoles))
    .filter((change) => people === undefined || concerns(change, people))
    .filter((change) => people === undefined || !('team' in change) || sides.live.teams.has(keyOf(change.team)))
    .map((change) => (people === undefined ? change : withTeamsOf(sides, change)));
  const held = changes.length - kept.length;
  if (held === 0) return { kept, findings: [] };
  const what = [only === undefined ? [] : ['--only additions'], people === undefined ? [] : ['--user']]
    .flat()
    .join(' and ');
  const message = `${held} ${held === 1 ? 'change is' : 'changes are'} held back by ${what}; a run without it carries them out.`;
  return { kept, findings: [{ finding: 'held-back', message }] };
}

/** GitHub refuses to grant less than the base permission gives, and the change that lowers it is never kept. */
function isBelowBase(change: Change, { live: { organization } }: Sides): boolean {
  if (change.kind !== 'grant-user-access' || change.after === null || organization.basePermission === undefined)
    return false;
  return isLowered(organization.basePermission, change.after, organization.customRoles);
}

/** A person may be asked for by the login of the state or by today's. */
function namesOf(sides: Sides, login: string): string[] {
  const key = keyOf(login);
  const live = sides.live.users.get(key)?.login;
  return live === undefined ? [key] : [key, keyOf(live)];
}

function concerns(change: Change, people: ReadonlySet<string>): boolean {
  return 'login' in change && people.has(keyOf(change.login));
}

/** The teams that an invitation brings must be there already, as this run makes none. */
function withTeamsOf(sides: Sides, change: Change): Change {
  if (change.kind !== 'invite-member') return change;
  return { ...change, teams: change.teams.filter((team) => sides.live.teams.has(keyOf(team))) };
}
