import { type Key, keyOf } from '../model/identity.ts';
import type { User } from '../model/org-state.ts';
import type { Matched } from './matched.ts';
import { digestOf } from './removal-record.ts';

/** Why the generator does not write a user's lines, in a sentence's middle. Undefined: it does. */
export function untouchable(
  { policy, bots }: Matched,
  { login, role }: Pick<User, 'login' | 'role'>,
): string | undefined {
  if (role === 'owner') return 'an owner';
  if (policy.protected.includes(keyOf(login))) return 'protected';
  return bots.has(keyOf(login)) ? 'a bot' : undefined;
}

/** The same of an account that a new line is to name: GitHub may have it as an owner, whom `member` would demote. */
export function untouchableAccount(matched: Matched, login: string): string | undefined {
  return untouchable(matched, { login, role: matched.live.get(keyOf(login)) ?? 'member' });
}

/** Whether a removal of this person, or from this team, was undone lately, and nothing new speaks for it. */
export function wasUndone({ restored }: Matched, key: Key, basis: readonly string[], team?: Key): boolean {
  const digests = basis.map((piece) => digestOf(key, piece));
  return restored.some(
    (undone) => undone.user === key && undone.team === team && digests.every((piece) => undone.basis.includes(piece)),
  );
}
