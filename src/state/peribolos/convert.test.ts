import { describe, expect, it } from 'vitest';
import { entryKey } from '../../model/entry.ts';
import { keyOf } from '../../model/identity.ts';
import { type Conversion, convertPeribolos } from './convert.ts';

const organization = `admins:
- Alice
members:
- bob
- "249043822"
- Carol # on leave
default_repository_permission: read
`;

describe('reading the files', () => {
  it('takes a bare organisation file with files of teams beside it', () => {
    const { state, problems } = convert({
      'org.yaml': organization,
      'sig-a/teams.yaml': 'teams:\n  Sig_A Leads:\n    members: [bob]\n',
      'sig-b/teams.yaml': 'teams:\n  sig-b:\n    members: [carol]\n',
    });
    expect(problems).toEqual([]);
    expect(state.organization).toMatchObject({ name: 'acme', basePermission: 'read' });
    expect([...state.users.values()]).toEqual([
      { login: 'Alice', role: 'owner' },
      { login: 'bob', role: 'member' },
      { login: '249043822', role: 'member' },
      { login: 'Carol', role: 'member' },
    ]);
    expect([...state.teams.keys()]).toEqual(['sig_a-leads', 'sig-b']);
  });

  it('takes one file with a map of organisations, and the only one where none is named', () => {
    const text = `orgs:\n  Acme:\n    admins: [alice]\n    teams:\n      one: {}\n`;
    expect(convert({ 'orgs.yaml': text }, null).state.organization.name).toBe('Acme');
    expect(convert({ 'orgs.yaml': text }, 'acme').state.teams.size).toBe(1);
  });

  it.each([
    ['no organisation is named', { 'org.yaml': organization }, null, /--org NAME/],
    ['there are several', { 'orgs.yaml': 'orgs: { one: {}, two: {} }' }, null, /one, two/],
    ['it is not there', { 'orgs.yaml': 'orgs: { one: {} }' }, 'acme', /does not describe acme.*one/],
  ])('asks which organisation is meant where %s', (_, files, name, message) => {
    expect(() => convert(files, name)).toThrow(message);
  });

  it.each([
    ['an empty file', '', '1:1: the file is empty'],
    ['a list where a map is due', '- alice\n', '1:1: a map is due here, not a list'],
    ['a map where a list is due', 'members: { a: b }\n', '1:10: a list is due here, not a map'],
    ['a number for a login', 'members:\n- 249043822\n', '2:3: YAML reads 249043822 as a number'],
    ['null for a login', 'members:\n- null\n', '2:3: YAML reads null as null'],
    ['no login', 'members:\n- ../etc\n', '2:3: "../etc" is no GitHub login'],
    ['an anchor', 'members: &all [a]\n', '1:10: anchors (&)'],
    ['a key twice', 'members: []\nmembers: []\n', '2:1: "members" stands twice'],
    ['an unknown privacy', 'teams:\n  a: { privacy: open }\n', '2:17: privacy is closed or secret, not "open"'],
    ['an unknown role', 'teams:\n  a:\n    repos: { x: push }\n', '3:17: a role is read, triage'],
    [
      'an unknown base permission',
      'default_repository_permission: pull\n',
      '1:32: default_repository_permission is one',
    ],
    ['a team without a slug', 'teams:\n  "!": {}\n', '2:3: "!" gives no slug'],
    ['two teams of one slug', 'teams:\n  A b: {}\n  a-B: {}\n', '3:3: team "a-B" has the slug a-b'],
    ["no repository's name", 'teams:\n  a:\n    repos: { "../x": read }\n', '3:14: "../x" is no repository'],
  ])('says where the problem is: %s', (_, text, message) => {
    const [problem] = convert({ 'org.yaml': text }).problems;
    expect(`${problem?.line}:${problem?.column}: ${problem?.message}`).toContain(message);
    expect(problem).toMatchObject({ file: 'org.yaml', severity: 'error' });
  });
});

describe('teams', () => {
  const nested = `${organization}teams:
  Payments:
    description: Cards
    privacy: closed
    previously: [Old Billing]
    maintainers: [carol]
    members: [bob]
    teams:
      payments-leads:
        members: [alice, BOB]
        privacy: closed
    children:
      payments-on-call: {}
`;

  it('nests below teams and children alike, and keeps names, settings and old slugs', () => {
    const { teams } = convert({ 'org.yaml': nested }).state;
    expect([...teams.values()].map(({ slug, parent }) => [slug, parent])).toEqual([
      ['payments', undefined],
      ['payments-leads', 'payments'],
      ['payments-on-call', 'payments'],
    ]);
    expect(teams.get(keyOf('payments'))).toMatchObject({
      name: 'Payments',
      description: 'Cards',
      privacy: 'closed',
      previously: ['old-billing'],
      listsMembers: true,
    });
    expect(teams.get(keyOf('payments-leads'))).not.toHaveProperty('name');
  });

  it('spells people as the organisation does, and makes owners maintainers as GitHub does', () => {
    const { teams } = convert({ 'org.yaml': nested }).state;
    expect([...(teams.get(keyOf('payments'))?.members.values() ?? [])]).toEqual([
      { login: 'Carol', role: 'maintainer' },
      { login: 'bob', role: 'member' },
    ]);
    expect([...(teams.get(keyOf('payments-leads'))?.members.values() ?? [])]).toEqual([
      { login: 'Alice', role: 'maintainer' },
      { login: 'bob', role: 'member' },
    ]);
  });

  it('turns the repositories below teams into teams below repositories', () => {
    const { repos } = convert({
      'org.yaml': `${organization}teams:
  a: { repos: { api: write, web: none } }
  b: { repos: { API: admin } }
repos:
  api: { previously: [old-api], has_wiki: false, collaborators: { dana: read, alice: admin } }
  bare: { description: Nobody has access }
`,
    }).state;
    expect([...repos.keys()]).toEqual(['api']);
    expect(repos.get(keyOf('api'))).toMatchObject({ name: 'api', previously: ['old-api'], listsCollaborators: true });
    expect([...(repos.get(keyOf('api'))?.teams.values() ?? [])]).toEqual([
      { to: 'a', role: 'write' },
      { to: 'b', role: 'admin' },
    ]);
    expect([...(repos.get(keyOf('api'))?.collaborators.values() ?? [])]).toEqual([{ to: 'dana', role: 'read' }]);
  });

  it('takes a collaborator who is no member for an outside collaborator', () => {
    const { users } = convert({
      'org.yaml': `${organization}repos: { api: { collaborators: { dana: read } } }\n`,
    }).state;
    expect(users.get(keyOf('dana'))).toEqual({ login: 'dana', role: 'outside' });
  });
});

describe('what is said beside the state', () => {
  it('keeps the comments that stand on a line of a person or a grant', () => {
    const { comments } = convert({
      'org.yaml': `${organization}teams:
  a:
    members:
    - bob # lead
    - carol
    repos:
      api: write # until the split
`,
    });
    expect(Object.fromEntries(comments)).toEqual({
      [entryKey({ noun: 'user', user: keyOf('carol') })]: 'on leave',
      [entryKey({ noun: 'team-member', team: keyOf('a'), user: keyOf('bob') })]: 'lead',
      [entryKey({ noun: 'repo-team', repo: keyOf('api'), team: keyOf('a') })]: 'until the split',
    });
  });

  it('lists all that has no place, and nothing else', () => {
    const conversion = convert({
      'org.yaml': `# Who we are,
# and why.
${organization}billing_email: a@acme.example
teams:
  a: # the first
    color: red
    privacy: secret
    maintainers: [bob]
    members: [bob, stranger]
    teams: { b: {} }
    repos: { web: none }
repos: { api: { has_wiki: false, collaborators: { alice: read } } }
`,
      'more.yaml': 'members:\n- BOB\n',
    });
    expect(leftOut(conversion)).toMatchInlineSnapshot(`
      [
        "org.yaml:10 organisation setting \`billing_email\`: the organisation (Rollcall does not manage it)",
        "org.yaml:13 team setting \`color\`: a (Rollcall does not manage it)",
        "org.yaml:19 repository setting \`has_wiki\`: api (Rollcall does not manage it)",
        "more.yaml:2 person who is listed twice: BOB (already listed as bob, member)",
        "org.yaml:14 \`privacy: secret\` of a nested team: a (GitHub shows nested teams to all members)",
        "org.yaml:16 team member who is listed twice: bob in a (already listed as maintainer)",
        "org.yaml:16 team member who is not in the organisation: stranger in a (among neither the admins nor the members of the organisation; Peribolos refuses such a file)",
        "org.yaml:18 grant of \`none\`: a on web (in Rollcall a grant that is not there gives nothing)",
        "org.yaml:19 grant to an owner: alice on api (owners have every repository anyway)",
        "org.yaml:1 comment: Who we are, and why. (it stands on no line of a person or a grant)",
        "org.yaml:12 comment: the first (it stands on no line of a person or a grant)",
      ]
    `);
  });

  it('drops an old name that another team has today, and says so', () => {
    const conversion = convert({ 'org.yaml': 'admins: [alice]\nteams: { a: { previously: [B, c] }, b: {} }\n' });
    expect(conversion.state.teams.get(keyOf('a'))?.previously).toEqual(['c']);
    expect(leftOut(conversion)).toEqual(['org.yaml:2 old name that another team has: b, of a (it names that team)']);
  });

  it('lists what stands beside the organisations of a file', () => {
    const conversion = convert({ 'config.yaml': 'tide: {}\norgs: { acme: { admins: [alice] } }\n' });
    expect(leftOut(conversion)).toEqual(['config.yaml:1 setting `tide` beside `orgs`: tide (it is not about people)']);
  });
});

function convert(files: Readonly<Record<string, string>>, name: string | null = 'acme'): Conversion {
  return convertPeribolos(
    Object.entries(files).map(([file, text]) => ({ file, text })),
    name ?? undefined,
  );
}

function leftOut({ leftOut }: Conversion): readonly string[] {
  return leftOut.map(({ file, line, what, subject, why }) => `${file}:${line} ${what}: ${subject} (${why})`);
}
