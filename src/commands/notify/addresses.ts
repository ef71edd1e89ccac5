import { recipientIn } from '../../mail/recipient.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { People } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';
import type { Standing } from '../../model/standing.ts';
import { indexPeople } from '../../proposal/index-people.ts';
import { joined } from '../../proposal/people/joined.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from '../propose/default-branch.ts';
import { readFeeds } from '../propose/feeds.ts';

/** Where somebody is written to, or why not; neither where HR has nothing. */
export type Found = { readonly address: string } | { readonly refused: string } | { readonly unknown: string };

/** Of each person, by folded login. */
export type Addresses = ReadonlyMap<Key, Found>;

/**
 * Looks up, in HR's data as `propose` reads it, where these people are written to: by the employee id that the state has for
 * them, else by login. An address that is not certainly theirs alone is none.
 * @returns sentences where a source is not believed: then nobody has an address
 * @throws UsageError where roster.yaml names no source; as `readFeeds`
 */
export async function addressesOf(
  context: Context,
  branch: DefaultBranch,
  people: readonly Standing[],
): Promise<Addresses | { readonly refused: readonly string[] }> {
  const feeds = await readFeeds(context, branch);
  if ('refused' in feeds) return { refused: feeds.refused.map(({ message }) => message) };
  if (!feeds.roster.sources.some(({ columns }) => columns['email'] !== undefined)) {
    return { refused: ['No source of roster.yaml has a column `email`, so that no address is known: name it there.'] };
  }
  const all = joined(feeds.records);
  const { users } = branch.loaded.state;
  const index = indexPeople(all.people, [...users]);
  const doubtful = doubtfulIn(all);
  const owners = ownersOf(all);
  return new Map(
    people.map(({ login }): [Key, Found] => {
      const key = keyOf(login);
      const person = index.personFor(key, users.get(key) ?? { login, role: 'member' });
      return [key, person === undefined ? noPerson : foundOf(person, doubtful, owners)];
    }),
  );
}

export const noPerson: Found = { unknown: 'HR has nobody with the employee id or login' };

function foundOf({ employee, email }: Person, doubtful: ReadonlySet<string>, owners: Owners): Found {
  if (email === undefined || email === '') return { unknown: 'HR has no address' };
  if (doubtful.has(employee)) return { refused: 'HR has several addresses or logins for them, and none is taken' };
  const address = recipientIn(email);
  if (address === undefined) return { refused: 'what HR has is not one e-mail address' };
  if ((owners.get(address.toLowerCase())?.size ?? 0) > 1)
    return { refused: 'HR has the same address for several people' };
  return { address };
}

/** Employees of whom HR says different things that decide who is written to. */
function doubtfulIn({ conflicts, inLoginConflict }: People): ReadonlySet<string> {
  const ofAddresses = conflicts.flatMap((one) => (one.kind === 'value' && one.name === 'email' ? [one.employee] : []));
  return new Set([...ofAddresses, ...inLoginConflict.employees]);
}

/** Folded addresses, and the rows or employees that have them. */
type Owners = ReadonlyMap<string, ReadonlySet<string>>;

function ownersOf({ people, rowsWithoutEmployee }: People): Owners {
  const owners = new Map<string, Set<string>>();
  const note = (email: string | undefined, owner: string): void => {
    const address = email === undefined ? undefined : recipientIn(email)?.toLowerCase();
    if (address !== undefined) owners.set(address, (owners.get(address) ?? new Set()).add(owner));
  };
  for (const { email, employee } of people) note(email, `employee ${employee}`);
  for (const { email, source, place } of rowsWithoutEmployee) note(email, `${source} ${place}`);
  return owners;
}
