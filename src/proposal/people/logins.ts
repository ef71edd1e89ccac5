import { type Key, keyOf } from '../../model/identity.ts';
import type { Records } from '../../model/people.ts';
import type { PersonStatus } from '../../model/person.ts';
import { bySource, type Said } from './said.ts';

/** A row that gives somebody a login. */
export interface Claim extends Said {
  readonly status: PersonStatus;
}

/** Who is given which login by any row of any source, also by those that name no employee; logins folded and sorted. */
export function claimsOf(records: readonly Records[]): ReadonlyMap<Key, readonly Claim[]> {
  const claims = new Map<Key, Claim[]>();
  for (const claim of records.flatMap(claimsIn).sort(bySource)) {
    const key = keyOf(claim.value);
    const others = claims.get(key);
    if (others === undefined) claims.set(key, [claim]);
    else others.push(claim);
  }
  return claims;
}

/** Given to more than one: all rows without an employee are together one more. */
export function isShared(claims: readonly Claim[]): boolean {
  return new Set(claims.map(({ employee }) => employee)).size > 1;
}

function claimsIn({ source, people, rowsWithoutEmployee }: Records, rank: number): readonly Claim[] {
  const claims: Claim[] = [];
  for (const { employee, login, status, evidence } of people) {
    if (login !== undefined) claims.push({ rank, source, place: evidence[0].place, employee, value: login, status });
  }
  for (const { place, login, status } of rowsWithoutEmployee) {
    if (login !== undefined) claims.push({ rank, source, place, employee: undefined, value: login, status });
  }
  return claims;
}
