import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../src/commands/context.ts';
import { type StatusOptions, statusCommand } from '../src/commands/status.ts';
import type { StandingName } from '../src/model/standing.ts';
import { expectDone } from './support/applied-repo.ts';
import { anOrganization, type OrganizationBuilder } from './support/organization-builder.ts';
import { aStateRepo, type Ran, type StateRepoFixture } from './support/state-repo.ts';

async function status(repo: StateRepoFixture, options: StatusOptions = {}, parts: Partial<Context> = {}): Promise<Ran> {
  const context = repo.context(parts);
  const code = await statusCommand(context, options);
  return { code, ...context.printed };
}

interface StatusJson {
  readonly since: string;
  readonly head: string;
  readonly applied: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly people: readonly {
    readonly login: string;
    readonly standing: StandingName;
    readonly since: string | null;
    readonly until: string | null;
    readonly reason: string;
    readonly outstanding: readonly object[];
  }[];
  readonly unread: readonly string[];
}

async function told(repo: StateRepoFixture, options: StatusOptions = {}): Promise<StatusJson & { exit: number }> {
  const { code, out, log } = await status(repo, options, { format: 'json' });
  if (!out.startsWith('{')) throw new Error(`no JSON: ${out}${log}`);
  return { ...(JSON.parse(out) as StatusJson), exit: code };
}

const standingsIn = ({ people }: StatusJson): Record<string, StandingName> =>
  Object.fromEntries(people.map(({ login, standing }) => [login, standing]));

const reasonOf = ({ people }: StatusJson, login: string): string =>
  people.find((person) => person.login === login)?.reason ?? '';

/** Members of the team, each with a direct grant. */
const members = ['ann', 'bea', 'cid', 'dov', 'eli', 'fay', 'gus', 'lee'];
const outsiders = ['ivy', 'jon', 'kim'];

function organization(without: readonly string[], suspended: boolean): OrganizationBuilder {
  const isHere = (login: string): boolean => !without.includes(login);
  const grants = (logins: readonly string[], role: string) =>
    Object.fromEntries(logins.filter(isHere).map((login) => [login, role]));
  const people = members
    .filter(isHere)
    .reduce((org, login) => org.withMember(login, { id: 100 + members.indexOf(login) }), anOrganization());
  return outsiders
    .filter(isHere)
    .reduce((org, login) => org.withOutside(login, { id: 200 + outsiders.indexOf(login), sponsor: 'root' }), people)
    .with({ stateRepository: 'acme/access' })
    .withOwner('root', { id: 1 })
    .withOwner('spare', { id: 2 })
    .withMember('hal', { id: 150, ...(suspended ? { suspended: '2026-11-20' } : {}) })
    .withMember('bystander', { id: 151 })
    .withTeam('engineering', { id: 70 })
    .withTeam('payments', {
      id: 77,
      parent: 'engineering',
      maintainers: ['ann'].filter(isHere),
      members: [...members.slice(1).filter(isHere), 'hal'],
    })
    .withRepo('api', {
      id: 501,
      teams: { payments: 'write' },
      collaborators: { ...grants(members, 'admin'), hal: 'maintain' },
    })
    .withRepo('docs', { id: 502, teams: { engineering: 'triage' }, collaborators: grants(outsiders, 'read') });
}

const everyone = organization([], false).state;
const afterMistake = organization([...members, ...outsiders], true).state;
const restored = organization(['lee'], false).state;

const affected = [...members, ...outsiders, 'hal'].sort();

describe('a removal that is given back after the window for reinstatement', () => {
  let repo: StateRepoFixture;
  let mistake = '';
  let restoration = '';
  const accept = (login: string) => repo.control('POST', 'accept', { login });

  beforeAll(async () => {
    repo = await aStateRepo(everyone);
    expectDone(await repo.apply());
    mistake = repo.commitState('Remove whom HR does not call active', afterMistake);
  }, 60_000);
  afterAll(() => repo.close());

  it('first: nothing of it is applied, and everybody is there as before', async () => {
    const now = await told(repo);
    expect(now).toMatchObject({ since: mistake, head: mistake, exit: 0, unread: [] });
    expect(now.people.map(({ login }) => login)).toEqual(affected);
    expect(now.counts).toEqual({ ...nobody, suspended: 1, removed: 11 });
    expect(reasonOf(now, 'ann')).toMatch(
      /^No line names them since \w{10}, and they are still a member: \w{10} is not applied yet\.$/,
    );
    expect(reasonOf(now, 'ivy')).toContain('still an outside collaborator');
    expect(reasonOf(now, 'hal')).toContain('not in effect: live still shows team payments and api');
  });

  it('then it is applied: they are gone, and who is suspended holds nothing', async () => {
    expectDone(await repo.apply());
    const now = await told(repo);
    expect(now).toMatchObject({ since: mistake, applied: mistake, exit: 0 });
    expect(now.counts).toEqual({ ...nobody, suspended: 1, removed: 11 });
    expect(reasonOf(now, 'ann')).toMatch(/they are neither a member nor invited to the organisation\.$/);
    expect(reasonOf(now, 'hal')).toBe(
      'Suspended as decided: a member, and in none of the teams and repositories that the state lists for them.',
    );
  });

  it('given back and not applied, everybody waits for that, and nobody is called restored', async () => {
    await repo.control('POST', 'clock', { advance: '120d' });
    restoration = repo.commitState('Give it back', restored);
    const now = await told(repo);
    expect(now.since).toBe(restoration);
    const { hal, ...others } = standingsIn(now);
    expect(hal).toBe('accepted');
    expect(new Set(Object.values(others))).toEqual(new Set(['waiting']));
    expect(reasonOf(now, 'ann')).toBe(`Not invited yet: ${restoration.slice(0, 10)} is not applied yet.`);
    expect(reasonOf(now, 'hal')).toBe(
      `A member, without team payments and maintain on api: ${restoration.slice(0, 10)} is not applied yet.`,
    );
  });

  it('applied: invited, back at once where the seat was kept, and told where GitHub refuses', async () => {
    await repo.control('POST', 'change', { setBlocked: { login: 'fay', blocked: true } });
    await repo.control('DELETE', 'requests');
    const applied = await repo.apply();
    expect(applied).toMatchObject({ code: 4 });
    const asked = (await repo.requests()).entries.filter(
      ({ method, path }) => method === 'POST' && path === '/orgs/acme/invitations',
    );
    expect(asked.length).toBe(7);
    const now = await told(repo);
    const { fay, hal, ...others } = standingsIn(now);
    expect([fay, hal]).toEqual(['failed', 'restored']);
    expect(new Set(Object.values(others))).toEqual(new Set(['invited']));
    expect(reasonOf(now, 'fay')).toContain('User is blocked');
    expect(now.people.find(({ login }) => login === 'bea')).toMatchObject({
      since: expect.stringMatching(/^2\d{3}-/) as string,
      until: expect.stringMatching(/^2\d{3}-/) as string,
      outstanding: [
        { kind: 'role', role: 'member' },
        { kind: 'team', team: 'payments', role: 'member' },
        { kind: 'repo', repo: 'api', role: 'admin' },
      ],
    });
  });

  it('people accept, decline, do not answer; grants come later, and a login is another by now', async () => {
    await repo.control('POST', 'change', { rename: { login: 'gus', to: 'gustav' } });
    await accept('ann');
    await accept('gustav');
    await accept('ivy');
    await repo.control('POST', 'decline', { login: 'cid' });
    await repo.control('POST', 'decline', { login: 'jon' });
    await repo.control('POST', 'fail', { login: 'eli', reason: 'no_more_seats' });
    const now = await told(repo);
    expect(standingsIn(now)).toEqual({
      ann: 'accepted',
      bea: 'invited',
      cid: 'left',
      dov: 'invited',
      eli: 'failed',
      fay: 'failed',
      gus: 'accepted',
      hal: 'restored',
      ivy: 'restored',
      jon: 'left',
      kim: 'invited',
    });
    expect(reasonOf(now, 'gus')).toMatch(
      /^A member, called gustav on GitHub now, without admin on api: no run gives it until/,
    );
    expect(reasonOf(now, 'eli')).toContain('as GitHub says: no_more_seats; sent 1 of 3 times');
    expect(reasonOf(now, 'cid')).toContain('they declined, or left since, or somebody cancelled it');
    expect(reasonOf(now, 'jon')).toContain(
      'though a run gave it: they declined or left, or somebody took it away by hand',
    );
  });

  it('days later some ran out, one was invited anew, and who has everything is restored', async () => {
    await repo.control('POST', 'clock', { advance: '8d' });
    const renamed = Object.fromEntries(
      ['users/employees.yaml', 'teams/payments.yaml', 'repos/api.yaml'].map((path) => [
        `state/${path}`,
        repo.read(`state/${path}`).replace(/\bgus\b/, 'gustav'),
      ]),
    );
    repo.commit('Write the login of today', renamed);
    expectDone(await repo.apply({ user: ['ann', 'gustav', 'bea'], full: true }));
    const now = await told(repo, { since: mistake });
    expect(standingsIn(now)).toEqual(lastOfAll);
    expect(now.counts).toEqual({ ...nobody, restored: 4, invited: 1, expired: 2, failed: 2, left: 2, removed: 1 });
    expect(reasonOf(now, 'dov')).toContain('ran out; sent 1 of 3 times, it is sent again');
    expect(now.exit).toBe(0);
  });

  it('every format says the same of everybody', async () => {
    const people = Object.entries(lastOfAll);
    const { people: told_ } = await told(repo, { since: mistake });
    const text = (await status(repo, { since: mistake }, { verbose: true })).out;
    const markdown = (await status(repo, { since: mistake }, { format: 'markdown' })).out;
    for (const [standing, count] of [
      ['restored', 4],
      ['invited', 1],
      ['expired', 2],
      ['failed', 2],
      ['left', 2],
      ['removed', 1],
    ] as const) {
      expect(text).toContain(`\n${standing} (${count}): `);
      expect(markdown).toMatch(new RegExp(`(### |<summary>)${count} ${standing}: `));
    }
    for (const [login, standing] of people) {
      const section = text.slice(text.indexOf(`\n${standing} (`)).split('\n\n')[0] ?? '';
      expect(section).toMatch(new RegExp(`^  ${login} +`, 'm'));
      expect(section).toContain(told_.find((person) => person.login === login)?.reason);
      const table = markdown.slice(markdown.indexOf(` ${standing}: `)).split(/\n### |<details>/)[0] ?? '';
      expect(table).toContain(`| \`${login}\` |`);
    }
    const quiet = (await status(repo, { since: mistake })).out;
    expect(quiet).toContain('restored (4): restored: all that the state gives was seen (--verbose names them)');
    expect(quiet).not.toMatch(/^ {2}ann /m);
  });

  it('the page stands in the directory, for its owner alone', async () => {
    const { log } = await status(repo, { since: mistake, html: 'page' });
    const path = join(repo.dir, 'page', 'index.html');
    expect(readFileSync(path, 'utf8')).toContain('gustav');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(repo.dir, 'page'))).toEqual(['index.html']);
    expect(log).toContain(`${path} was written. It names people`);
    rmSync(join(repo.dir, 'page'), { recursive: true });
  });

  it('whoever is restored has been so since it was first seen, and since then alone', async () => {
    const first = await told(repo, { since: mistake });
    await repo.control('POST', 'clock', { advance: '1h' });
    const later = await told(repo, { since: mistake });
    const sinceOf = ({ people }: StatusJson, name: string) => people.find(({ login }) => login === name)?.since;
    expect(sinceOf(later, 'ann')).toBe(sinceOf(first, 'ann'));
    expect(sinceOf(later, 'hal')).toBe(sinceOf(first, 'hal'));
    expect(Date.parse(sinceOf(later, 'hal') ?? '')).toBeLessThan(Date.parse(sinceOf(later, 'ann') ?? ''));
  });

  it('the change is named by a commit, an expression, a date or a time', async () => {
    const ofEach = async (since?: string): Promise<[string, number]> => {
      const { people, since: commit } = await told(repo, since === undefined ? {} : { since });
      return [commit, people.length];
    };
    const [newest, , , first] = repo.git('rev-list', 'HEAD').split('\n');
    expect(await ofEach()).toEqual([newest, 1]);
    expect(await ofEach(restoration)).toEqual([restoration, 11]);
    expect(await ofEach(mistake)).toEqual([mistake, 12]);
    expect(await ofEach(`${restoration}~1`)).toEqual([mistake, 12]);
    expect(await ofEach('applied')).toEqual([mistake, 12]);
    expect(await ofEach(first)).toEqual([mistake, 12]);
    expect(await ofEach('applied~1')).toEqual([mistake, 12]);
    expect(await ofEach('HEAD')).toEqual([newest, 1]);
    expect(await ofEach('2026-01-01')).toEqual([mistake, 12]);
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect(await ofEach(anHourAgo.slice(0, 10))).toEqual([mistake, 12]);
    expect(await ofEach(`${anHourAgo.slice(0, 16)}Z`)).toEqual([mistake, 12]);
    await expect(status(repo, { since: 'nowhere' })).rejects.toThrow('No commit is called "nowhere"');
    await expect(status(repo, { since: '2026-02-31' })).rejects.toThrow('is no date');
    repo.git('checkout', '--quiet', '-b', 'beside');
    repo.git('commit', '--quiet', '--allow-empty', '-m', 'Beside');
    await expect(status(repo, { since: 'beside' })).rejects.toThrow('is not on main');
    repo.git('checkout', '--quiet', 'main');
  });

  it('a part that cannot be read makes unknown only those for whom it decides', async () => {
    await repo.control('POST', 'faults', { match: 'GET /orgs/acme/failed_invitations', status: 502, times: 99 });
    const noInvitations = await told(repo, { since: mistake });
    await repo.control('DELETE', 'faults');
    expect(noInvitations.exit).toBe(4);
    expect(noInvitations.unread.join()).toContain('Could not read the invitations');
    const unknown = Object.keys(lastOfAll).filter((login) =>
      ['bea', 'cid', 'dov', 'eli', 'fay', 'lee'].includes(login),
    );
    expect(standingsIn(noInvitations)).toEqual({
      ...lastOfAll,
      ...Object.fromEntries(unknown.map((login) => [login, 'unknown'])),
    });

    await repo.control('POST', 'faults', { match: 'GET /repos/acme/docs/invitations', status: 403, times: 99 });
    const noRepoInvitations = await told(repo, { since: mistake });
    await repo.control('DELETE', 'faults');
    expect(standingsIn(noRepoInvitations)).toEqual({ ...lastOfAll, jon: 'unknown', kim: 'unknown' });
    expect(noRepoInvitations.exit).toBe(4);
  });

  it('where GitHub answers nothing, everybody is unknown, and nobody is gone', async () => {
    await repo.control('POST', 'faults', {
      match: '* /(orgs|repos|graphql|user)',
      status: 403,
      times: 9999,
    });
    const now = await told(repo, { since: mistake });
    await repo.control('DELETE', 'faults');
    expect(now.exit).toBe(4);
    expect(now.counts).toEqual({ ...nobody, unknown: 12 });
    // What nobody could see changed nobody's standing.
    expect(standingsIn(await told(repo, { since: mistake }))).toEqual(lastOfAll);
  });

  it('a remote that takes no push is told, and the standings stand', async () => {
    const hook = join(repo.dir, '..', 'remote.git', 'hooks', 'pre-receive');
    writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await repo.control('POST', 'accept', { login: 'bea' });
    const { code, out, log } = await status(repo, { since: mistake });
    rmSync(hook);
    expect(code).toBe(0);
    expect(log).toContain('What was seen could not be kept for later runs');
    expect(out).toContain('accepted (1)');
  });

  it('needs a remote, and a token', async () => {
    await expect(status(repo, {}, { env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } })).rejects.toThrow(
      'There is no token',
    );
    const url = repo.git('remote', 'get-url', 'origin');
    repo.git('remote', 'remove', 'origin');
    await expect(status(repo)).rejects.toThrow('no remote');
    repo.git('remote', 'add', 'origin', url);
  });
});

describe('a change that touched nobody', () => {
  it('is said in every format', async () => {
    const repo = await aStateRepo(anOrganization().withOwner('root', { id: 1 }).state);
    try {
      const { exit, people, counts } = await told(repo);
      expect({ exit, people, counts }).toEqual({ exit: 0, people: [], counts: nobody });
      expect((await status(repo)).out).toContain('0 people touched');
      expect((await status(repo, {}, { format: 'markdown' })).out).toContain('It touched nobody.');
      const { entries } = await repo.requests();
      expect(entries.filter(({ path }) => !path.endsWith('/orgs/acme') && path !== '/graphql')).toEqual([]);
    } finally {
      await repo.close();
    }
  });
});

const lastOfAll: Readonly<Record<string, StandingName>> = {
  ann: 'restored',
  bea: 'invited',
  cid: 'left',
  dov: 'expired',
  eli: 'failed',
  fay: 'failed',
  gustav: 'restored',
  hal: 'restored',
  ivy: 'restored',
  jon: 'left',
  kim: 'expired',
  lee: 'removed',
};

const nobody = { restored: 0, accepted: 0, invited: 0, expired: 0, failed: 0, waiting: 0, left: 0, unknown: 0 };
