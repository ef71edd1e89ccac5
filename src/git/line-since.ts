import { fetchObjects } from './fetch-objects.ts';
import { idOnly } from './refs.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';
import { cutCommits, deepenUntil, isWholeBetween } from './shallow.ts';

/** A commit of the default branch's own line. */
interface Dated {
  readonly commit: string;
  /** By its committer, in milliseconds. */
  readonly time: number;
}

/** The own line of the remote's default branch, as far as it is here, newest first. */
export async function ownLine({ git }: StateRepository, { head }: Remote): Promise<readonly Dated[]> {
  const listed = await git.run(['rev-list', '--first-parent', '--timestamp', idOnly(head), '--']);
  const line = listed.split('\n').filter((text) => text !== '');
  return line.map((text) => {
    const [seconds, commit = ''] = text.split(' ');
    return { commit, time: Number(seconds) * 1000 };
  });
}

/**
 * The commit of the branch's own line after which the first one came that is not older; null where all are younger. A
 * date that is wrong in the middle of the line hides nothing.
 */
export async function lineBefore(repository: StateRepository, remote: Remote, since: Date): Promise<string | null> {
  const line = await ownLine(repository, remote);
  const oldest = line.findLastIndex(({ time }) => time >= since.getTime());
  return line[oldest + 1]?.commit ?? null;
}

/** Deepens a shallow clone as far as it takes to have all that came to the default branch since then. */
export async function deepenSince(repository: StateRepository, remote: Remote, since: Date): Promise<void> {
  await deepenUntil(
    repository,
    () => isWholeSince(repository, remote, since),
    (how) => fetchObjects(repository, remote, [remote.head], [how]),
  );
}

async function isWholeSince(repository: StateRepository, remote: Remote, since: Date): Promise<boolean> {
  const before = await lineBefore(repository, remote, since);
  if (before !== null && (await cutCommits(repository)).has(before)) return false;
  return isWholeBetween(repository, before, remote.head);
}
