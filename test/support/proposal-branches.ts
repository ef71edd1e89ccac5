import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Foreign, holdsContentOf, lookAtProposal } from '../../src/git/proposal-branch.ts';
import type { RemoteRef } from '../../src/git/remote-ref.ts';
import { remoteOf } from '../../src/git/remote.ts';
import { openStateRepository } from '../../src/git/repository.ts';
import { cleanEnvironment, importHistory, type RealRepository, realRepository, withRemote } from './real-repository.ts';

export const ref = 'refs/heads/rollcall/leavers';
export const users = 'state/users/a.yaml';
export const edit = new Map([[users, 'users:\n  bob: {}\n']]);

export async function opened(real: RealRepository, environment = cleanEnvironment) {
  const repository = await openStateRepository(real.folder, '.', environment);
  const remote = await remoteOf(repository);
  return { real, repository, remote, place: { repository, remote, ref } };
}

/** A state repo of so many commits with a remote. */
export async function fixture(length = 2) {
  const real = realRepository();
  const steps = Array.from({ length }, (_, index) => ({ [users]: `users:\n  ann: {}\n  bob: {}\n  # ${index}\n` }));
  const ids = importHistory(real, steps);
  const bare = withRemote(real);
  return { ...(await opened(real)), bare, ids, head: ids.at(-1) ?? '' };
}

export async function clone(bare: string, ...options: string[]) {
  return opened(realRepository({ url: `file://${bare}`, options }));
}

/** What the branch holds, compared with the commit that it should hold. */
export async function standingProposal(
  place: RemoteRef,
  parent: string,
  commit: string,
): Promise<{ readonly at: string | null; readonly sameContent: boolean; readonly foreign: readonly Foreign[] }> {
  const standing = await lookAtProposal(place, parent);
  const { at, foreign } = standing;
  return { at, sameContent: await holdsContentOf(place.repository, standing, commit), foreign };
}

/** What must not change but by the user's own hand. */
export function traces({ folder, git }: RealRepository): readonly (string | boolean)[] {
  return [
    git('status', '--porcelain=v2', '--branch'),
    git('for-each-ref'),
    git('config', '--list', '--local'),
    existsSync(join(folder, '.git/FETCH_HEAD')),
  ];
}
