import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Edit, EditBody } from '../model/proposal.ts';
import { removeUserAttribute } from './edit-attributes.ts';
import { EditError } from './edit-text.ts';
import { loadState } from './load-state.ts';
import { madeEdits } from './make-edits.ts';
import { parseYaml } from './parse-yaml.ts';
import type { StateFile } from './state-file.ts';

const files = {
  'organization.yaml': 'name: acme\n',
  'policy.yaml': `owners: { minimum: 1 }
protected: [root]
allowances:
  # for the move
  - { allow: { members: 12 }, reason: Site closure, approvedBy: root, expires: 2026-11-01 } # over
  # next year's
  - allow: { teams: 3 }
    reason: Two, together
    approvedBy: Bob
    expires: 2026-11-25
`,
  'exceptions.yaml': `exceptions: # all of them
  # HR-12
  - { user: Bob, reason: "record: incomplete", approvedBy: root, expires: 2026-10-01 }

  # HR-13
  - user: carol # c
    reason: x
    approvedBy: bob
    expires: 2026-10-02
    # until then

  - { user: bob, reason: again, approvedBy: bob, expires: 2027-01-01 }
`,
  'roster.yaml': `sources:
  - name: hr
    csv: { file: ../hr.csv }
    columns: { employee: id, status: status }
    status: { active: [a], left: [l] }
`,
  'users/owners.yaml': '# yaml-language-server: $schema=https://x/users.schema.json\nusers:\n  root: { role: owner }\n',
  'users/all.yaml': `users:
  # the first
  bob: { employee: "0017",   desk: 4.12 } # window
  carol:
    # her desk
    desk: x # y

    role: member
  olga: { role: outside, sponsor: 'BOB', expires: 2026-11-01 } # audit
`,
  'teams/red.yaml': `# red
rule: { department: Red }
maintainers: ["Bob", carol]
members:
  - bob # lead
  # the others
  - carol
extraMembers:
- root
- Carol # too
`,
  'teams/blue.yaml': 'name: Blue\r\nmembers: [ carol ] # who\r\nextraMembers:\r\n  - BOB\r\n',
  'repos/api.yaml': "teams: { red: write }\ncollaborators:\n  'olga': read # r\n  root: admin\n",
} as const;

type Files = Readonly<Record<string, string>>;

function withReason(edits: readonly EditBody[]): Edit[] {
  return edits.map((edit) => ({ ...edit, reason: 'x', evidence: [], basis: [] }));
}

function filesOf(state: Files): StateFile[] {
  return Object.entries(state).map(([path, text]) => ({ path, id: path + text, text }));
}

/** The files that change, none of which makes the state invalid. */
function made(edits: readonly EditBody[], state: Files = files): Record<string, string> {
  const edited = Object.fromEntries(madeEdits(filesOf(state), withReason(edits)));
  const { problems } = loadState(filesOf({ ...state, ...edited }), { prefix: '', today: '2026-11-22' });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return edited;
}

/** The lines that go, with `-`, and those that come, with `+`, by file. */
function changes(edits: readonly EditBody[], state: Files = files): Record<string, string[]> {
  const edited = Object.entries(made(edits, state));
  return Object.fromEntries(edited.map(([path, text]) => [path, differing(state[path] ?? '', text)]));
}

function differing(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  return [...gone, ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`)];
}

function refusal(edits: readonly EditBody[], state: Files = files): string {
  try {
    madeEdits(filesOf(state), withReason(edits));
  } catch (error) {
    if (error instanceof EditError) return error.message;
    throw error;
  }
  return 'nothing was refused';
}

const exceptionOf = (user: string, line: number, expires: string): EditBody => {
  return { kind: 'remove-exception', user, file: 'state/exceptions.yaml', line, expires };
};
const addZed: EditBody = { kind: 'add-user', login: 'zed', id: 5, employee: '0017' };
const removeBob: EditBody = { kind: 'remove-user', login: 'Bob', teams: [], repos: [] };
const removeOlga: EditBody = { kind: 'remove-outside', login: 'olga', repos: [] };
const renameBob: EditBody = { kind: 'rename-user', before: 'bob', after: 'zoe', id: 7 };
const bobsExceptions = [exceptionOf('bob', 3, '2026-10-01'), exceptionOf('bob', 12, '2027-01-01')];

describe('who joins', () => {
  it('comes into a file of employees that is made, with the schema line of the files beside it', () => {
    expect(made([addZed])).toEqual({
      'users/employees.yaml':
        '# yaml-language-server: $schema=https://x/users.schema.json\nusers:\n  zed: { id: 5, employee: "0017" }\n',
    });
    const bare = { ...files, 'users/owners.yaml': 'users:\n  root: { role: owner }\n' };
    expect(made([addZed], bare)['users/employees.yaml']).toContain(
      '# yaml-language-server: $schema=../../node_modules/rollcall/schemas/users.schema.json\nusers:\n',
    );
  });

  it('comes in their sorted place, with the teams of their rules', () => {
    const edits: EditBody[] = [
      { ...addZed, login: 'ann', id: 6 },
      addZed,
      { kind: 'add-team-member', team: 'red', login: 'ann' },
      { kind: 'add-team-member', team: 'red', login: 'zed' },
      { kind: 'add-team-member', team: 'Blue', login: 'zed' },
    ];
    const { 'users/all.yaml': all, ...others } = files;
    expect(changes(edits, { ...others, 'users/employees.yaml': all })).toEqual({
      'users/employees.yaml': ['+   ann: { id: 6, employee: "0017" }', '+   zed: { id: 5, employee: "0017" }'],
      'teams/red.yaml': ['+   - ann', '+   - zed'],
      'teams/blue.yaml': ['- members: [ carol ] # who\r', '+ members: # who\r', '+   - carol\r', '+   - zed\r'],
    });
  });

  it.each([
    '0017',
    '1e3',
    'yes',
    'null',
    '2026-11-20',
    '0x1F',
    '1_000',
    '12:30',
    '~',
    'a: b',
    "it's #1",
    '"',
    '\\',
    '*a',
  ])('has the employee id %s as text', (employee) => {
    const text = made([{ ...addZed, employee }])['users/employees.yaml'] ?? '';
    expect(parseYaml(text).value).toEqual({ users: { zed: { id: 5, employee } } });
    // Readers of YAML 1.1 take more for numbers, dates and truths.
    expect(parse(text, { version: '1.1' })).toEqual({ users: { zed: { id: 5, employee } } });
  });

  it.each([
    '',
    ' ',
    'x\ny',
    'x\u2028y',
    'E\u202e1',
    'E\u200f1',
    'x'.repeat(101),
    'x'.repeat(10_000),
    '\u0000',
    '\ud800',
  ])('is refused where no state can hold the employee id %j', (employee) => {
    expect(refusal([{ ...addZed, employee }])).toMatch(
      /^users\/employees\.yaml:3: the edit would leave this invalid: /,
    );
  });

  it.each(['-', 'a b', 'x\n  root: {}', '@everyone', 'x'.repeat(40), '__proto__'])(
    'is refused where %j cannot be a login',
    (login) => {
      expect(refusal([{ ...addZed, login }])).toContain('users/employees.yaml');
    },
  );

  it('is refused where they are there already, in any case', () => {
    expect(refusal([{ ...addZed, login: 'CAROL' }])).toBe('users/all.yaml: the user CAROL is there already');
    expect(refusal([addZed, { ...addZed, login: 'Zed' }])).toBe('this proposal: the user Zed is there already');
  });
});

describe('who leaves', () => {
  it('is suspended on their own line, wherever it stands', () => {
    const suspend = (login: string) => ({ kind: 'suspend-user', login, suspended: '2026-11-22' }) as const;
    const edited = made([suspend('BOB'), suspend('carol')]);
    expect(differing(files['users/all.yaml'], edited['users/all.yaml'] ?? '')).toEqual([
      '-   bob: { employee: "0017",   desk: 4.12 } # window',
      '+   bob: { employee: "0017",   desk: 4.12, suspended: 2026-11-22 } # window',
      '+     suspended: 2026-11-22',
    ]);
    const undone = ['bob', 'carol'].reduce(
      (text, login) => removeUserAttribute(text, login, 'suspended'),
      edited['users/all.yaml'] ?? '',
    );
    expect(undone).toBe(files['users/all.yaml']);
  });

  it('is taken out of every line that names them, and every other line stays', () => {
    expect(changes([...bobsExceptions, removeBob, removeOlga])).toEqual({
      'exceptions.yaml': [
        '-   # HR-12',
        '-   - { user: Bob, reason: "record: incomplete", approvedBy: root, expires: 2026-10-01 }',
        '-   - { user: bob, reason: again, approvedBy: bob, expires: 2027-01-01 }',
      ],
      'users/all.yaml': [
        '-   bob: { employee: "0017",   desk: 4.12 } # window',
        "-   olga: { role: outside, sponsor: 'BOB', expires: 2026-11-01 } # audit",
      ],
      'teams/red.yaml': ['- maintainers: ["Bob", carol]', '-   - bob # lead', '+ maintainers:'],
      'teams/blue.yaml': ['- extraMembers:\r', '-   - BOB\r', '+ extraMembers: []\r'],
      'repos/api.yaml': ["-   'olga': read # r"],
    });
  });

  it('is taken out of the reviewers', () => {
    const roster = (reviewers: string): Files => ({ ...files, 'roster.yaml': files['roster.yaml'] + reviewers });
    const reviewers = (written: string): string | undefined =>
      made([...bobsExceptions, removeBob, removeOlga], roster(written))['roster.yaml']?.slice(
        files['roster.yaml'].length,
      );
    expect(reviewers('reviewers: { users: [root, Bob, carol] } # r\n')).toBe(
      'reviewers: { users: [root, carol] } # r\n',
    );
    expect(reviewers('reviewers: { users: [bob, BOB], maintainers: true }\n')).toBe(
      'reviewers: { users: [], maintainers: true }\n',
    );
    expect(reviewers('reviewers:\n  users:\n    - bob # b\n    - root\n')).toBe('reviewers:\n  users:\n    - root\n');
    expect(reviewers('reviewers:\n  users: # u\n    - bob # b\n')).toBe('reviewers:\n  users: [] # u\n');
    expect(reviewers('reviewers: { teams: [red] }\n')).toBeUndefined();
  });

  it('is taken out of the lists of a team that the state lets go of', () => {
    const team = { 'teams/old.yaml': 'managed: false\nmembers: [bob, carol]\n' };
    expect(made([...bobsExceptions, removeBob, removeOlga], { ...files, ...team })['teams/old.yaml']).toBe(
      'managed: false\nmembers:\n  - carol\n',
    );
  });

  it('is left in while an exception names them, or somebody who stays', () => {
    expect(refusal([removeBob, removeOlga])).toBe(
      'exceptions.yaml:3: an exception keeps bob: take it out by hand, or leave them in',
    );
    expect(refusal([...bobsExceptions, removeBob])).toBe(
      'users/all.yaml: the sponsor of olga would be gone: name another one by hand',
    );
  });

  it.each<EditBody>([
    { kind: 'suspend-user', login: 'Root', suspended: '2026-11-22' },
    { kind: 'remove-user', login: 'root', teams: [], repos: [] },
    { kind: 'remove-outside', login: 'root', repos: [] },
    { kind: 'rename-user', before: 'root', after: 'zoe', id: 7 },
  ])('is left alone where they are protected: $kind', (edit) => {
    expect(refusal([edit])).toBe('policy.yaml: root is protected: edit the lines by hand');
  });
});

describe('who has another login', () => {
  it('has it on every line that named the old one, in its sorted place', () => {
    expect(changes([renameBob])).toEqual({
      'exceptions.yaml': [
        '-   - { user: Bob, reason: "record: incomplete", approvedBy: root, expires: 2026-10-01 }',
        '-   - { user: bob, reason: again, approvedBy: bob, expires: 2027-01-01 }',
        '+   - { user: zoe, reason: "record: incomplete", approvedBy: root, expires: 2026-10-01 }',
        '+   - { user: zoe, reason: again, approvedBy: bob, expires: 2027-01-01 }',
      ],
      'users/all.yaml': [
        '-   bob: { employee: "0017",   desk: 4.12 } # window',
        "-   olga: { role: outside, sponsor: 'BOB', expires: 2026-11-01 } # audit",
        '+   olga: { role: outside, sponsor: zoe, expires: 2026-11-01 } # audit',
        '+   zoe: { employee: "0017",   desk: 4.12, id: 7 } # window',
      ],
      'teams/red.yaml': [
        '- maintainers: ["Bob", carol]',
        '-   - bob # lead',
        '+ maintainers:',
        '+   - zoe',
        '+   - zoe # lead',
      ],
      'teams/blue.yaml': ['-   - BOB\r', '+   - zoe\r'],
    });
  });

  it('is found in its place: where a list is in no order, where the old one stood', () => {
    const list = (written: string): string | undefined =>
      made([renameBob], { ...files, 'teams/red.yaml': written })['teams/red.yaml'];
    expect(list('members:\n  - root # r\n  - Bob # b\n  - carol\n')).toBe(
      'members:\n  - root # r\n  - zoe # b\n  - carol\n',
    );
    expect(list('members: [ "BOB" , carol, root ] # m\n')).toBe('members: # m\n  - carol\n  - root\n  - zoe\n');
    expect(list('members: [ carol , "BOB" ] # m\n')).toBe('members: [ carol , zoe ] # m\n');
    expect(list('members:\n  - bob # b\n  # c\n  - root')).toBe('members:\n  # c\n  - root\n  - zoe # b');
  });

  it('takes all lines of the person along', () => {
    const users = {
      ...files,
      'users/all.yaml': 'users:\n  bob:\n    # d\n    desk: x # y\n\n    role: member\n  # c\n  carol: {}\n',
    };
    const { 'users/all.yaml': text } = made([renameBob], { ...users, 'repos/api.yaml': '{}\n' });
    expect(text).toBe('users:\n  # c\n  carol: {}\n  zoe:\n    # d\n    desk: x # y\n\n    role: member\n    id: 7\n');
  });

  it('has it among the reviewers', () => {
    const roster = { ...files, 'roster.yaml': `${files['roster.yaml']}reviewers: { users: ["Bob", root] }\n` };
    expect(changes([renameBob], roster)['roster.yaml']).toEqual([
      '- reviewers: { users: ["Bob", root] }',
      '+ reviewers: { users: [zoe, root] }',
    ]);
  });

  it('goes on under the new one in the same proposal', () => {
    const edits: EditBody[] = [renameBob, { kind: 'remove-team-member', team: 'red', login: 'zoe' }];
    expect(made(edits)['teams/red.yaml']).not.toContain('lead');
  });

  it('is refused where the new one is somebody, or the id another', () => {
    expect(refusal([{ ...renameBob, after: 'Carol' }])).toBe('users/all.yaml: the user Carol is there already');
    const known = { ...files, 'users/all.yaml': files['users/all.yaml'].replace('{ employee', '{ id: 8, employee') };
    expect(refusal([renameBob], known)).toBe('users/all.yaml: bob has the id 8 here, not 7. Rename bob to zoe by hand');
  });
});

describe('who moves', () => {
  it('is taken out of members, and of no other list', () => {
    expect(changes([{ kind: 'remove-team-member', team: 'red', login: 'Carol' }])).toEqual({
      'teams/red.yaml': ['-   - carol'],
    });
  });

  it.each<[string, EditBody, string]>([
    [
      'somebody who is in another list alone',
      { kind: 'remove-team-member', team: 'blue', login: 'bob' },
      'teams/blue.yaml: bob is not in members. Take bob out of members by hand',
    ],
    [
      'a team that is not there',
      { kind: 'add-team-member', team: 'grey', login: 'bob' },
      'there is no team grey in teams/',
    ],
    [
      'a user who is not there',
      { kind: 'suspend-user', login: 'zed', suspended: '2026-11-22' },
      'there is no user zed in users/',
    ],
  ])('is refused for %s', (_, edit, message) => {
    expect(refusal([edit])).toBe(message);
  });
});

describe('what has ended', () => {
  const allowance = (why: string, line: number, expires: string): EditBody => {
    return { kind: 'remove-allowance', why, file: 'state/policy.yaml', line, expires };
  };

  it('goes with the comments that belong to it, whatever else the proposal edits', () => {
    const edits = [removeOlga, exceptionOf('carol', 6, '2026-10-02'), allowance('Two, together', 7, '2026-11-25')];
    expect(changes(edits)).toEqual({
      'exceptions.yaml': [
        '-   # HR-13',
        '-   - user: carol # c',
        '-     reason: x',
        '-     approvedBy: bob',
        '-     expires: 2026-10-02',
        '-     # until then',
      ],
      'policy.yaml': [
        "-   # next year's",
        '-   - allow: { teams: 3 }',
        '-     reason: Two, together',
        '-     approvedBy: Bob',
        '-     expires: 2026-11-25',
      ],
      'users/all.yaml': ["-   olga: { role: outside, sponsor: 'BOB', expires: 2026-11-01 } # audit"],
      'repos/api.yaml': ["-   'olga': read # r"],
    });
  });

  it('leaves an empty list, and takes entries out of one in brackets', () => {
    const flow = {
      ...files,
      'exceptions.yaml':
        'exceptions: [{ user: bob, reason: x, approvedBy: bob, expires: 2026-10-01 }, { user: carol, reason: x, approvedBy: bob, expires: 2026-10-01 }]\n',
    };
    expect(made([exceptionOf('carol', 1, '2026-10-01')], flow)['exceptions.yaml']).toBe(
      'exceptions:\n  - { user: bob, reason: x, approvedBy: bob, expires: 2026-10-01 }\n',
    );
    const both = [exceptionOf('carol', 1, '2026-10-01'), exceptionOf('bob', 1, '2026-10-01')];
    expect(made(both, flow)['exceptions.yaml']).toBe('exceptions: []\n');
  });

  it.each<[string, EditBody, string]>([
    [
      'another line',
      exceptionOf('bob', 6, '2026-10-01'),
      'exceptions.yaml:6: the exception for bob until 2026-10-01 does not stand here. Take the exception for bob until 2026-10-01 out by hand',
    ],
    ['another date', exceptionOf('bob', 3, '2026-10-02'), 'exceptions.yaml:3: the exception for bob'],
    [
      'another reason',
      allowance('Moving', 5, '2026-11-01'),
      'policy.yaml:5: the allowance "Moving" until 2026-11-01 does not stand here',
    ],
    [
      'another file',
      { ...exceptionOf('bob', 3, '2026-10-01'), file: 'state/users/all.yaml' } as EditBody,
      'state/users/all.yaml is not exceptions.yaml',
    ],
  ])('is not taken for what stands on %s', (_, edit, message) => {
    expect(refusal([edit])).toContain(message);
  });
});

const removeCarol: EditBody = { kind: 'remove-team-member', team: 'red', login: 'carol' };

it.each<[string, Files, EditBody, string]>([
  [
    'a file in braces',
    { 'teams/red.yaml': '# red\n{\n  "members": ["bob", "carol"]\n}\n' },
    removeCarol,
    'teams/red.yaml:2: the file is written in braces. Take carol out of members by hand',
  ],
  [
    'an entry that shares its line',
    { 'users/all.yaml': 'users:\n  carol: {}\n  bob: {}\n  ? olga\n  : { role: outside }\n' },
    removeOlga,
    'users/all.yaml:4: the entry shares its line with something else. Take olga out by hand',
  ],
  [
    'a file that is no YAML',
    { 'users/all.yaml': 'users:\n  a: [\n' },
    addZed,
    'users/all.yaml:3: this cannot be read: YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
])('says what to do by hand about %s', (_, part, edit, message) => {
  expect(refusal([edit], { ...files, ...part })).toBe(message);
});

it('leaves the files alone where there is nothing to do', () => {
  expect(made([])).toEqual({});
  expect(made([{ kind: 'add-team-member', team: 'red', login: 'BOB' }])).toEqual({});
});
