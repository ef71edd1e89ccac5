import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme, expectDone } from './support/applied-repo.ts';
import { spawnRollcall } from './support/spawned.ts';
import { aStateRepo, type Ran, type StateRepoFixture } from './support/state-repo.ts';

let repo: StateRepoFixture;
let cwd: string;
let env: Readonly<Record<string, string>>;
const edited = acme.withoutUser('bob').withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'] });

beforeAll(async () => {
  repo = await aStateRepo(acme.state);
  expectDone(await repo.apply());
  repo.commitState('Bob leaves', edited.state);
});
afterAll(() => repo.close());
beforeEach(async () => {
  await repo.control('DELETE', 'requests');
  cwd = repo.clone();
  env = {
    PATH: process.env['PATH'] ?? '',
    GITHUB_API_URL: repo.sandbox.url,
    GITHUB_TOKEN: repo.sandbox.token,
    ROLLCALL_PACING: 'off',
  };
});

/** Runs the real command line. */
function rollcall(...args: string[]): Promise<Ran> {
  return spawnRollcall(cwd, args, env).ended;
}

/** What the command would print to stderr; undefined where it did not fail. */
async function failure(options: { full?: true } = {}): Promise<string | undefined> {
  return repo.apply(options, { cwd, env }).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

async function writes(): Promise<number> {
  return (await repo.requests()).writes;
}

describe('the command line exits 1, with a message on stderr and nothing on stdout,', () => {
  it.each(['plan', 'apply'])('%s without a token', async (command) => {
    env = { GITHUB_API_URL: repo.sandbox.url };
    const run = await rollcall(command);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.log).toContain('There is no token for GitHub. Set GITHUB_TOKEN');
    expect(await writes()).toBe(0);
  });

  it('where the server is down', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    env = { ...env, GITHUB_API_URL: `http://127.0.0.1:${port}` };
    const run = await rollcall('apply');
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.log).toContain(`No answer from http://127.0.0.1:${port}`);
    expect(run.log).toContain('Check GITHUB_API_URL and the network.');
  });

  it('outside a git repository', async () => {
    cwd = mkdtempSync(join(tmpdir(), 'rollcall-nowhere-'));
    const missing = await rollcall('apply');
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.log).toContain('state is not there');
    const run = await rollcall('apply', '--state', '.');
    rmSync(cwd, { recursive: true });
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.log).toContain('is not in a git checkout');
  });
});

it('an invalid state exits 1 with all of its problems at once, and GitHub is not even asked', async () => {
  repo.git('-C', cwd, 'rm', '--quiet', 'state/teams/engineering.yaml');
  repo.git('-C', cwd, 'mv', 'state/users/outside.yaml', 'state/users/outside-2.yaml');
  repo.git('-C', cwd, 'config', 'user.name', 'Test');
  writeFileSync(join(cwd, 'state/users/outside-2.yaml'), 'users:\n  olga: { id: 1009, role: outsider }\n');
  repo.git('-C', cwd, 'add', '--all');
  repo.git('-C', cwd, 'commit', '--quiet', '-m', 'Break it');
  repo.git('-C', cwd, 'push', '--quiet', 'origin', 'HEAD:broken');
  const run = await rollcall('apply');
  expect(run.code).toBe(1);
  const problems = run.out.split('\n').filter((line) => /^state\/[^:]+:\d+:\d+: /u.test(line));
  expect(problems.length).toBeGreaterThan(1);
  expect(run.out).toContain('engineering');
  expect(run.out).toContain('outsider');
  expect(run.log).toContain('rollcall validate');
  expect((await repo.requests()).total).toBe(0);
});

describe("an address that is not GitHub's API", () => {
  it('answers 404 on every path', async () => {
    env = { ...env, GITHUB_API_URL: `${repo.sandbox.url}/nowhere` };
    expect(await failure()).toMatch(/GITHUB_API_URL|refuses or hides/u);
  });

  it('answers with a web page', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Welcome</html>');
    }).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    env = { ...env, GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    expect(await failure()).toMatch(/did not answer with JSON .* GITHUB_API_URL must be/u);
    server.close();
  });

  it('holds a password: refused without printing it', async () => {
    env = { ...env, GITHUB_API_URL: 'https://user:secret@github.example' };
    const said = await failure();
    expect(said).toContain('GITHUB_API_URL holds a user or password');
    expect(said).not.toContain('secret');
  });

  it.each(['not a url', 'ftp://github.com'])('is %s', async (url) => {
    env = { ...env, GITHUB_API_URL: url };
    expect(await failure()).toMatch(/GITHUB_API_URL/u);
  });
});

describe('a token', () => {
  it('that is not accepted', async () => {
    env = { ...env, GITHUB_TOKEN: 'ghp_0123456789' };
    const said = await failure();
    expect(said).toContain('The token is not accepted');
    expect(said).not.toContain('ghp_0123456789');
  });

  it('of a plain member has not the rights, and nothing is planned from what it may see', async () => {
    env = { ...env, GITHUB_TOKEN: 'as:carol' };
    for (const full of [{}, { full: true }] as const) expect(await failure(full)).toMatch(/token.*base permission/u);
    expect(await writes()).toBe(0);
  });

  it('of an organisation that is not there', async () => {
    repo.git('-C', cwd, 'switch', '--quiet', '--detach');
    writeFileSync(join(cwd, 'state/organization.yaml'), 'name: ajax\n');
    expect(await failure()).toMatch(/the organisation ajax/u);
  });
});

describe('git', () => {
  it('without a remote', async () => {
    repo.git('-C', cwd, 'remote', 'remove', 'origin');
    expect(await failure()).toContain('This checkout has no remote');
  });

  it('with a remote that is not there', async () => {
    repo.git('-C', cwd, 'remote', 'set-url', 'origin', '/nowhere/at/all.git');
    expect(await failure()).toContain('The remote origin could not be read');
  });

  it('without a commit', async () => {
    repo.git('-C', cwd, 'switch', '--quiet', '--orphan', 'empty');
    mkdirSync(join(cwd, 'state'), { recursive: true });
    writeFileSync(join(cwd, 'state/organization.yaml'), 'name: acme\n');
    expect(await failure()).toContain('There is no commit yet');
  });

  it('with an empty remote', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'rollcall-empty-'));
    repo.git('-C', bare, 'init', '--quiet', '--bare');
    repo.git('-C', cwd, 'remote', 'set-url', 'origin', bare);
    expect(await failure()).toContain('has no default branch');
    rmSync(bare, { recursive: true });
  });
});

describe('GitHub', () => {
  it.each([
    ['an outage of everything', { match: '* /(orgs|graphql|repos)', status: 502, body: '<html>Unicorn!</html>' }],
    ['a refused list', { match: 'GET /orgs/acme/invitations', status: 403 }],
    ['a hidden list', { match: 'GET /orgs/acme/failed_invitations', status: 404 }],
    ['a list that is null', { match: 'GET /orgs/acme/outside_collaborators', status: 200, body: null }],
  ])('with %s: nothing is planned, and nothing is written', async (_, fault) => {
    await repo.control('POST', 'faults', { ...fault, times: 1000 });
    const said = await failure({ full: true });
    await repo.control('DELETE', 'faults');
    expect(said).toMatch(/GitHub/u);
    expect(await writes()).toBe(0);
  });
});
