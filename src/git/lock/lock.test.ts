import { describe, expect, it } from 'vitest';
import { cleanEnvironment, realRepository, withRemote } from '../../../test/support/real-repository.ts';
import { remoteOf } from '../remote.ts';
import { openStateRepository } from '../repository.ts';
import { takeLock } from './lock.ts';

describe('the lock', () => {
  it('is held by one run at a time', async () => {
    const real = realRepository();
    real.commit({ a: '1' });
    withRemote(real);
    const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
    const remote = await remoteOf(repository);
    const options = { waitMs: 0, now: () => new Date(), signal: new AbortController().signal, log: () => {} };
    const a = await takeLock(repository, remote, { owner: 'alice', run: 'a' }, options);
    const b = await takeLock(repository, remote, { owner: 'bob', run: 'b' }, options);
    expect(b).toMatchObject({ heldBy: { owner: 'alice' } });
    if ('lock' in a) await a.lock.release();
    expect(real.git('ls-remote', 'origin', 'refs/rollcall/lock')).toBe('');
  });
});
