import { renameSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aTaker, elsewhere, hook, inHours, lockOf, put } from '../../../test/support/locking.ts';
import { runGit } from '../../../test/support/real-repository.ts';
import { GitError } from '../../model/errors.ts';
import type { Git } from '../git.ts';
import { messageOf } from './holder.ts';
import { lockRef } from './lock.ts';

it('is renewed for as long as the run works, so that nobody waiting gets it', async () => {
  const { take, standing } = await aTaker();
  const lock = lockOf(await take('first', { leaseSeconds: 3 }));
  const at = standing();
  expect(await take('second', { waitMs: 3500 })).toMatchObject({ heldBy: { run: 'first' } });
  expect(standing()).not.toBe(at);
  expect(lock.lost.aborted).toBe(false);
  await lock.release();
  expect(standing()).toBe('');
});

describe('a lock that is lost', () => {
  it('is known at the next renewal, and the other keeps it', async () => {
    const { real, take, standing, logged } = await aTaker();
    const lock = lockOf(await take('first', { leaseSeconds: 2 }));
    put(real, messageOf(elsewhere()));
    const at = standing();
    await expect.poll(() => lock.lost.aborted, { timeout: 5000 }).toBe(true);
    expect(String(lock.lost.reason)).toMatch(/^GitError: The lock .* was lost: another run took it over/);
    await lock.release();
    expect(standing()).toBe(at);
    expect(logged).toEqual([]);
  });

  it('is known before the lease is over, where the remote does not answer', async () => {
    const { bare, take } = await aTaker();
    const lock = lockOf(await take('first', { leaseSeconds: 3 }));
    const since = /since (\S+)/.exec(runGit(bare, ['log', '-1', '--format=%s', lockRef]))?.[1] ?? '';
    renameSync(bare, `${bare}-away`);
    onTestFinished(() => renameSync(`${bare}-away`, bare));
    await new Promise((done) => lock.lost.addEventListener('abort', done));
    expect(Date.now() - Date.parse(since)).toBeLessThan(3000);
    expect(String(lock.lost.reason)).toContain('its lease could not be renewed in time');
  });

  it('is known by the other clock, where the computer slept', async () => {
    const { take } = await aTaker();
    let hours = 0;
    const lock = lockOf(await take('first', { leaseSeconds: 10, now: () => inHours(hours)() }));
    hours = 1;
    await expect.poll(() => lock.lost.aborted, { timeout: 2000 }).toBe(true);
  });

  it('is known to whoever asks after the process stood still, before any of its timers has run', async () => {
    const { take } = await aTaker();
    let hours = 0;
    const lock = lockOf(await take('first', { now: () => inHours(hours)() }));
    expect(lock.lost.aborted).toBe(false);
    hours = 1;
    expect(lock.lost.aborted).toBe(true);
  });
});

it('given up for want of an answer is removed all the same once the remote is back, where nobody took it', async () => {
  const { bare, take, standing, logged } = await aTaker();
  const lock = lockOf(await take('first', { leaseSeconds: 1 }));
  renameSync(bare, `${bare}-away`);
  await new Promise((done) => lock.lost.addEventListener('abort', done));
  renameSync(`${bare}-away`, bare);
  await lock.release();
  expect(standing()).toBe('');
  expect(logged).toEqual([]);
});

describe('an answer that was lost', () => {
  it('is settled by asking what stands there: taken, renewed and released all the same', async () => {
    const { bare, take, standing } = await aTaker();
    hook(bare, 'post-receive', 'kill -9 $PPID');
    const lock = lockOf(await take('first', { leaseSeconds: 2 }));
    const at = standing();
    await expect.poll(standing, { timeout: 5000 }).not.toBe(at);
    await pause(600);
    expect(lock.lost.aborted).toBe(false);
    await lock.release();
    expect(standing()).toBe('');
  });

  it('may come true late: then the lock and its renewal are ours', async () => {
    const { repository, take, standing } = await aTaker();
    let late: Promise<string> | undefined;
    /** Fails the pushes with these numbers, which take effect a moment later. */
    const lateAt = (...numbers: number[]): Git => {
      let pushes = 0;
      return {
        ...repository.git,
        run: async (args) => {
          if (args[0] !== 'push' || !numbers.includes((pushes += 1))) return repository.git.run(args);
          late = pause(100).then(() => repository.git.run(args));
          throw new GitError('git-failed', 'git push failed');
        },
      };
    };
    const lock = lockOf(await take('first', { leaseSeconds: 3 }, lateAt(1, 3)));
    await late;
    expect(lock.takenOver).toBeNull();
    await pause(2600);
    expect(lock.lost.aborted).toBe(false);
    await lock.release();
    expect(standing()).toBe('');
  });
});
