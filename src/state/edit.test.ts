import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../model/identity.ts';
import {
  addAllowance,
  addTeamMember,
  removeGrant,
  removeScalar,
  removeTeamMember,
  removeUser,
  setGrant,
  setScalar,
  setUser,
} from './edit.ts';
import { removeUserAttribute, setAttributes } from './edit-attributes.ts';
import { EditError } from './edit-text.ts';
import { parseYaml } from './parse-yaml.ts';

interface Case {
  readonly does: string;
  readonly before: string;
  readonly edit: (text: string) => string;
  readonly after: string;
}

const addBob = (text: string): string => addTeamMember(text, 'members', 'bob');
const removeBob = (text: string): string => removeTeamMember(text, 'members', 'BOB');
const suspendBob = (text: string): string =>
  setAttributes(text, new Map([[keyOf('Bob'), { suspended: '2026-11-20' }]]));

const cases: readonly Case[] = [
  {
    does: 'adds to a sorted list in its place',
    before: 'members:\n  - Alice # lead\n  # who comes next\n  - carol\n',
    edit: addBob,
    after: 'members:\n  - Alice # lead\n  - bob\n  # who comes next\n  - carol\n',
  },
  {
    does: 'adds to the front of a sorted list',
    before: 'members: # all of them\n  - carol\n',
    edit: addBob,
    after: 'members: # all of them\n  - bob\n  - carol\n',
  },
  {
    does: 'adds to the end of a list that is not sorted',
    before: 'members:\n  - zed\n  - alice\nname: x\n',
    edit: addBob,
    after: 'members:\n  - zed\n  - alice\n  - bob\nname: x\n',
  },
  {
    does: 'keeps the indent and bullets of a list',
    before: 'members:\n-   alice\nname: x\n',
    edit: addBob,
    after: 'members:\n-   alice\n-   bob\nname: x\n',
  },
  {
    does: 'adds where the file ends without a line break',
    before: 'members:\n  - alice',
    edit: addBob,
    after: 'members:\n  - alice\n  - bob',
  },
  {
    does: 'keeps CRLF',
    before: 'members:\r\n  - alice # x\r\n  - carol\r\n',
    edit: addBob,
    after: 'members:\r\n  - alice # x\r\n  - bob\r\n  - carol\r\n',
  },
  {
    does: 'opens an empty list',
    before: 'members: [] # nobody yet\nname: x\n',
    edit: addBob,
    after: 'members: # nobody yet\n  - bob\nname: x\n',
  },
  {
    does: 'expands a flow list that it edits, with its comments',
    before: 'members: [carol, "249043822"] # c\nextraMembers: [zed]\n',
    edit: addBob,
    after: 'members: # c\n  - carol\n  - "249043822"\n  - bob\nextraMembers: [zed]\n',
  },
  {
    does: 'expands a flow list of several lines',
    before: 'members: [\n  # first\n  alice, # lead\n  carol\n  # last\n]\nname: x\n',
    edit: addBob,
    after: 'members:\n  # first\n  - alice # lead\n  - bob\n  - carol\n  # last\nname: x\n',
  },
  {
    does: 'adds a list that was not there',
    before: '# team\nname: x\n',
    edit: addBob,
    after: '# team\nname: x\nmembers:\n  - bob\n',
  },
  {
    does: 'adds to a file that says nothing',
    before: '# $schema\n{}\n',
    edit: addBob,
    after: '# $schema\nmembers:\n  - bob\n',
  },
  {
    does: 'leaves a list alone that has the login in another case',
    before: 'members: [BOB]\n',
    edit: addBob,
    after: 'members: [BOB]\n',
  },
  {
    does: 'quotes a login that YAML would not read as text',
    before: 'members:\n  - alice\n',
    edit: (text) => addTeamMember(text, 'members', '249043822', 'joined'),
    after: 'members:\n  - "249043822" # joined\n  - alice\n',
  },
  {
    does: 'removes a line with its comment and no other',
    before: 'members:\n  # one\n  - alice\n  # two\n  - bob # three\n  # four\n  - carol\n',
    edit: removeBob,
    after: 'members:\n  # one\n  - alice\n  # two\n  # four\n  - carol\n',
  },
  {
    does: 'says that a list has become empty',
    before: 'members: # who\n  - bob\n  # nobody else\nname: x\n',
    edit: removeBob,
    after: 'members: [] # who\n  # nobody else\nname: x\n',
  },
  {
    does: 'removes from a flow list',
    before: 'members: [ alice, bob ]\n',
    edit: removeBob,
    after: 'members:\n  - alice\n',
  },
  { does: 'removes the only entry of a flow list', before: 'members: [bob]', edit: removeBob, after: 'members: []\n' },
  {
    does: 'removes every line of a login that stands twice',
    before: 'members:\n  - bob\n  - alice\n  - Bob\n',
    edit: removeBob,
    after: 'members:\n  - alice\n',
  },
  {
    does: 'adds a person in place, with a comment',
    before: 'users:\n  alice: { id: 1 }\n  carol: { id: 3 }\n',
    edit: (text) => setUser(text, 'bob', { id: 2, employee: '0042', role: 'owner' }, 'new'),
    after: 'users:\n  alice: { id: 1 }\n  bob: { id: 2, employee: "0042", role: owner } # new\n  carol: { id: 3 }\n',
  },
  {
    does: 'adds the first person',
    before: 'users: {}\n',
    edit: (text) => setUser(text, 'bob', {}),
    after: 'users:\n  bob: {}\n',
  },
  {
    does: 'brings a person to the attributes given and keeps the others',
    before: 'users:\n  bob: { id: 2,   desk: "4.12" } # window\n',
    edit: (text) => setUser(text, 'BOB', { id: 3, role: 'owner' }),
    after: 'users:\n  bob: { id: 3,   desk: "4.12", role: owner } # window\n',
  },
  {
    does: 'sets an attribute of a person without any',
    before: 'users:\n  bob: {} # b\n',
    edit: suspendBob,
    after: 'users:\n  bob: { suspended: 2026-11-20 } # b\n',
  },
  {
    does: 'sets an attribute of a person on several lines',
    before: 'users:\n  bob:\n    id: 2 # two\n    # more\n  carol: { id: 3 }\n',
    edit: suspendBob,
    after: 'users:\n  bob:\n    id: 2 # two\n    suspended: 2026-11-20\n    # more\n  carol: { id: 3 }\n',
  },
  {
    does: 'removes an attribute from the middle, the end and alone',
    before:
      'users:\n  a: { id: 1, role: owner, desk: x }\n  b: { id: 1, role: owner }\n  c: { role: owner }\n  d:\n    role: owner # r\n',
    edit: (text) => ['a', 'b', 'c', 'd', 'd'].reduce((text, login) => removeUserAttribute(text, login, 'role'), text),
    after: 'users:\n  a: { id: 1, desk: x }\n  b: { id: 1 }\n  c: {}\n  d: {}\n',
  },
  {
    does: 'removes a person on several lines',
    before: 'users:\n  alice: {}\n  bob:\n    id: 2\n    role: owner # r\n\n  carol: {}\n',
    edit: (text) => removeUser(text, 'bob'),
    after: 'users:\n  alice: {}\n\n  carol: {}\n',
  },
  {
    does: 'expands users written in braces',
    before: 'users: { alice: { id: 1, role: owner }, carol: {} }\n',
    edit: (text) => setUser(text, 'bob', { id: 2 }),
    after: 'users:\n  alice: { id: 1, role: owner }\n  bob: { id: 2 }\n  carol: {}\n',
  },
  {
    does: 'sets, adds and removes grants',
    before: 'teams:\n  \'sre\': "write" # keep\n  web: read\n',
    edit: (text) =>
      removeGrant(setGrant(setGrant(text, 'teams', 'SRE', 'admin'), 'collaborators', 'carol', 'read'), 'teams', 'web'),
    after: "teams:\n  'sre': admin # keep\ncollaborators:\n  carol: read\n",
  },
  {
    does: 'says that a map has become empty',
    before: 'teams:\n  sre: admin\n',
    edit: (text) => removeGrant(text, 'teams', 'sre'),
    after: 'teams: {}\n',
  },
  {
    does: 'adds an allowance behind the others',
    before: 'allowances: [] # none\n# - { an: example }\n',
    edit: (text) =>
      addAllowance(text, {
        allow: { members: 120 },
        reason: 'Site: closed',
        approvedBy: 'alice',
        expires: '2026-11-25',
      }),
    after:
      'allowances: # none\n  - { allow: { members: 120 }, reason: "Site: closed", approvedBy: alice, expires: 2026-11-25 }\n# - { an: example }\n',
  },
  {
    does: 'sets, adds and removes a scalar',
    before: 'name: "Old" # n\nparent: x # p\nmembers: []',
    edit: (text) => removeScalar(setScalar(setScalar(text, 'name', 'New Name'), 'privacy', 'closed'), 'parent'),
    after: 'name: New Name # n\nmembers: []\nprivacy: closed\n',
  },
];

describe('an edit of a file', () => {
  it.each(cases)('$does', ({ before, edit, after }) => {
    expect(edit(before)).toBe(after);
  });

  it.each([
    ['a file that is no YAML', 'members: [a\n', addBob],
    ['a file that holds a list', '- a\n', addBob],
    ['a login that is not there', 'members: [alice]\n', removeBob],
    ['an attribute of somebody who is not there', 'users: {}\n', suspendBob],
    ['a file written in braces', '{ name: x }\n', addBob],
    ['a map where a list is due', 'members: { alice: 1 }\n', addBob],
  ] as const)('refuses %s', (_, text, edit) => {
    expect(() => edit(text)).toThrow(EditError);
  });

  it('changes nothing but the lines asked for, in any list', () => {
    const login = fc.stringMatching(/^[a-z0-9]{1,4}$/);
    const line = fc.tuple(login, fc.constantFrom('', ' # note', '\n  # between', '\n'));
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ([name]) => name, minLength: 1 }), login, (lines, name) => {
        fc.pre(lines.every(([other]) => other !== name));
        const text = `members:\n${lines.map(([other, after]) => `  - "${other}"${after}\n`).join('')}name: x\n`;
        const added = addTeamMember(text, 'members', name);
        expect(removeTeamMember(added, 'members', name)).toBe(text);
        expect(parseYaml(added).problems).toEqual([]);
      }),
      { seed: 4 },
    );
  });
});
