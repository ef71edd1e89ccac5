import { GitError } from '../model/errors.ts';
import { fetchObjects } from './fetch-objects.ts';
import { idOnly } from './refs.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';
import { isShallow } from './shallow.ts';

/** A ref on the remote that several runs may want to move at once. */
export interface RemoteRef {
  readonly repository: StateRepository;
  readonly remote: Remote;
  /** Its whole name. */
  readonly ref: string;
}

/**
 * The id at the ref, as the remote says now; null where it is not there.
 * @throws GitError `remote-unreachable`
 */
export async function standingAt({ repository, remote, ref }: RemoteRef): Promise<string | null> {
  const listed = await repository.git.run(['ls-remote', '--', remote.name, ref]).catch((error: unknown) => {
    throw new GitError(
      'remote-unreachable',
      `The remote ${remote.name} could not be asked for ${ref}. Check the network and your access to it.\n${wordsOf(error)}`,
    );
  });
  // ls-remote matches ends of names; only the whole name counts.
  const line = listed.split('\n').find((text) => text.split('\t')[1] === ref);
  return line === undefined ? null : idOnly(line.split('\t')[0] ?? '');
}

/**
 * Moves the ref, unless somebody moved it since: null as `from` is a ref that must not be there, as `to` its deletion.
 * A lost answer is settled by asking what stands there.
 * @returns what stands there now: `to` where it worked, something else where another was faster
 * @throws GitError where the push failed and the ref still stands at `from`
 */
export async function swap(
  place: RemoteRef,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<string | null> {
  const { repository, remote, ref } = place;
  const lease = `--force-with-lease=${ref}:${from === null ? '' : idOnly(from)}`;
  const options = ['--no-verify', '--no-follow-tags', '--recurse-submodules=no', lease];
  try {
    await repository.git.run(['push', ...options, '--', remote.name, `${to === null ? '' : idOnly(to)}:${ref}`]);
    return to;
  } catch (error) {
    const standing = await standingAt(place);
    if (standing === from) throw error;
    return standing;
  }
}

/** How often a ref may move on between the question what stands there and the fetch of it. */
const looks = 5;

/** What stands at the ref, by its id, and its objects here; null where the ref is not there. */
export async function fetchStanding(place: RemoteRef): Promise<string | null> {
  for (let look = 1; ; look += 1) {
    const id = await standingAt(place);
    if (id === null || (await isHere(place.repository, id))) return id;
    try {
      await fetchById(place.repository, place.remote, id);
      return id;
    } catch (error) {
      if (look === looks || (await standingAt(place)) === id) throw error;
    }
  }
}

async function isHere({ git }: StateRepository, id: string): Promise<boolean> {
  return git.run(['cat-file', '-t', idOnly(id)]).then(
    () => true,
    () => false,
  );
}

/**
 * Fetches an object by its id. Writes neither refs, tags nor FETCH_HEAD. A clone with its whole history keeps it, as any
 * depth would cut it: only where the clone is shallow anyway, no more than this commit is asked for.
 */
export async function fetchById(repository: StateRepository, remote: Remote, id: string): Promise<void> {
  const options = (await isShallow(repository)) ? ['--depth=1'] : [];
  await fetchObjects(repository, remote, [idOnly(id)], options);
}

/** What an error says. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
