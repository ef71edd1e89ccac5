import * as fc from 'fast-check';
import { type Key, keyOf } from '../../src/model/identity.ts';
import type { OrgState, Repo, User } from '../../src/model/org-state.ts';
import type { Person, PersonStatus } from '../../src/model/person.ts';
import type { ProposalFacts } from '../../src/proposal/facts.ts';
import { type LoadedState, loadState } from '../../src/state/load-state.ts';
import { serialiseState } from '../../src/state/serialise.ts';
import { today } from './proposal-facts.ts';
import { anyFacts } from './random-roster.ts';

export type Files = ReadonlyMap<string, string>;

/** How people may have written a file. */
const styles = {
  plain: (text: string) => text,
  crlf: (text: string) => text.replaceAll('\n', '\r\n'),
  commented: (text: string) => text.replace(/^( +)(.*)$/gm, '$1# above: $2\n$1$2 # beside'),
  flow: (text: string) =>
    text.replace(/^(\w+):\n((?: {2}- \S+\n)+)/gm, (_, key: string, items: string) => {
      return `${key}: [${items
        .trim()
        .slice(2)
        .split(/\n *- /)
        .join(', ')}] # ${key}\n`;
    }),
  unsorted: (text: string) =>
    text.replace(/(?:^ {2}- \S+\n)+/gm, (items) => `${items.trimEnd().split('\n').toReversed().join('\n')}\n`),
} as const;
const style = fc.constantFrom(...(Object.keys(styles) as (keyof typeof styles)[]));

export interface WrittenFacts {
  readonly facts: ProposalFacts;
  /** The state of the facts as files, which load as this very state. */
  readonly files: Files;
}

/** Facts at random whose state is there as files too, in whatever style. */
export const anyWrittenFacts: fc.Arbitrary<WrittenFacts> = fc
  .record({
    facts: fc.oneof(anyFacts, { arbitrary: anyFacts.map(agreeing), weight: 3 }),
    style,
    allowances: fc.array(fc.constantFrom('2026-11-21', today), { maxLength: 3 }),
  })
  .map(({ facts, style, allowances }) => {
    const state = withMore(facts.state);
    const { graceDays } = facts.policy.offboarding;
    const texts = new Map([
      ...serialiseState(state),
      ['exceptions.yaml', exceptionsOf(facts)],
      [
        'policy.yaml',
        `protected: [${facts.policy.protected.join(', ')}]\noffboarding: { graceDays: ${graceDays} }\nallowances:${
          allowances.length === 0 ? ' []' : ''
        }\n${allowances.map((expires, index) => `  - { allow: { teams: 3 }, reason: r${index}, approvedBy: root, expires: ${expires} }\n`).join('')}`,
      ],
    ]);
    const files = new Map([...texts].map(([path, text]) => [path, styles[style](text)]));
    return { facts: factsIn(files, facts), files };
  });

/** The same without most quarrels about whose login it is, and with more leavers, so that much is proposed. */
function agreeing(facts: ProposalFacts): ProposalFacts {
  const bound = [...facts.state.users.values()].filter(({ employee }) => employee !== undefined);
  const employees = new Map(bound.map(({ login }, index) => [keyOf(login), `E${index + 1}`]));
  const users = [...facts.state.users].map(([key, user]): [Key, User] => {
    const employee = employees.get(key);
    return [key, employee === undefined ? user : { ...user, employee }];
  });
  const logins = new Map([...employees].map(([login, employee]) => [employee, login as string]));
  const people = facts.people.map(({ login, ...person }): Person => {
    const theirs = logins.get(person.employee) ?? (employees.has(keyOf(login ?? '')) ? undefined : login);
    const status: PersonStatus = person.status.kind === 'active' ? person.status : { kind: 'left', on: undefined };
    return { ...person, status, ...(theirs === undefined ? {} : { login: theirs }) };
  });
  const withheld = { employees: new Set<string>(), logins: new Set<Key>() };
  return {
    ...facts,
    people,
    withheld,
    exceptions: facts.exceptions.slice(1),
    state: { ...facts.state, users: new Map(users) },
  };
}

/** Two owners whom nobody touches, and a repository that grants something to each outside collaborator. */
function withMore(state: OrgState): OrgState {
  const owners = ['root', 'spare'].map((login) => [keyOf(login), { login, role: 'owner' }] as const);
  const outside = [...state.users.values()].filter(({ role }) => role === 'outside');
  const grants = outside.map(({ login }): [Key, { to: string; role: string }] => [
    keyOf(login),
    { to: login, role: 'read' },
  ]);
  const repo: Repo = {
    name: 'api',
    previously: [],
    managed: true,
    teams: new Map(),
    collaborators: new Map(grants),
    listsTeams: false,
    listsCollaborators: true,
  };
  return { ...state, users: new Map([...state.users, ...owners]), repos: new Map([[keyOf('api'), repo]]) };
}

/** An exception in force for somebody unknown would make the state invalid. */
function exceptionsOf({ exceptions, state }: ProposalFacts): string {
  const lines = exceptions
    .filter(({ user, expires }) => state.users.has(keyOf(user)) || expires < today)
    .map(({ user, expires }) => `  - { user: ${user}, reason: x, approvedBy: root, expires: ${expires} }\n`);
  return lines.length === 0 ? 'exceptions: []\n' : `exceptions:\n${lines.join('')}`;
}

/** The files loaded; an error in them is one of the test. */
export function loaded(files: Files): LoadedState {
  const state = loadState(
    [...files].map(([path, text]) => ({ path, id: text, text })),
    { prefix: 'state', today },
  );
  const errors = state.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(errors.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  return state;
}

/** The same facts about the state that these files hold. */
export function factsIn(files: Files, facts: ProposalFacts): ProposalFacts {
  const { state, exceptions, policy } = loaded(files);
  return { ...facts, state, exceptions, policy };
}
