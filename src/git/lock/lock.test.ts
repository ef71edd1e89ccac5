import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aTaker, elsewhere, hook, inHours, lockOf, put } from '../../../test/support/locking.ts';
import { cleanEnvironment, realRepository, refusal, runGit } from '../../../test/support/real-repository.ts';
import { messageOf } from './holder.ts';
import { lockRef } from './lock.ts';
import { thisMachine } from './machine.ts';

describe('the lock', () => {
  it('is held by one run until it is released, and tells who that is', async () => {
    const { take, standing, bare } = await aTaker();
    const lock = lockOf(await take('first'));
    expect(lock.takenOver).toBeNull();
    const heldBy = { owner: 'alice', run: 'first', leaseSeconds: 180, pid: process.pid, machine: await thisMachine() };
    expect(await take('second')).toMatchObject({ heldBy });
    expect(runGit(bare, ['log', '-1', '--format=%an <%ae> %s', lockRef])).toMatch(
      /^rollcall <rollcall@rollcall\.invalid> Rollcall's lock: alice, run first, since 2/,
    );
    await Promise.all([lock.release(), lock.release()]);
    expect(standing()).toBe('');
    expect(lockOf(await take('second')).takenOver).toBeNull();
  });

  it('goes to exactly one of eight who want it at once, and the others see who that is', async () => {
    const { real, bare } = await aTaker();
    const others = Array.from({ length: 4 }, () => realRepository({ url: `file://${bare}` }));
    const takers = await Promise.all([real, real, real, real, ...others].map((folder) => aTaker(folder)));
    const takings = await Promise.all(takers.map(({ take }, index) => take(`run-${index}`)));
    const winners = takings.flatMap((taking, index) => ('lock' in taking ? [index] : []));
    expect(winners).toHaveLength(1);
    const seen = takings.flatMap((taking) => ('heldBy' in taking ? [taking.heldBy.run] : []));
    expect(seen).toEqual(Array.from({ length: 7 }, () => `run-${winners[0]}`));
  });

  it('is taken in a shallow clone, where a holder can be read too', async () => {
    const { bare, real, take } = await aTaker();
    real.commit({ a: '2' });
    real.git('push', '--quiet');
    const shallow = await aTaker(realRepository({ url: `file://${bare}`, options: ['--depth=1'] }));
    lockOf(await take('first'));
    expect(await shallow.take('second')).toMatchObject({ heldBy: { run: 'first' } });
    expect(shallow.real.git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(shallow.real.git('for-each-ref', lockRef)).toBe('');
  });

  it('is waited for, with one line that says for whom', async () => {
    const { take, logged } = await aTaker();
    const lock = lockOf(await take('first'));
    setTimeout(() => void lock.release(), 700);
    lockOf(await take('second', { waitMs: 20_000 }));
    expect(logged).toEqual([
      expect.stringMatching(/^Waiting for the lock: alice holds it since 2\S+Z \(run first\)\.$/),
    ]);
  });

  it('is not waited for after an interruption', async () => {
    const { real, take } = await aTaker();
    put(real, messageOf(elsewhere()));
    const started = performance.now();
    const waiting = take('second', { waitMs: 60_000, signal: AbortSignal.timeout(300) });
    expect(await refusal(waiting)).toMatch(/^RollcallError interrupted: /);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('a dead holder', () => {
  it('on this machine is known by its process, and its lock is taken over at once', async () => {
    const { real, take, logged } = await aTaker();
    const child = await lockingProcess(real.folder);
    expect(await take('second')).toMatchObject({ heldBy: { run: 'child', pid: child.pid } });
    child.kill('SIGKILL');
    await new Promise((done) => child.once('close', done));
    expect(lockOf(await take('second')).takenOver).toMatchObject({ run: 'child', pid: child.pid });
    expect(logged).toEqual([]);
  });

  it('elsewhere is known by its lease, with a minute for clocks that differ', async () => {
    const { real, take } = await aTaker();
    const holder = elsewhere({ renewedAt: inHours(-235 / 3600)().toISOString() });
    put(real, messageOf(holder));
    expect(await take('second')).toMatchObject({ heldBy: { run: 'theirs' } });
    expect(lockOf(await take('second', { now: inHours(6 / 3600) })).takenOver).toEqual(holder);
  });

  it('with a clock far ahead is known by a lease that was watched for its whole length', async () => {
    const { real, take } = await aTaker();
    const future = inHours(24)().toISOString();
    put(real, messageOf(elsewhere({ since: future, renewedAt: future, leaseSeconds: 1 })));
    expect(await take('second')).toMatchObject({ heldBy: { run: 'theirs' } });
    expect(lockOf(await take('second', { waitMs: 20_000 })).takenOver).toMatchObject({ run: 'theirs' });
  });

  it('is followed by exactly one of those who take over at once', async () => {
    const { real, take } = await aTaker();
    put(real, messageOf(elsewhere({ renewedAt: inHours(-1)().toISOString() })));
    const takings = await Promise.all(Array.from({ length: 5 }, (_, index) => take(`run-${index}`)));
    expect(takings.flatMap((taking) => ('lock' in taking ? [taking.lock.takenOver?.run] : []))).toEqual(['theirs']);
  });
});

it('says what to do where the remote refuses the ref', async () => {
  const { bare, take } = await aTaker();
  hook(bare, 'pre-receive', 'echo "not here" >&2; exit 1');
  const said = await refusal(take('first'));
  expect(said).toMatch(/^GitError lock-refused: .*allowed to push.*\n.*not here/s);
});

/** A process of its own that holds the lock as the run `child`. */
async function lockingProcess(folder: string): Promise<ChildProcess> {
  const path = (name: string): string => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));
  const code = `
    import { takeLock } from ${path('./lock.ts')};
    import { remoteOf } from ${path('../remote.ts')};
    import { openStateRepository } from ${path('../repository.ts')};
    const repository = await openStateRepository(${JSON.stringify(folder)}, '.');
    const options = { waitMs: 0, now: () => new Date(), signal: new AbortController().signal, log() {} };
    const taking = await takeLock(repository, await remoteOf(repository), { owner: 'child', run: 'child' }, options);
    console.log('lock' in taking);
    setInterval(() => {}, 1000);`;
  const node = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', code];
  const child = spawn(process.execPath, node, { env: cleanEnvironment, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await new Promise((done) => child.stdout.once('data', (chunk: Buffer) => done(chunk.toString())))).toBe(
    'true\n',
  );
  return child;
}
