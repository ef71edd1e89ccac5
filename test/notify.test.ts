import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../src/commands/context.ts';
import { type NotifyOptions, notifyCommand } from '../src/commands/notify.ts';
import { expectDone } from './support/applied-repo.ts';
import { anOrganization } from './support/organization-builder.ts';
import { refusal } from './support/real-repository.ts';
import { describeWith } from './support/services/required.ts';
import { type MailServer, missingMailServer, type Received, startMailServer } from './support/services/smtp.ts';
import { spawnRollcall } from './support/spawned.ts';
import { aStateRepo, type Ran, type StateRepoFixture } from './support/state-repo.ts';

const lost = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal'];

const start = lost
  .reduce(
    (org, login, at) => org.withMember(login, { id: 10 + at, employee: `E${at}` }),
    anOrganization().with({ stateRepository: 'acme/access' }),
  )
  .withOwner('root', { id: 1 })
  .withOwner('spare', { id: 2 })
  .withTeam('billing', { id: 77, members: lost })
  .withRepo('api', { id: 501, teams: { billing: 'write' } })
  .withRepo('access', { id: 502 });

const roster = `sources:
  - name: hr
    csv: { file: ../hr/people.csv }
    columns: { employee: id, login: login, status: status, email: mail }
    status: { active: [active], left: [gone] }
    expect: { atLeast: 3 }
`;

/** Where everybody is written to, but for those of whom nobody knows, or not for certain. */
const addresses: Readonly<Record<string, string>> = {
  ann: 'ann@example.org',
  bob: 'refused-bob@example.org',
  cat: 'cat@example.org, dan@example.org',
  dan: '',
  eve: 'shared@example.org',
  fay: 'Shared@example.org',
  gus: '"gus@example.org\r\nBcc: root@example.org"',
  hal: 'hal@example.org',
};

interface Told {
  readonly dryRun: boolean;
  readonly people: readonly { login: string; standing: string; channel: string; outcome: string; why: string | null }[];
  readonly comment: { readonly number: number; readonly failed: string | null } | null;
  readonly unread: readonly string[];
}

let repo: StateRepoFixture;

function hr(rows: Readonly<Record<string, string>>): void {
  const folder = join(repo.dir, '..', 'hr');
  mkdirSync(folder, { recursive: true });
  const lines = Object.entries(rows).map(([login, mail]) => {
    const cell = mail.startsWith('"') || !mail.includes(',') ? mail : `"${mail}"`;
    return `E${lost.indexOf(login)},${login},active,${cell}`;
  });
  writeFileSync(join(folder, 'people.csv'), `id,login,status,mail\n${lines.join('\n')}\n`);
}

async function notify(options: NotifyOptions, parts: Partial<Context> = {}): Promise<Ran> {
  const context = repo.context(parts);
  const code = await notifyCommand(context, options);
  return { code, ...context.printed };
}

async function toldBy(options: NotifyOptions, parts: Partial<Context> = {}): Promise<Told & { readonly code: number }> {
  const { code, out } = await notify(options, { ...parts, format: 'json' });
  return { code, ...(JSON.parse(out) as Told) };
}

/** `ann: told`, by channel. */
const outcomes = ({ people }: Told, channel: string): Readonly<Record<string, string>> =>
  Object.fromEntries(people.filter((one) => one.channel === channel).map(({ login, outcome }) => [login, outcome]));

/** Everybody in it loses the line, that is applied, and is given back, which is applied too: all are invited. */
beforeAll(async () => {
  repo = await aStateRepo(start.state);
  repo.commit('Say where HR is', { 'state/roster.yaml': roster });
  expectDone(await repo.apply());
  const without = (path: string): string => {
    const names = new RegExp(`\\b(${lost.join('|')})\\b`);
    return repo
      .read(path)
      .split('\n')
      .filter((line) => !names.test(line))
      .join('\n');
  };
  repo.commit('Lose them', {
    'state/users/employees.yaml': without('state/users/employees.yaml'),
    'state/teams/billing.yaml': without('state/teams/billing.yaml').replace(/members:\s*$/, 'members: []\n'),
  });
  expectDone(await repo.apply());
  repo.git('revert', '--no-edit', 'HEAD');
  repo.git('push', '--quiet');
  expectDone(await repo.apply());
  hr(addresses);
});
afterAll(() => repo?.close());

describe('notify', () => {
  it('has to be told how', async () => {
    expect(await refusal(notify({}))).toMatch(/^UsageError notify-how: Say how to tell them: --dir DIR/);
    expect(await refusal(notify({ pullRequest: Number.NaN }))).toMatch(/^UsageError notify-how/);
    expect(await refusal(notify({ dir: 'x', again: ['ann'] }))).toMatch(/^UsageError notify-again/);
    expect(await refusal(notify({ smtp: true }))).toMatch(/^UsageError no-mail-server/);
    const env = { ...repo.context().env, ROLLCALL_SMTP_URL: 'smtp://x:secret@h/path' };
    expect(await refusal(notify({ smtp: true }, { env }))).toMatch(/^UsageError bad-mail-server(?!.*secret)/);
  });

  it('writes one file a person for their own eyes, and touches none that says what it said', async () => {
    const first = await toldBy({ dir: '../notices' });
    expect([first.code, outcomes(first, 'dir')]).toEqual([0, Object.fromEntries(lost.map((login) => [login, 'told']))]);
    const folder = join(repo.dir, '../notices');
    expect(readdirSync(folder)).toEqual([...lost.map((login) => `${login}.txt`), 'index.json']);
    const path = join(folder, 'ann.txt');
    expect([statSync(path).mode & 0o777, statSync(join(folder, 'index.json')).mode & 0o777]).toEqual([0o600, 0o600]);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(
      /^\[acme\] You are invited, and have to accept\n\nHello ann,\n\nYou are invited, and have to accept\.\n\nYou have no access until you accept: https:\/\/github\.com\/orgs\/acme\/invitation\n/,
    );
    const before = statSync(path).ino;
    const again = await toldBy({ dir: '../notices' });
    expect(new Set(Object.values(outcomes(again, 'dir')))).toEqual(new Set(['told-before']));
    expect(statSync(path).ino).toBe(before);
    writeFileSync(path, 'half of');
    expect(outcomes(await toldBy({ dir: '../notices' }), 'dir')).toMatchObject({ ann: 'told', bob: 'told-before' });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('takes away the file of who is not concerned any more, and no other', async () => {
    const folder = join(repo.dir, '../notices');
    const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { people: object[] };
    index.people.push({ file: 'zed.txt' }, { file: '../ann.txt' }, { file: 'index.json' }, {});
    writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
    for (const name of ['zed.txt', 'mine.txt', '../ann.txt']) writeFileSync(join(folder, name), 'x');
    await toldBy({ dir: '../notices' });
    expect(['zed.txt', 'mine.txt', '../ann.txt'].map((name) => existsSync(join(folder, name)))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('says of a folder that it cannot write to', async () => {
    writeFileSync(join(repo.dir, '../a-file'), '');
    expect(await refusal(notify({ dir: '../a-file/below' }))).toMatch(/^UsageError notices-folder: .*ENOTDIR/);
  });

  it('changes nothing in a dry run, and prints what it would say', async () => {
    const status = () => repo.git('ls-remote', 'origin', 'refs/rollcall/status');
    const before = status();
    const { code, out } = await notify({ dir: '../dry', dryRun: true });
    expect(code).toBe(0);
    expect(out).toContain('This is a dry run. Nobody was told anything.\n8 people would be told now as files.');
    expect(out).toContain('Hello ann,\n\nYou are invited, and have to accept.');
    expect([existsSync(join(repo.dir, '../dry')), status()]).toEqual([false, before]);
  });

  it('keeps one comment on a pull request, which mentions nobody', async () => {
    repo.git('push', '--quiet', 'origin', 'HEAD:refs/heads/talk');
    repo.git('checkout', '--quiet', '-b', 'talk');
    repo.commit('Talk', { 'note.md': 'x\n' });
    repo.git('checkout', '--quiet', 'main');
    const { number } = await repo.as<{ number: number }>('root', 'POST', '/repos/acme/access/pulls', {
      title: 'Talk',
      head: 'talk',
      base: 'main',
    });
    const { code, out } = await notify({ pullRequest: number });
    expect([code, out]).toEqual([0, `Pull request ${number} has one comment that tells where everybody stands.\n\n`]);
    expect((await notify({ pullRequest: number })).code).toBe(0);
    const comments = await repo.as<{ body: string }[]>('root', 'GET', `/repos/acme/access/issues/${number}/comments`);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('### invited: 8 people');
    expect(comments[0]?.body).toContain('\n- `ann`: until ');
    expect(await toldBy({ pullRequest: 999 })).toMatchObject({ code: 4, comment: { number: 999 } });
  });
});

describeWith(missingMailServer)('notify by mail', () => {
  let exim: MailServer;
  beforeAll(async () => {
    exim = await startMailServer();
  });
  afterAll(() => exim?.stop());

  const env = (port = exim.port): Context['env'] => ({
    ...repo.context().env,
    ROLLCALL_SMTP_URL: `smtp://127.0.0.1:${port}`,
    ROLLCALL_SMTP_FROM: 'Zugänge <access@example.org>',
  });
  const mail = (options: NotifyOptions = {}, parts: Partial<Context> = {}) =>
    toldBy({ smtp: true, ...options }, { env: env(), ...parts });
  const to = async (address: string, atLeast: number): Promise<readonly Received[]> => {
    const theirs = async () => (await exim.received(0)).filter(({ envelopeTo }) => envelopeTo === address);
    await expect.poll(async () => (await theirs()).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(atLeast);
    return theirs();
  };
  const record = (): string => {
    repo.git('fetch', '--quiet', 'origin', 'refs/rollcall/status');
    return repo.git('show', 'FETCH_HEAD:notices.jsonl');
  };

  it('shows in a dry run whom it would tell, and has no address in it', async () => {
    const { out, code } = await notify({ smtp: true, dryRun: true }, { env: env() });
    expect(code).toBe(4);
    expect(out).toContain('3 people would be told now by mail.');
    expect(out).not.toMatch(/@example/);
    expect(await exim.received(0)).toEqual([]);
  });

  it('leaves everybody untold where the server is down, and claims nobody', async () => {
    const told = await mail({}, { env: env(1) });
    expect(told.code).toBe(4);
    expect(told.unread).toEqual([expect.stringMatching(/^The mail server of ROLLCALL_SMTP_URL cannot be reached/)]);
    expect(outcomes(told, 'smtp')).toMatchObject({ ann: 'failed', hal: 'failed', dan: 'no-address' });
    expect(() => record()).toThrow(/notices\.jsonl/);
  });

  it('tells each person alone, once, and lists whom it could not tell', async () => {
    const told = await mail();
    expect(told.code).toBe(4);
    expect(told.people.map(({ login, outcome, why }) => [login, outcome, why])).toEqual([
      ['ann', 'told', null],
      ['bob', 'failed', 'the mail server refused it (550)'],
      ['cat', 'failed', 'what HR has is not one e-mail address'],
      ['dan', 'no-address', 'HR has no address'],
      ['eve', 'failed', 'HR has the same address for several people'],
      ['fay', 'failed', 'HR has the same address for several people'],
      ['gus', 'failed', 'what HR has is not one e-mail address'],
      ['hal', 'told', null],
    ]);
    const [message, ...others] = await to('ann@example.org', 1);
    expect(others).toEqual([]);
    expect(message?.subject).toBe('[acme] You are invited, and have to accept');
    expect(message?.text).toContain(
      'Hello ann,\n\nYou are invited, and have to accept.\n\nYou have no access until you accept:',
    );
    expect(message?.text).not.toMatch(/hal|bob/);
    expect(message?.headers.get('to')).toBe('ann@example.org');
    expect(await to('hal@example.org', 1)).toHaveLength(1);
    const second = await mail();
    expect(outcomes(second, 'smtp')).toMatchObject({ ann: 'told-before', hal: 'told-before', bob: 'failed' });
    expect(await exim.received(2)).toHaveLength(2);
  });

  it('writes down login, standing, since and channel, and no address', async () => {
    const [first, ...lines] = record().split('\n');
    expect(first).toBe('{"version":1}');
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.map(({ login, standing, channel, state }) => [login, standing, channel, state])).toEqual([
      ['ann', 'invited', 'smtp', 'told'],
      ['hal', 'invited', 'smtp', 'told'],
    ]);
    expect(record()).not.toContain('@');
  });

  it('tells what HR corrects, and who is named with --again', async () => {
    hr({ ...addresses, bob: 'bob@example.org', eve: 'eve@example.org' });
    expect(outcomes(await mail(), 'smtp')).toMatchObject({ ann: 'told-before', bob: 'told', eve: 'told', fay: 'told' });
    expect(outcomes(await mail({ again: ['ANN'] }), 'smtp')).toMatchObject({ ann: 'told', bob: 'told-before' });
    expect(await to('ann@example.org', 2)).toHaveLength(2);
    expect(await refusal(mail({ again: ['nobody'] }))).toMatch(/^UsageError notify-again: --again nobody/);
  });

  it('tells nobody by mail where HR data is not believed', async () => {
    hr({ ann: 'mallory@example.org' });
    const told = await mail();
    expect([told.code, told.people]).toEqual([4, []]);
    expect(told.unread[0]).toMatch(/^Nobody is told by mail, as HR data is not believed/);
    hr({ ...addresses, bob: 'bob@example.org', eve: 'eve@example.org' });
  });

  it('tells the next standing once, by two runs at once too', async () => {
    await repo.control('POST', 'accept', { login: 'ann' });
    await repo.control('POST', 'accept', { login: 'hal' });
    const both = await Promise.all([mail(), mail()]);
    for (const login of ['ann', 'hal']) {
      const said = both.map((one) => outcomes(one, 'smtp')[login] ?? '').sort();
      expect(said.filter((outcome) => outcome === 'told')).toEqual(['told']);
    }
    expect(outcomes(await mail(), 'smtp')).toMatchObject({ ann: 'told-before', hal: 'told-before' });
    expect(await to('ann@example.org', 3)).toHaveLength(3);
    expect((await to('ann@example.org', 3)).at(-1)?.subject).toMatch(/^\[acme\] You (have all your access|are in)/);
  });

  it('names whom a killed run perhaps told, and does not tell them again by itself', async () => {
    await repo.control('POST', 'accept', { login: 'bob' });
    const way = await silentWayTo(exim.port);
    const parts = env(way.port) as Record<string, string>;
    const { process: child, ended } = spawnRollcall(repo.dir, ['--format', 'json', 'notify', '--smtp'], parts);
    // The server has the message, and its answer never comes.
    await to('bob@example.org', 2);
    child.kill('SIGKILL');
    await ended;
    way.close();
    const left = record()
      .split('\n')
      .filter((line) => line.includes('"state":"claimed"'));
    expect(left.map((line) => (JSON.parse(line) as { login: string }).login)).toEqual(['bob']);
    const next = await mail();
    expect(next.code).toBe(4);
    const { outcome, why } = next.people.find(({ login }) => login === 'bob') ?? {};
    expect([outcome, why]).toEqual(['perhaps', expect.stringMatching(/perhaps sent.*--again bob$/)]);
    expect(await to('bob@example.org', 2)).toHaveLength(2);
    expect(outcomes(await mail({ again: ['bob'] }), 'smtp')['bob']).toBe('told');
    expect(await to('bob@example.org', 3)).toHaveLength(3);
    expect(outcomes(await mail(), 'smtp')['bob']).toBe('told-before');
  });

  it('says in text and Markdown what was told to whom and what was left', async () => {
    const text = await notify({ smtp: true }, { env: env() });
    expect(text.out).toContain('5 people were told before by mail.');
    expect(text.out).toContain('  cat: what HR has is not one e-mail address');
    const page = await notify({ smtp: true }, { env: env(), format: 'markdown' });
    expect(page.out).toContain('- `cat`: what HR has is not one e\\-mail address');
    expect(text.out + text.log + page.out + page.log).not.toMatch(/@example/);
  });
});

/** A way to the server on which nothing comes back once a whole message has gone there. */
async function silentWayTo(port: number): Promise<{ readonly port: number; close(): void }> {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    far.pipe(near);
    near.on('data', (data) => {
      if (data.includes('\r\n.\r\n')) far.unpipe(near);
      far.write(data);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
