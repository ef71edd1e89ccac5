import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DefaultBranch } from '../src/commands/propose/default-branch.ts';
import { type Ready, sendAll } from '../src/commands/notify/send-all.ts';
import type { Context } from '../src/commands/context.ts';
import { readNotices } from '../src/git/notices.ts';
import { remoteOf } from '../src/git/remote.ts';
import { openStateRepository } from '../src/git/repository.ts';
import { keyOf } from '../src/model/identity.ts';
import { noticeOf } from '../src/model/notice.ts';
import { cleanEnvironment, realRepository, runGit, withRemote } from './support/real-repository.ts';
import { describeWith } from './support/services/required.ts';
import { type MailServer, missingMailServer, startMailServer } from './support/services/smtp.ts';

const many = 3_500;

describeWith(missingMailServer)('3,500 people', () => {
  let exim: MailServer;
  beforeAll(async () => {
    exim = await startMailServer();
  });
  afterAll(() => exim?.stop());

  async function sent(people: number, context: Partial<Context> = {}) {
    const real = realRepository();
    real.commit({ a: '1' });
    const bare = withRemote(real);
    const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
    const branch = { repository, remote: await remoteOf(repository) } as DefaultBranch;
    const from = { name: '', address: 'access@example.org' };
    const server = { host: '127.0.0.1', port: exim.port, tls: 'none', login: undefined, from } as const;
    const run = { id: 'one', at: '2026-11-22T10:00:00Z', about, again: new Map() };
    const ready = Array.from({ length: people }, (_, n) => readyFor(`p${n}-of-${people}`));
    const used = {
      env: { ROLLCALL_PACING: 'off' },
      log: () => undefined,
      signal: new AbortController().signal,
      ...context,
    };
    const { tellings, stopped } = await sendAll(used as Context, { branch, server }, run, ready);
    const received = async () =>
      (await exim.received(0)).filter(({ envelopeTo }) => envelopeTo.endsWith(`-of-${people}@example.org`));
    return {
      outcomes: counts([...tellings.values()].map(({ outcome }) => outcome)),
      stopped,
      received,
      recorded: counts((await readNotices(repository, branch.remote)).map(({ state }) => state)),
      pushes: Number(runGit(bare, ['rev-list', '--count', 'refs/rollcall/status'])),
    };
  }

  it('are told by mail, each once, in the pushes that so many batches take', async () => {
    const { outcomes, stopped, received, recorded, pushes } = await sent(many);
    expect([outcomes, recorded, stopped]).toEqual([{ told: many }, { told: many }, []]);
    await expect.poll(async () => (await received()).length, { timeout: 120_000, interval: 500 }).toBe(many);
    expect(new Set((await received()).map(({ envelopeTo }) => envelopeTo)).size).toBe(many);
    expect(pushes).toBe(many / 50 + 1);
  }, 300_000);

  it('leave no claim behind where the run is interrupted', async () => {
    const interrupted = new AbortController();
    const { outcomes, stopped, recorded, received } = await sent(120, {
      signal: interrupted.signal,
      log: () => interrupted.abort(),
    });
    expect([outcomes, recorded]).toEqual([{ told: 50, failed: 70 }, { told: 50 }]);
    expect(stopped).toEqual(['The run was interrupted before everybody was told.']);
    await expect.poll(async () => (await received()).length, { timeout: 20_000 }).toBe(50);
  });
});

const about = { organization: 'acme', invitationPage: 'https://github.com/orgs/acme/invitation' };

function readyFor(login: string): Ready {
  const person = { login, standing: 'invited', since: null, until: null, reason: '', outstanding: [] } as const;
  return { person, notice: noticeOf({ ...person, login: keyOf(login) }, 'smtp'), address: `${login}@example.org` };
}

function counts(words: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}
