import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DefaultBranch } from '../src/commands/propose/default-branch.ts';
import { sendAll } from '../src/commands/notify/send-all.ts';
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

  it('are told by mail, each once, in the pushes that so many batches take', async () => {
    const real = realRepository();
    real.commit({ a: '1' });
    const bare = withRemote(real);
    const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
    const branch = { repository, remote: await remoteOf(repository) } as DefaultBranch;
    const server = {
      host: '127.0.0.1',
      port: exim.port,
      tls: 'none',
      login: undefined,
      from: { name: '', address: 'access@example.org' },
    } as const;
    const ready = Array.from({ length: many }, (_, n) => {
      const person = {
        login: `p${n}`,
        standing: 'invited',
        since: null,
        until: null,
        reason: '',
        outstanding: [],
      } as const;
      return {
        person,
        notice: noticeOf({ ...person, login: keyOf(person.login) }, 'smtp'),
        address: `p${n}@example.org`,
      };
    });
    const context = { env: { ROLLCALL_PACING: 'off' }, log: () => undefined, signal: new AbortController().signal };
    const about = { organization: 'acme', invitationPage: 'https://github.com/orgs/acme/invitation' };
    const run = { id: 'one', at: '2026-11-22T10:00:00Z', about, again: new Map() };
    const { tellings, stopped } = await sendAll(context as unknown as Context, { branch, server }, run, ready);
    expect(stopped).toEqual([]);
    expect(new Set([...tellings.values()].map(({ outcome }) => outcome))).toEqual(new Set(['told']));
    const received = await exim.received(many);
    expect(new Set(received.map(({ envelopeTo }) => envelopeTo)).size).toBe(many);
    expect(received).toHaveLength(many);
    expect((await readNotices(repository, branch.remote)).filter(({ state }) => state === 'told')).toHaveLength(many);
    expect(runGit(bare, ['rev-list', '--count', 'refs/rollcall/status'])).toBe(String(many / 50 + 1));
  }, 300_000);
});
