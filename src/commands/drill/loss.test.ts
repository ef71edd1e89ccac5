import { expect, it } from 'vitest';
import { keyOf } from '../../model/identity.ts';
import { bigOrganization } from '../../sandbox/organization-generator/big-organization.ts';
import { defaultPolicy } from '../../state/normalise/policy.ts';
import { lossOf, stateWithout } from './loss.ts';

const { organization, users, teams, repos } = bigOrganization({ people: 40, teams: 8, repos: 10, seed: 3 });
const [first = '', second = '', third = ''] = [...users.values()].map(({ login }) => login);
const suspended = new Map(users).set(keyOf(third), { login: third, role: 'member', suspended: '2026-11-20' });
const team = (slug: string, members: readonly string[], parent?: string) =>
  [
    keyOf(slug),
    {
      slug,
      previously: [],
      managed: true,
      listsMembers: true,
      ...(parent === undefined ? {} : { parent: keyOf(parent) }),
      members: new Map(members.map((login) => [keyOf(login), { login, role: 'member' as const }])),
    },
  ] as const;
const members = [...users.values()].filter(({ role }) => role === 'member').map(({ login }) => login);
const [one = '', two = ''] = members.slice(1);
const state = {
  organization,
  repos,
  users: suspended,
  teams: new Map([...teams, team('top', [one]), team('below', [two, third], 'top'), team('nobody', [])]),
};

it('picks the same people each time', () => {
  const logins = () => lossOf(state, defaultPolicy, '10').people.map(({ login }) => login);
  expect(logins()).toHaveLength(10);
  expect(new Set(logins()).size).toBe(10);
  expect(logins()).toEqual(logins());
});

it('takes a team with those below it, and leaves who is suspended', () => {
  const loss = lossOf(state, defaultPolicy, 'team:Top');
  expect(loss.people.map(({ login }) => login).sort()).toEqual([one, two].sort());
  expect(loss.suspended).toBe(1);
});

it('keeps as many owners as the guards insist on, protected ones first', () => {
  const policy = { ...defaultPolicy, owners: { minimum: 1 }, protected: [keyOf(second)] };
  expect(lossOf(state, policy, 'all').stays).toEqual([{ login: second, why: 'protected' }]);
  expect(
    lossOf(state, defaultPolicy, 'all')
      .stays.map(({ login }) => login)
      .sort(),
  ).toEqual([first, second].sort());
});

it.each([
  ['0', 'is nobody: give a number'],
  ['everybody', 'is nobody: give a number'],
  ['-3', 'is nobody: give a number'],
  ['41', 'of 40 people in the state 37 are members who are not suspended'],
  ['team:topp', 'The state has no team topp; did you mean "top"?'],
  ['team:nobody', 'The team nobody and those below it have no members to lose'],
])('refuses to lose %s', (lose, message) => {
  expect(() => lossOf(state, defaultPolicy, lose)).toThrow(message);
});

it('has nobody to lose in an empty organisation', () => {
  const empty = { organization, users: new Map(), teams: new Map(), repos: new Map() };
  expect(() => lossOf(empty, defaultPolicy, 'all')).toThrow('acme has no members in the state');
});

it('leaves no line about whom it takes out', () => {
  const { people } = lossOf(state, defaultPolicy, 'all');
  const after = stateWithout(state, people);
  const named = JSON.stringify(
    [...after.teams.values()].map(({ members: list, extraMembers = [] }) => [...list.keys(), ...extraMembers]),
  );
  for (const { login } of people) {
    expect(after.users.has(keyOf(login))).toBe(false);
    expect(named).not.toContain(`"${keyOf(login)}"`);
  }
});
