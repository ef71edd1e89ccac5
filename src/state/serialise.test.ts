import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type EntryKey, entryKey } from '../model/entry.ts';
import { keyOf } from '../model/identity.ts';
import type { OrgState, Repo, Team, TeamMember, User } from '../model/org-state.ts';
import { employeeId } from '../model/person.ts';
import { loadState } from './load-state.ts';
import { defaultPolicy } from './normalise/policy.ts';
import { scalarText } from './scalar.ts';
import { serialiseState } from './serialise.ts';

const today = '2026-11-22';

function filesOf(written: ReadonlyMap<string, string>) {
  return [...written].map(([path, text]) => ({ path, id: path, text }));
}

const words = ['249043822', 'null', '1e5', '0x1F', 'true', 'no', 'on', '1_000', '123-456', '-bob', 'bob-', 'a--b'];
const login = fc.oneof(
  fc.constantFrom(...words.filter((word) => !word.includes('_')), 'corp_acme', 'dependabot[bot]'),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,12}$/),
);
const slug = fc.oneof(
  fc.constantFrom(...words.map((word) => word.toLowerCase())),
  fc.stringMatching(/^[a-z0-9_-]{1,12}$/),
);
const repoName = fc.oneof(
  fc.constantFrom('.github', '2026-11-20', '1.5', ...words),
  fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,12}$/).filter((name) => !name.includes('..')),
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.constantFrom(...words, '~', '# no', 'a: b', ' x ', '2026-11-20', "it's", '\u0085'),
);
const id = fc.option(fc.integer({ min: 1 }), { nil: undefined });
const date = fc.option(fc.constantFrom('2026-11-20', '2027-01-31'), { nil: undefined });

/** Leaves out the keys that are undefined: the state has no such keys. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

function keyed<T>(values: readonly T[], nameOf: (value: T) => string): Map<ReturnType<typeof keyOf>, T> {
  return new Map(values.map((value) => [keyOf(nameOf(value)), value]));
}

const user = fc.record({
  login,
  id,
  role: fc.constantFrom('member', 'owner', 'outside'),
  employee: fc.option(
    text.filter((id) => employeeId.test(id)),
    { nil: undefined },
  ),
  sponsor: fc.option(login, { nil: undefined }),
  suspended: date,
  expires: date,
});
const member = fc.record({ login, role: fc.constantFrom('member', 'maintainer') });
const team = fc
  .record({
    slug,
    id,
    previously: fc.array(slug, { maxLength: 2 }),
    managed: fc.boolean(),
    name: fc.option(text, { nil: undefined }),
    description: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
    privacy: fc.option(fc.constantFrom('closed', 'secret'), { nil: undefined }),
    parent: fc.option(slug.map(keyOf), { nil: undefined }),
    members: fc.array(member, { maxLength: 5 }),
    listsMembers: fc.boolean(),
  })
  .map((drawn) => {
    const { slug, id, previously, managed } = drawn;
    const bare = { slug, id, previously, managed, members: new Map(), listsMembers: false };
    const members = keyed(drawn.listsMembers ? (drawn.members as TeamMember[]) : [], ({ login }) => login);
    return defined(managed ? { ...drawn, members } : bare) as Team;
  });
const grants = (to: fc.Arbitrary<string>) =>
  fc.array(fc.record({ to, role: fc.oneof(fc.constantFrom('read', 'admin'), text) }), { maxLength: 4 });
const repo = fc
  .record({
    name: repoName,
    id,
    previously: fc.array(repoName, { maxLength: 2 }),
    managed: fc.boolean(),
    teams: grants(slug),
    collaborators: grants(login),
    listsTeams: fc.boolean(),
    listsCollaborators: fc.boolean(),
  })
  .map((drawn) => {
    const [listsTeams, listsCollaborators] = [
      drawn.managed && drawn.listsTeams,
      drawn.managed && drawn.listsCollaborators,
    ];
    return defined({
      ...drawn,
      listsTeams,
      listsCollaborators,
      teams: keyed(listsTeams ? drawn.teams : [], ({ to }) => to),
      collaborators: keyed(listsCollaborators ? drawn.collaborators : [], ({ to }) => to),
    }) as Repo;
  });
const state: fc.Arbitrary<OrgState> = fc
  .record({
    organization: fc.record({
      name: fc.constantFrom('acme', '42', 'no'),
      id,
      basePermission: fc.option(fc.constantFrom('none', 'read', 'write', 'admin'), { nil: undefined }),
      stateRepository: fc.constantFrom(undefined, 'acme/access'),
      customRoles: fc.array(text, { maxLength: 3 }).map((roles) =>
        keyed(
          roles.map((name) => ({ name })),
          (role) => role.name,
        ),
      ),
    }),
    users: fc.array(user, { maxLength: 12 }),
    teams: fc.array(team, { maxLength: 5 }),
    repos: fc.array(repo, { maxLength: 5 }),
  })
  .map(({ organization, users, teams, repos }) => ({
    organization: defined(organization) as OrgState['organization'],
    users: keyed(
      users.map((one) => defined(one) as User),
      ({ login }) => login,
    ),
    teams: keyed(teams, ({ slug }) => slug),
    repos: keyed(repos, ({ name }) => name),
  }));

describe('serialiseState', () => {
  it('writes files that load as the same state', () => {
    fc.assert(
      fc.property(state, (written) => {
        const loaded = loadState(filesOf(serialiseState(written)), { prefix: 'state', today, lenient: true });
        expect(loaded.problems).toEqual([]);
        expect(loaded.state).toEqual(written);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it.each([0, 30_000, 90_000, 300_000, 356_400_000])('writes the same policy that it was given: pause %i', (pause) => {
    const policy = {
      ...defaultPolicy,
      pause,
      circuitBreaker: { failures: 7 },
      removals: 'none' as const,
      protected: [keyOf('alice'), keyOf('0x1f')],
      review: { approvals: 2, since: '1234567' },
      allowances: [
        {
          file: 'state/policy.yaml',
          line: 17,
          reason: 'Site: closed',
          approvedBy: 'alice',
          expires: '2026-11-25',
          allow: { members: 120 },
        },
      ],
    };
    const empty: OrgState = {
      organization: { name: 'acme', customRoles: new Map() },
      users: new Map(),
      teams: new Map(),
      repos: new Map(),
    };
    const files = filesOf(serialiseState(empty, { policy }));
    const { policy: loaded, problems } = loadState(files, { prefix: 'state', today, lenient: true });
    expect(problems).toEqual([]);
    expect(loaded).toEqual({ ...policy, unmanagedLine: { file: 'state/policy.yaml', line: 7 } });
  });

  it('writes one entry a line, sorted, with comments behind their entries and the schema first', () => {
    const users = keyed<User>(
      [
        { login: 'bob', id: 2, role: 'member' },
        { login: 'Alice', id: 1, role: 'owner' },
        { login: '249043822', role: 'member' },
        { login: 'carol', role: 'outside', sponsor: 'Alice', expires: '2027-01-31' },
      ],
      ({ login }) => login,
    );
    const teams = keyed<Team>(
      [
        {
          slug: 'sre',
          previously: [],
          managed: true,
          parent: keyOf('all'),
          members: keyed<TeamMember>(
            [
              { login: 'bob', role: 'member' },
              { login: 'Alice', role: 'maintainer' },
            ],
            ({ login }) => login,
          ),
          listsMembers: true,
        },
        { slug: 'all', previously: [], managed: true, members: new Map(), listsMembers: true },
      ],
      ({ slug }) => slug,
    );
    const comments = new Map<EntryKey, string>([
      [entryKey({ noun: 'user', user: keyOf('bob') }), 'joined\nlate'],
      [entryKey({ noun: 'team-member', team: keyOf('sre'), user: keyOf('bob') }), 'on call'],
    ]);
    const state = { organization: { name: 'acme', customRoles: new Map() }, users, teams, repos: new Map() };
    const written = serialiseState(state, { comments, schemaBase: '../schemas' });
    expect([...written.values()].join('---\n')).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=../schemas/organization.schema.json
      name: acme
      ---
      # yaml-language-server: $schema=../../schemas/users.schema.json
      users:
        "249043822": {}
        Alice: { id: 1, role: owner }
        bob: { id: 2 } # joined late
      ---
      # yaml-language-server: $schema=../../schemas/users.schema.json
      users:
        carol: { role: outside, sponsor: Alice, expires: 2027-01-31 }
      ---
      # yaml-language-server: $schema=../../schemas/team.schema.json
      members: []
      ---
      # yaml-language-server: $schema=../../schemas/team.schema.json
      parent: all
      maintainers:
        - Alice
      members:
        - bob # on call
      "
    `);
    const { entries } = loadState(filesOf(written), { prefix: '', today });
    expect(entries.get(entryKey({ noun: 'user', user: keyOf('bob') }))?.text).toBe(
      '{"role":"member","id":2} # joined late',
    );
    expect(entries.get(entryKey({ noun: 'team-member', team: keyOf('sre'), user: keyOf('bob') }))?.text).toBe(
      '"member" # on call',
    );
  });
});

describe('scalarText', () => {
  it('writes what every reader of YAML takes for the text', () => {
    fc.assert(
      fc.property(fc.oneof(text, login, slug, repoName), (name) => {
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(`[${scalarText(name)}]`, { version })).toEqual([name]);
          expect(parse(`{ ${scalarText(name)}: 1 }`, { version })).toEqual({ [name]: 1 });
        }
      }),
      { numRuns: 1000, seed: 4 },
    );
  });
});
