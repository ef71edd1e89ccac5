import { type Change, inBrief } from '../../model/change.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Plan, Violation } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import { takesAway } from '../order.ts';
import { isPersonTouched } from '../sides.ts';
import type { Facts } from './guard.ts';

/** The organisation keeps at least so many owners who can act today; who is only invited, or suspended, is none. */
export function ownerFloor(plan: Plan, facts: Facts, policy: Policy): readonly Violation[] {
  const minimum = Math.max(policy.owners.minimum, facts.basePolicy?.owners.minimum ?? 0);
  const { desired, live } = facts.sides;
  const wanted = [...desired.users.values()].filter(
    ({ role, suspended }) => role === 'owner' && suspended === undefined,
  ).length;
  const today = [...live.users.values()].filter(
    ({ role, invitation }) => role === 'owner' && invitation === undefined,
  ).length;
  const { lost, won } = ownersMoved(plan);
  const known = plan.scope.kind === 'full' ? today : wantedAlready(facts);
  const left = known - lost + won;
  if (wanted >= minimum && (lost === 0 || left >= minimum)) return [];
  const figures = { minimum, wanted, left };
  const message =
    wanted < minimum
      ? `The state names ${wanted} owners who are not suspended; at least ${minimum} must remain.`
      : `After this plan ${left} owners would be able to act; at least ${minimum} must remain. Who is invited does not count before they accept.`;
  return [{ guard: 'owners', message: `${message} \`owners: { minimum: … }\` in policy.yaml says how many.`, figures }];
}

function ownersMoved(plan: Plan): { readonly lost: number; readonly won: number } {
  let [lost, won] = [0, 0];
  for (const change of plan.changes) {
    if (change.kind === 'change-member-role' && change.after === 'owner') won++;
    if (change.kind === 'change-member-role' && change.after === 'member') lost++;
    if ((change.kind === 'remove-member' || change.kind === 'convert-to-outside') && change.role === 'owner') lost++;
  }
  return { lost, won };
}

/** A run on merge reads some people only; the owners applied last stand for those it did not read. */
function wantedAlready({ sides }: Facts): number {
  const { base, live } = sides;
  const unread = [...base.state.users].filter(
    ([user, { role, suspended }]) => role === 'owner' && suspended === undefined && !isPersonTouched(sides, user),
  );
  const read = [...live.users].filter(
    ([user, { role, invitation }]) => role === 'owner' && invitation === undefined && isPersonTouched(sides, user),
  );
  return unread.length + read.length;
}

/** Nothing is taken away from protected accounts. Those protected before the change count as well. */
export function protectedAccounts(plan: Plan, facts: Facts, policy: Policy): readonly Violation[] {
  const accounts = underEachName([...policy.protected, ...(facts.basePolicy?.protected ?? [])], facts);
  return plan.changes
    .filter((change) => takesAwayFrom(change, accounts, facts))
    .map((change) => ({
      guard: 'protected',
      message: `This plan has ${inBrief(change)}, and policy.yaml protects that account. Undo the edit${at(change)}, or first take the account off \`protected\` in a change of its own.`,
    }));
}

/** The account that the token belongs to does not cut off its own branch. */
export function actingAccount(plan: Plan, facts: Facts): readonly Violation[] {
  if (facts.actor.kind === 'app') return [];
  const self = new Set([keyOf(facts.actor.login)]);
  return plan.changes
    .filter((change) => organizational.has(change.kind) && takesAwayFrom(change, self, facts))
    .map((change) => ({
      guard: 'acting-account',
      message: `This plan has ${inBrief(change)}, and the token belongs to that very account. Run with another owner's token or an app's.`,
    }));
}

const organizational: ReadonlySet<string> = new Set(['remove-member', 'convert-to-outside', 'change-member-role']);

function takesAwayFrom(change: Change, accounts: ReadonlySet<Key>, { sides }: Facts): boolean {
  if (!takesAway(change, sides.live.organization.customRoles)) return false;
  const losers = 'login' in change ? [change.login] : change.kind === 'delete-team' ? change.members : [];
  return losers.some((login) => accounts.has(keyOf(login)));
}

/** The accounts by the names of the state then and now, and by those that GitHub has for them. */
function underEachName(accounts: readonly Key[], { sides: { base, live } }: Facts): ReadonlySet<Key> {
  const names = new Set(accounts);
  for (const [user, { login }] of base.state.users) if (names.has(keyOf(login))) names.add(user);
  const today = [...names].flatMap((user) => live.users.get(user)?.login ?? []);
  return new Set([...names, ...today.map(keyOf)]);
}

function at({ attribution }: Change): string {
  return attribution === null ? '' : ` at ${attribution.file}:${attribution.line}`;
}
