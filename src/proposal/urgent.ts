import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState, User } from '../model/org-state.ts';
import type { Violation } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import type { Edit } from '../model/proposal.ts';
import { edit } from './drafts.ts';
import { shown } from './words.ts';

/** Who is to be suspended because somebody says so, and not HR. */
export interface Urgent {
  readonly edits: readonly Edit[];
  /** As the state spells them. */
  readonly alreadySuspended: readonly string[];
  /** As they were given. */
  readonly unknown: readonly string[];
  /** What apply would refuse in any case. */
  readonly violations: readonly Violation[];
}

/**
 * The suspension of these people, from today on.
 * @param logins in any case, also twice
 * @param today ISO date
 */
export function urgentSuspension(
  state: OrgState,
  policy: Pick<Policy, 'protected' | 'owners'>,
  { logins, reason, today }: { readonly logins: readonly string[]; readonly reason: string; readonly today: string },
): Urgent {
  const asked = [...new Map(logins.map((login): [Key, string] => [keyOf(login), login]))];
  const users = asked.flatMap(([key]) => state.users.get(key) ?? []);
  const due = users.filter(({ suspended }) => suspended === undefined);
  return {
    edits: due.map(({ login }) => edit({ kind: 'suspend-user', login, suspended: today }, shown(reason))),
    alreadySuspended: users.filter(({ suspended }) => suspended !== undefined).map(({ login }) => login),
    unknown: asked.filter(([key]) => !state.users.has(key)).map(([, login]) => login),
    violations: [...protectedAmong(due, policy), ...ownersLeft(state, due, policy)],
  };
}

function protectedAmong(due: readonly User[], policy: Pick<Policy, 'protected'>): readonly Violation[] {
  return due
    .filter(({ login }) => policy.protected.includes(keyOf(login)))
    .map(({ login }) => ({
      guard: 'protected',
      message: `${login} is protected, and apply would refuse to take anything from them. Take them out of \`protected\` in policy.yaml first, by a pull request of its own that is applied.`,
    }));
}

/** A suspended owner is none. */
function ownersLeft(
  { users }: OrgState,
  due: readonly User[],
  { owners }: Pick<Policy, 'owners'>,
): readonly Violation[] {
  const acting = [...users.values()].filter(({ role, suspended }) => role === 'owner' && suspended === undefined);
  const left = acting.filter((user) => !due.includes(user)).length;
  if (left === acting.length || left >= owners.minimum) return [];
  const message = `${left} owners would be left who are not suspended; policy.yaml asks for at least ${owners.minimum}, and apply would refuse it. Make somebody else an owner first, by a pull request that is applied.`;
  return [{ guard: 'owners', message, figures: { left, minimum: owners.minimum } }];
}
