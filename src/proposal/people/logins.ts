import { type Key, keyOf } from '../../model/identity.ts';
import type { Records } from '../../model/people.ts';
import { bySource, type Said } from './said.ts';

/** Who is given which login by any row of any source, also by those that name no employee; logins folded and sorted. */
export function claimsOf(records: readonly Records[]): ReadonlyMap<Key, readonly Said[]> {
  const claims = new Map<Key, Said[]>();
  for (const claim of records.flatMap(claimsIn).sort(bySource)) {
    const key = keyOf(claim.value);
    const others = claims.get(key);
    if (others === undefined) claims.set(key, [claim]);
    else others.push(claim);
  }
  return claims;
}

/** Given to more than one, or to nobody knows whom. */
export function isShared(claims: readonly Said[]): boolean {
  const employees = new Set(claims.map(({ employee }) => employee));
  return employees.size > 1 || employees.has(undefined);
}

function claimsIn({ source, people, rowsWithoutEmployee }: Records, rank: number): readonly Said[] {
  const claims: Said[] = [];
  for (const { employee, login, evidence } of people) {
    if (login !== undefined) claims.push({ rank, source, place: evidence[0].place, employee, value: login });
  }
  for (const { place, login } of rowsWithoutEmployee) {
    if (login !== undefined) claims.push({ rank, source, place, employee: undefined, value: login });
  }
  return claims;
}
