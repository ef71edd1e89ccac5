import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Git } from '../../src/git/git.ts';
import { type Holder, type Lock, lockRef, takeLock } from '../../src/git/lock/lock.ts';
import { remoteOf } from '../../src/git/remote.ts';
import { openStateRepository } from '../../src/git/repository.ts';
import { cleanEnvironment, type RealRepository, realRepository, runGit, withRemote } from './real-repository.ts';

type Options = Parameters<typeof takeLock>[3];

/** A state repo with a remote, and a run that wants its lock. Its locks are released when the test is over. */
export async function aTaker(real = stateRepo()) {
  const bare = real.git('remote', 'get-url', 'origin').replace('file://', '');
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  const remote = await remoteOf(repository);
  const logged: string[] = [];
  const take = async (run: string, parts: Partial<Options> = {}, git: Git = repository.git) => {
    const now = (): Date => new Date();
    const { signal } = new AbortController();
    const options = { waitMs: 0, now, signal, log: (text: string) => void logged.push(text), ...parts };
    const taking = await takeLock({ ...repository, git }, remote, { owner: 'alice', run }, options);
    if ('lock' in taking) onTestFinished(() => taking.lock.release());
    return taking;
  };
  const standing = (): string => runGit(bare, ['for-each-ref', '--format=%(objectname)', lockRef]);
  return { real, bare, repository, logged, take, standing };
}

function stateRepo(): RealRepository {
  const real = realRepository();
  real.commit({ a: '1' });
  withRemote(real);
  return real;
}

export function lockOf(taking: Awaited<ReturnType<typeof takeLock>>): Lock {
  if ('lock' in taking) return taking.lock;
  throw new Error(`held by ${JSON.stringify(taking.heldBy)}`);
}

/** Somebody on another machine, who wrote the lock just now. */
export function elsewhere(parts: Partial<Holder> = {}): Holder {
  const now = new Date().toISOString();
  const process = { machine: 'elsewhere', pid: 1, processStarted: null };
  return { owner: 'bob', run: 'theirs', since: now, renewedAt: now, leaseSeconds: 180, ...process, ...parts };
}

export function put(real: RealRepository, message: string): void {
  const commit = real.git('commit-tree', '-m', message, real.git('hash-object', '-t', 'tree', '-w', '/dev/null'));
  real.git('push', '--quiet', '--force', 'origin', `${commit}:${lockRef}`);
}

export function hook(bare: string, name: string, script: string): void {
  const file = join(bare, 'hooks', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

export const inHours = (hours: number) => (): Date => new Date(Date.now() + hours * 3_600_000);
