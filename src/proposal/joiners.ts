import type { Account } from '../model/account.ts';
import { keyOf } from '../model/identity.ts';
import { employeeId, type Person } from '../model/person.ts';
import type { Edit, Listed } from '../model/proposal.ts';
import { type Draft, edit, emptyDraft, listed } from './drafts.ts';
import { loginOf } from './index-people.ts';
import type { Matched } from './matched.ts';
import { addition, ruledTeams } from './team-rules.ts';
import { untouchableAccount } from './untouched.ts';
import { evidenceText, shown } from './words.ts';

type PersonAccount = Extract<Account, { kind: 'person' }>;

interface Arrival {
  readonly person: Person;
  readonly account: PersonAccount;
}

/** Active people who are not in the state, with the teams that rules give them: one invitation can carry both. */
export function joiners(matched: Matched): Draft {
  const draft = emptyDraft();
  const arrivals = new Map<number, Arrival[]>();
  for (const person of matched.newcomers.filter(({ status }) => status.kind === 'active')) {
    const account = accountFor(person, matched);
    if ('reason' in account) draft.listed.push(account);
    else arrivals.set(account.id, [...(arrivals.get(account.id) ?? []), { person, account }]);
  }
  const alone: Arrival[] = [];
  for (const [first, ...others] of arrivals.values()) {
    if (first === undefined) continue;
    if (others.length > 0) draft.listed.push(...[first, ...others].map(sameAccount));
    else alone.push(first);
  }
  draft.edits.push(...alone.map(welcome), ...teamsOf(alone, matched));
  draft.listed.push(...employedOutside(matched));
  return draft;
}

/** The account behind a person's login, checked; or why nobody can be invited yet. */
function accountFor(person: Person, matched: Matched): PersonAccount | Listed {
  const { login = '', employee } = person;
  const key = loginOf(person);
  const because = (kind: Listed['kind'], reason: string): Listed => held(person, kind, reason);
  if (!employeeId.test(employee)) {
    return because('not-an-employee-id', 'has an employee id that cannot stand in the state: put it right in HR');
  }
  if (key === undefined) return because('no-login', 'has no login');
  const account = matched.accounts.get(key);
  if (account === undefined) return because('not-checked', `has the login ${shown(login)}, not checked on GitHub yet`);
  if (account.kind === 'missing')
    return because('no-account', `has the login ${shown(login)}, which GitHub does not know`);
  if (account.kind === 'organization') return because('not-a-person', `has the login ${shown(login)}, an organisation`);
  const reserved = untouchableAccount(matched, account.login);
  if (reserved !== undefined) return because('not-written', `has the login ${account.login}, which is ${reserved}`);
  const taken = matched.userById.get(account.id) ?? matched.state.users.get(keyOf(account.login));
  if (taken === undefined) return account;
  return because('same-account', `has the account ${account.login} (id ${account.id}): ${taken.login} in the state`);
}

function held(person: Person, kind: Listed['kind'], what: string): Listed {
  const { employee, evidence, login } = person;
  const reason = `${shown(employee)} is active and ${what} (${evidenceText(evidence)}).`;
  return listed(kind, reason, { employee, evidence, ...(login === undefined ? {} : { login }) });
}

function sameAccount({ person, account }: Arrival): Listed {
  return held(person, 'conflict', `shares the account ${account.login} with somebody else`);
}

function welcome({ person: { employee, evidence }, account: { login, id } }: Arrival): Edit {
  const reason = `${shown(employee)} is active and not in the state (${evidenceText(evidence)}).`;
  return edit({ kind: 'add-user', login, id, employee }, reason, { evidence });
}

function teamsOf(arrivals: readonly Arrival[], matched: Matched): Edit[] {
  return ruledTeams(matched).flatMap((ruled) =>
    arrivals
      .filter(({ person }) => ruled.isFor(person) === true)
      .map(({ person, account }) => addition(ruled, person, account.login, matched)),
  );
}

/** Hired, it seems; what they are to the organisation is for people to say. */
function employedOutside({ users, personOf }: Matched): Listed[] {
  return users.flatMap(([key, { login, role }]) => {
    const person = personOf.get(key);
    if (role !== 'outside' || person?.status.kind !== 'active') return [];
    const { employee, evidence } = person;
    const reason = `${login} is an outside collaborator, and ${shown(employee)} is active (${evidenceText(evidence)}).`;
    return [listed('outside-and-employed', reason, { login, employee, evidence })];
  });
}
