import type { Key } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import { firstNames, lastNames } from './names.ts';
import type { Random } from './random.ts';
import { untaken } from './untaken.ts';

/** Members and owners, in the order they joined. */
export function generateMembers(random: Random, count: number, taken: Set<Key>): readonly User[] {
  const owners = Math.min(count, Math.max(2, Math.min(10, Math.round(count / 500))));
  return Array.from({ length: count }, (_, index) => ({
    login: generateLogin(random, taken),
    id: 1001 + index * 3 + random.below(3),
    role: index < owners ? 'owner' : 'member',
    employee: `E${String(index + 1).padStart(5, '0')}`,
  }));
}

/** Outside collaborators, each with a member who answers for them. */
export function generateOutsiders(
  random: Random,
  count: number,
  members: readonly User[],
  taken: Set<Key>,
): readonly User[] {
  return Array.from({ length: count }, (_, index) => ({
    login: generateLogin(random, taken),
    id: 10_000_001 + index * 11,
    role: 'outside',
    sponsor: random.pick(members).login,
  }));
}

/** A login as people choose them: joined, hyphened, initialled, in mixed case now and then. */
function generateLogin(random: Random, taken: Set<Key>): string {
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const login = random.pick([
    `${first}-${last}`,
    `${first}${last}`,
    `${first.charAt(0)}${last}`,
    `${first}${last.charAt(0)}`,
    `${last}-${first}`,
    `${first.charAt(0).toUpperCase()}${first.slice(1)}${last.charAt(0).toUpperCase()}${last.slice(1)}`,
  ]);
  return untaken(login, taken, () => String(2 + random.below(98)));
}
