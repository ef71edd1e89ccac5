import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importState } from '../src/commands/import.ts';
import { keyOf } from '../src/model/identity.ts';
import type { OrgState } from '../src/model/org-state.ts';
import { loadState } from '../src/state/load-state.ts';
import { readStateDirectory } from '../src/state/read-directory.ts';
import { anOrganization } from './support/organization-builder.ts';
import { aStateRepo, type StateRepoFixture } from './support/state-repo.ts';

const acme = anOrganization()
  .with({
    id: 4242,
    basePermission: 'read',
    customRoles: new Map([[keyOf('auditor'), { name: 'auditor', base: 'read' }]]),
  })
  .withOwner('Alice', { id: 1001 })
  .withOwner('zoe', { id: 1026 })
  .withMember('bob', { id: 1002 })
  .withMember('eli', { id: 1003 })
  .withOutside('carol', { id: 1004 })
  .withTeam('engineering', {
    id: 71,
    name: 'Engineering',
    description: 'All of it',
    privacy: 'closed',
    members: ['bob'],
  })
  .withTeam('payments', { id: 72, parent: 'engineering', privacy: 'closed', maintainers: ['eli', 'Alice'] })
  .withTeam('secrets', { id: 73, privacy: 'secret', members: ['bob'] })
  .withTeam('empty', { id: 74, privacy: 'closed' })
  .withRepo('api', { id: 501, teams: { engineering: 'write', payments: 'admin' }, collaborators: { carol: 'read' } })
  .withRepo('web', { id: 502, teams: { engineering: 'write' } })
  .withRepo('logs', { id: 503, teams: { engineering: 'read', payments: 'auditor' } })
  .withRepo('bare', { id: 504 });

describe.each([true, false])('importing a live organisation, where GraphQL shows inherited grants: %s', (inclusive) => {
  let repo: StateRepoFixture;

  beforeEach(async () => {
    repo = await aStateRepo(acme.state, { sandbox: { behaviours: { graphqlTeamReposInclusive: inclusive } } });
    repo.git('rm', '-r', '--quiet', 'state');
    rmSync(join(repo.dir, 'state'), { recursive: true, force: true });
  });
  afterEach(() => repo.close());

  it('gives the same state, and nothing but the direct grants', async () => {
    const { code, out } = await imported(repo);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      organization: 'acme',
      counts: {
        owners: 2,
        members: 2,
        outside: 1,
        teams: 4,
        teamMemberships: 4,
        repos: 3,
        teamGrants: 5,
        userGrants: 1,
      },
      leftOut: [],
    });
    const state = await loaded(repo);
    expect(state.organization).toMatchObject({ name: 'acme', id: 4242, basePermission: 'read' });
    expect([...state.organization.customRoles.keys()]).toEqual(['auditor']);
    expect(state.users).toEqual(acme.state.users);
    expect(state.teams).toEqual(acme.state.teams);
    expect(rolesOf(state)).toEqual({
      api: { engineering: 'write', payments: 'admin', carol: 'read' },
      logs: { engineering: 'read', payments: 'auditor' },
      web: { engineering: 'write' },
    });
  });

  it('plans nothing afterwards, with open and failed invitations, and direct grants to owners', async () => {
    await repo.control('POST', 'change', {
      addAccounts: ['late', 'gone', 'pat', 'olga', 'guest'].map((login, index) => ({ login, id: 2001 + index })),
    });
    await invite(repo, { invitee_id: 2002, role: 'direct_member' });
    await asOwner(repo, 'PUT', '/repos/acme/bare/collaborators/pat', { permission: 'pull' });
    await repo.control('POST', 'clock', { advance: '8d' });
    await invite(repo, { invitee_id: 2001, role: 'direct_member', team_ids: [72, 74] });
    await invite(repo, { invitee_id: 2004, role: 'admin', team_ids: [72] });
    await invite(repo, { email: 'new@acme.example', role: 'direct_member' });
    await asOwner(repo, 'PUT', '/repos/acme/web/collaborators/guest', { permission: 'triage' });
    await repo.control('POST', 'change', { setCollaborator: { repo: 'web', login: 'Alice', permission: 'write' } });

    const { code, out } = await imported(repo);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      leftOut: [
        { what: 'direct grant to an owner', subject: 'Alice on web' },
        { what: 'invitation that failed', subject: 'gone' },
        { what: 'open invitation to an e-mail address', subject: '1 in all' },
        { what: 'repository invitation that expired', subject: 'pat on bare' },
      ],
    });
    const state = await loaded(repo);
    expect(state.users.get(keyOf('late'))).toEqual({ login: 'late', id: 2001, role: 'member' });
    expect(state.users.get(keyOf('olga'))).toEqual({ login: 'olga', id: 2004, role: 'owner' });
    expect(state.users.get(keyOf('guest'))).toEqual({ login: 'guest', id: 2005, role: 'outside' });
    expect(state.users.has(keyOf('gone')) || state.users.has(keyOf('pat'))).toBe(false);
    expect(state.teams.get(keyOf('payments'))?.members.get(keyOf('late'))).toEqual({ login: 'late', role: 'member' });
    expect(state.teams.get(keyOf('payments'))?.members.get(keyOf('olga'))?.role).toBe('maintainer');
    expect(state.teams.get(keyOf('empty'))?.members.has(keyOf('late'))).toBe(true);

    repo.commit('Import', {});
    expect(await repo.plan({ full: true, detailedExitcode: true })).toMatchObject({ code: 0 });
    expect((await repo.planned({ full: true })).changes).toEqual([]);
  });
});

describe('the directory', () => {
  let repo: StateRepoFixture;
  beforeEach(async () => {
    repo = await aStateRepo(acme.state);
  });
  afterEach(() => repo.close());

  it('is never written over where it has files, and GitHub is not even asked', async () => {
    await repo.control('DELETE', 'requests');
    const before = repo.git('status', '--short');
    await expect(imported(repo)).rejects.toThrow('state has files');
    expect(repo.git('status', '--short')).toBe(before);
    expect((await repo.requests()).total).toBe(0);
  });

  it('is written where it is empty, with nothing left beside it', async () => {
    mkdirSync(join(repo.dir, 'fresh'));
    const { code } = await imported(repo, 'fresh');
    expect(code).toBe(0);
    expect(readdirSync(repo.dir).sort()).toEqual(['.git', 'fresh', 'state']);
    expect(readdirSync(join(repo.dir, 'fresh')).sort()).toEqual([
      'organization.yaml',
      'policy.yaml',
      'repos',
      'teams',
      'users',
    ]);
  });

  it('is not there where live could not be read whole', async () => {
    await repo.control('POST', 'faults', { match: 'GET /orgs/acme/invitations', status: 403, times: 50 });
    await expect(imported(repo, 'fresh')).rejects.toThrow('the invitations');
    expect(readdirSync(repo.dir).sort()).toEqual(['.git', 'state']);
  });

  it('asks for what is missing', async () => {
    const run = (options: Parameters<typeof importState>[2], files: string[] = []) =>
      importState(repo.context({ state: 'fresh', env: {} }), files, options);
    await expect(run({})).rejects.toThrow('--org NAME');
    await expect(run({ org: 'acme' })).rejects.toThrow('Set GITHUB_TOKEN');
    await expect(run({ org: 'acme' }, ['org.yaml'])).rejects.toThrow('--from peribolos');
    await expect(run({ from: 'peribolos', org: 'acme' })).rejects.toThrow('Name the files');
    await expect(run({ from: 'peribolos', org: 'acme' }, ['nowhere.yaml'])).rejects.toThrow('no such file');
    await expect(run({ from: 'peribolos', org: 'acme' }, ['state'])).rejects.toThrow('it is a folder');
  });

  it('names the place in a file that is not UTF-8 or not YAML, and stays away', async () => {
    writeFileSync(join(repo.dir, 'latin.yaml'), Buffer.from('members:\n- ren\xe9\n', 'latin1'));
    writeFileSync(join(repo.dir, 'broken.yaml'), 'members: [a\n');
    const context = repo.context({ state: 'fresh' });
    expect(await importState(context, ['latin.yaml'], { from: 'peribolos', org: 'acme' })).toBe(1);
    expect(await importState(context, ['broken.yaml'], { from: 'peribolos', org: 'acme' })).toBe(1);
    expect(context.printed.out).toContain('latin.yaml:2:1: this line is not UTF-8');
    expect(context.printed.out).toMatch(/broken.yaml:\d+:\d+: YAML: /u);
    expect(readdirSync(repo.dir)).not.toContain('fresh');
  });
});

async function imported(repo: StateRepoFixture, state = 'state') {
  const context = repo.context({ format: 'json', state });
  const code = await importState(context, [], { org: 'acme' });
  return { code, ...context.printed };
}

async function loaded(repo: StateRepoFixture): Promise<OrgState> {
  const { files, problems } = await readStateDirectory(join(repo.dir, 'state'), 'state');
  const { state, problems: more } = loadState(files, { prefix: 'state', today: '2026-11-22' });
  expect([...problems, ...more]).toEqual([]);
  return state;
}

function rolesOf({ repos }: OrgState): unknown {
  return Object.fromEntries(
    [...repos].map(([name, { teams, collaborators }]) => [
      name,
      Object.fromEntries([...teams.values(), ...collaborators.values()].map(({ to, role }) => [to, role])),
    ]),
  );
}

function invite(repo: StateRepoFixture, body: object): Promise<void> {
  return asOwner(repo, 'POST', '/orgs/acme/invitations', body);
}

async function asOwner({ sandbox }: StateRepoFixture, method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(sandbox.url + path, {
    method,
    headers: { authorization: 'token as:zoe', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBeLessThan(300);
}
