import { type Key, keyOf } from '../model/identity.ts';
import type { Matched } from './matched.ts';

/**
 * Who of these cannot be removed yet, because somebody who stays names them as sponsor: without the user, the line that
 * names them would make the state invalid, and who answers for an outside collaborator is for people to say.
 */
export function stillSponsors(removed: ReadonlySet<Key>, { users }: Matched): ReadonlySet<Key> {
  const going = new Set(removed);
  const sponsored = new Map<Key, Key>();
  for (const [key, { sponsor }] of users) {
    if (sponsor !== undefined && removed.has(keyOf(sponsor))) sponsored.set(key, keyOf(sponsor));
  }
  const staying = [...sponsored.keys()].filter((key) => !going.has(key));
  // Who stays holds their sponsor, who then stays and holds their own.
  for (let key = staying.pop(); key !== undefined; key = staying.pop()) {
    const sponsor = sponsored.get(key);
    if (sponsor !== undefined && going.delete(sponsor)) staying.push(sponsor);
  }
  return new Set([...removed].filter((key) => !going.has(key)));
}
