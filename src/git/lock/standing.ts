import { GitError } from '../../model/errors.ts';
import { readBlobs } from '../blobs.ts';
import { fetchStanding, type RemoteRef } from '../remote-ref.ts';
import { writeCommit, writeEmptyTree } from '../write-objects.ts';
import { type Holder, messageOf, parseHolder } from './holder.ts';

/** Bytes; a commit of ours has less than a thousand. */
const largest = 16_384;

/** What stands at the lock's ref. */
export interface Standing {
  readonly commit: string;
  /** Null where it is nothing that Rollcall wrote: then somebody unknown holds the lock. */
  readonly holder: Holder | null;
}

/** Who holds the lock; null where nobody does. */
export async function lookAt(place: RemoteRef): Promise<Standing | null> {
  const commit = await fetchStanding(place);
  return commit === null ? null : { commit, holder: await holderIn(place, commit) };
}

/** Makes the commit that stands for a holder, here alone. */
export async function writeHolder({ repository: { git } }: RemoteRef, holder: Holder): Promise<string> {
  const at = new Date(holder.renewedAt);
  return writeCommit(git, { tree: await writeEmptyTree(git), parents: [], at, message: messageOf(holder) });
}

async function holderIn({ repository }: RemoteRef, id: string): Promise<Holder | null> {
  const object = (await readBlobs(repository.git, new Set([id]), largest)).get(id);
  if (object === undefined || 'tooLarge' in object) return null;
  const commit = object.bytes.toString('utf8');
  return parseHolder(commit.slice(commit.indexOf('\n\n') + 2));
}

/** The lock is held, and nobody can tell by whom. */
export function unreadable({ remote, ref }: RemoteRef, { commit }: Standing): GitError {
  return new GitError(
    'lock-unreadable',
    `${ref} on ${remote.name} stands at ${commit}, which does not say who holds the lock: Rollcall did not write it, or a newer version did. If no run is at work, remove it by hand: git push ${remote.name} :${ref}`,
  );
}
