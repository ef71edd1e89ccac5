import { expect, it } from 'vitest';
import { aPerson, aState, editsOf, factsOf, listedIn } from '../../../test/support/proposal-facts.ts';
import type { Account } from '../../model/account.ts';
import { keyOf } from '../../model/identity.ts';
import { propose } from '../../proposal/propose.ts';
import type { LiveReader } from '../../scm/live-reader.ts';
import { knownAccounts } from './accounts.ts';

/** Members and ids as given; every login is somebody's. */
function aReader(members: Readonly<Record<string, number>>): { reader: LiveReader; asked: string[] } {
  const asked: string[] = [];
  const reader = {
    allUsers: async () =>
      new Map(Object.entries(members).map(([login, id]) => [keyOf(login), { login, id, role: 'member' }])),
    invitations: async () => ({ users: new Map() }),
    loginsOf: async () => new Map(),
    accounts: async (logins: readonly string[]) => {
      asked.push(...logins);
      return new Map(logins.map((login): [string, Account] => [keyOf(login), { kind: 'person', login, id: 99 }]));
    },
  };
  return { reader: reader as unknown as LiveReader, asked };
}

const state = aState({ 'users/employees.yaml': 'users:\n  bob: { id: 2, employee: E2 }\n  dana: { id: 3 }\n' });
const people = [
  aPerson('E2', 'left', { login: 'bobby' }),
  aPerson('E3', 'left', { login: 'Dana' }),
  aPerson('E4', 'active', { login: 'zoe' }),
  aPerson('E5', 'unknown', { login: 'kim' }),
  aPerson('E8', 'left', { login: 'member' }),
  aPerson('E9', 'left', { login: 'gone' }),
];

it('asks for no login of somebody who left and is not in the state', async () => {
  const { reader, asked } = aReader({ bob: 2, root: 1, member: 7 });
  await knownAccounts(reader, state.state, people);
  expect(asked.toSorted()).toEqual(['bobby', 'dana', 'kim', 'spare', 'zoe']);
});

it('proposes and lists nothing about those who are not asked for', async () => {
  const { accounts } = await knownAccounts(aReader({ bob: 2, root: 1, member: 7 }).reader, state.state, people);
  expect([accounts.has(keyOf('gone')), accounts.has(keyOf('member'))]).toEqual([false, true]);
  const { joiners, movers, leavers } = propose(factsOf(state, people, { accounts }));
  const said = [joiners, movers, leavers].flatMap((proposal) => [...editsOf(proposal), ...listedIn(proposal)]);
  expect(said.filter((line) => /gone|member\b|E8|E9/.test(line))).toEqual([]);
  expect(said).toContain('add-user zoe 99 E4');
});
