import { type Key, keyOf } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { Records } from '../../model/people.ts';
import type { Evidence } from '../../model/person.ts';
import type { SamlIdentity } from '../../model/saml-identity.ts';
import { byPlace } from './said.ts';

/** Somebody whom rows lead to accounts: an employee with all their rows, or one row that names none. */
export interface Claimant {
  readonly employee: string | undefined;
  /** `hr, row 9`, of the first row. */
  readonly row: string;
  readonly evidence: Evidence[];
  /** Logins that columns give. */
  readonly byColumn: Set<Key>;
  /** Logins of the accounts that single sign-on links to their e-mail addresses. */
  readonly byEmail: Set<Key>;
}

/** What a claimant is known by, in whatever row. */
export function claimantKey({ source, place, employee }: RowName): string {
  return JSON.stringify(employee === undefined ? [source, place] : [employee]);
}

interface RowName {
  readonly source: string;
  readonly place: string;
  readonly employee?: string;
}

interface Row extends RowName {
  readonly login?: string;
  readonly email?: string;
  readonly evidence: readonly Evidence[];
}

/** All claimants of all sources by their key, in an order that depends on nothing but what the rows say. */
export function claimantsOf(
  records: readonly Records[],
  identities: readonly SamlIdentity[],
): ReadonlyMap<string, Claimant> {
  const logins = loginsByEmail(identities);
  const claimants = new Map<string, Claimant>();
  for (const row of records.flatMap(rowsIn)) {
    const key = claimantKey(row);
    const known = claimants.get(key) ?? newClaimant(row);
    claimants.set(key, known);
    known.evidence.push(...row.evidence);
    if (row.login !== undefined) known.byColumn.add(keyOf(row.login));
    for (const login of logins.get(foldEmail(row.email)) ?? []) known.byEmail.add(login);
  }
  return new Map([...claimants].sort(([a], [b]) => compare(a, b)));
}

function newClaimant({ employee, source, place }: Row): Claimant {
  return { employee, row: `${source}, ${place}`, evidence: [], byColumn: new Set(), byEmail: new Set() };
}

function rowsIn({ people, rowsWithoutEmployee }: Records): Row[] {
  const named = people.map((person) => {
    const [{ source, place }] = person.evidence;
    return { ...person, source, place };
  });
  const rows = [...named, ...rowsWithoutEmployee.map((row) => ({ ...row, evidence: [] }))];
  return rows.sort((a, b) => byPlace(a.place, b.place));
}

function loginsByEmail(identities: readonly SamlIdentity[]): ReadonlyMap<string, ReadonlySet<Key>> {
  const logins = new Map<string, Set<Key>>();
  for (const { login, emails } of identities) {
    for (const email of emails.map(foldEmail)) logins.set(email, (logins.get(email) ?? new Set()).add(keyOf(login)));
  }
  logins.delete('');
  return logins;
}

/** Case and the spaces around it do not count; nothing else, for a dot or a plus may make it somebody else's. */
function foldEmail(email = ''): string {
  return email.trim().toLowerCase();
}
