import { type Key, keyOf } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { Records } from '../../model/people.ts';
import type { Listed } from '../../model/proposal.ts';
import type { SamlIdentity } from '../../model/saml-identity.ts';
import { listed } from '../drafts.ts';
import { evidenceText, shown } from '../words.ts';
import { type Claimant, claimantKey, claimantsOf } from './claimants.ts';
import { keptIf } from './joined.ts';

interface Identified {
  /** In the order given. */
  readonly records: readonly Records[];
  /** Whom single sign-on does not name for certain. */
  readonly listed: readonly Listed[];
}

/**
 * Gives a login to whoever has none by a column of any source, and whose e-mail address leads to one account of the
 * organisation's single sign-on. Nothing is guessed: where one person's addresses lead to several accounts, or several
 * people's to one, nobody gets a login by it, and whoever of them is said to have left is kept.
 * @param records of every source: a column of one of them goes before single sign-on in all
 */
export function withIdentities(records: readonly Records[], identities: readonly SamlIdentity[]): Identified {
  const claimants = claimantsOf(records, identities);
  const all = [...claimants.values()];
  const unclear = all.filter(leadsToSeveral);
  const shared = sharedAccounts(all);
  const inDoubt = new Set([...unclear, ...[...shared.values()].flat()]);
  const spelling = spellingOf(identities);
  return Object.freeze({
    records: Object.freeze(records.map(identified)),
    listed: Object.freeze([
      ...unclear.map((one) => severalAccounts(one, spelling)),
      ...[...shared].map(([login, those]) => sharedAccount(spelling.get(login) ?? login, those)),
    ]),
  });

  function identified({ source, people, rowsWithoutEmployee }: Records): Records {
    const persons = people.map((person) => {
      const claimant = claimants.get(claimantKey({ ...person.evidence[0], employee: person.employee }));
      return keptIf(claimant !== undefined && inDoubt.has(claimant), named(person, claimant));
    });
    const rows = rowsWithoutEmployee.map((row) => named(row, claimants.get(claimantKey(row))));
    return Object.freeze({ source, people: Object.freeze(persons), rowsWithoutEmployee: Object.freeze(rows) });
  }

  function named<Row extends object>(row: Row, claimant: Claimant | undefined): Row {
    if (claimant === undefined || claimant.byColumn.size > 0 || inDoubt.has(claimant)) return row;
    const [login] = claimant.byEmail;
    return login === undefined ? row : Object.freeze({ ...row, login: spelling.get(login) });
  }
}

function leadsToSeveral({ byColumn, byEmail }: Claimant): boolean {
  return byColumn.size === 0 && byEmail.size > 1;
}

/** Accounts that several lead to, at least one of them by an e-mail address alone. */
function sharedAccounts(claimants: readonly Claimant[]): ReadonlyMap<Key, readonly Claimant[]> {
  const byLogin = new Map<Key, Claimant[]>();
  for (const claimant of claimants) {
    for (const login of new Set([...claimant.byColumn, ...claimant.byEmail])) {
      const others = byLogin.get(login);
      if (others === undefined) byLogin.set(login, [claimant]);
      else others.push(claimant);
    }
  }
  const isShared = (login: Key, those: readonly Claimant[]): boolean =>
    those.length > 1 && those.some(({ byColumn }) => !byColumn.has(login));
  return new Map([...byLogin].filter(([login, those]) => isShared(login, those)).sort(([a], [b]) => compare(a, b)));
}

/** Of two spellings of one login the same, whatever the order. */
function spellingOf(identities: readonly SamlIdentity[]): ReadonlyMap<Key, string> {
  return new Map(
    identities
      .map(({ login }) => login)
      .sort((a, b) => compare(b, a))
      .map((login) => [keyOf(login), login]),
  );
}

function severalAccounts(claimant: Claimant, spelling: ReadonlyMap<Key, string>): Listed {
  const logins = [...claimant.byEmail].sort(compare).map((login) => spelling.get(login) ?? login);
  const reason = `Single sign-on links e-mail addresses of ${nameOf(claimant)} to several accounts: ${logins.join(' and ')}. None of them is taken.`;
  const { employee, evidence } = claimant;
  return listed('conflict', reason, { evidence, ...(employee === undefined ? {} : { employee }) });
}

function sharedAccount(login: string, those: readonly Claimant[]): Listed {
  const reason = `The e-mail addresses that single sign-on links to ${login}, and columns of HR, lead to ${those.length} people: ${namesOf(those)}. None of them is given the login by it.`;
  return listed('conflict', reason, { login, evidence: those.flatMap(({ evidence }) => evidence) });
}

const mostNames = 5;

function namesOf(those: readonly Claimant[]): string {
  const more = those.length - mostNames;
  return those.slice(0, mostNames).map(nameOf).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** `E1 (hr, row 12: "active")` */
function nameOf({ employee, row, evidence }: Claimant): string {
  return employee === undefined
    ? `a row without an employee id (${row})`
    : `${shown(employee)} (${evidenceText(evidence)})`;
}
