import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError } from '../model/errors.ts';
import { type Blob, readBlobs } from './blobs.ts';
import type { Remote } from './remote.ts';
import { putOnTop } from './put-on-top.ts';
import { fetchStanding, type RemoteRef } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';
import { listTree, treeOf } from './tree.ts';
import { putFiles, writeBlob, writeCommit } from './write-objects.ts';

/** The branch of the state repo that keeps the journals of all runs. It shares no history with the state. */
export const journalBranch = 'refs/heads/rollcall/journal';

/** Bytes; what GitHub takes at most as one file. */
const largest = 100_000_000;

/** Where the journals of this checkout's runs are kept: in the git directory, which all its work trees share. */
export async function journalFolder({ git, root }: StateRepository): Promise<string> {
  const shared = (await git.run(['rev-parse', '--git-common-dir'])).replace(/\r?\n$/, '');
  const folder = resolve(root, shared, 'rollcall', 'journal');
  await mkdir(folder, { recursive: true });
  return folder;
}

/**
 * Puts files on top of the branch, as one commit; no commit where nothing changes. Another run's file is never lost:
 * where another was faster, ours go on top of its. Neither the index nor the work tree is touched.
 * @param files whole text by path in the branch
 * @throws GitError `journal-refused` where the remote does not take the push
 */
export async function pushJournal(
  repository: StateRepository,
  remote: Remote,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const place = { repository, remote, ref: journalBranch };
  const blobs = new Map<string, string>();
  for (const [path, text] of files) blobs.set(safe(path), await writeBlob(repository.git, text));
  await putOnTop(
    place,
    (tip) => commitOnTop(repository, tip, blobs),
    (why) => refused(place, why),
  );
}

/** Every file of the branch whose path starts with `prefix`, by path; none where there is no branch. */
export async function readJournalBranch(
  repository: StateRepository,
  remote: Remote,
  prefix = '',
): Promise<ReadonlyMap<string, string>> {
  const tip = await fetchStanding({ repository, remote, ref: journalBranch });
  if (tip === null) return new Map();
  const entries = await listTree({ ...repository, prefix: '' }, tip);
  const files = entries.filter(({ kind, path }) => kind === 'file' && path.startsWith(prefix));
  const blobs = await readBlobs(repository.git, new Set(files.map(({ id }) => id)), largest);
  return new Map(files.map(({ path, id }) => [path, textOf(path, blobs.get(id))]));
}

/** Every line that holds one of these texts, of any file of the branch, sorted by file; none where there is no branch. */
export async function grepJournalBranch(
  repository: StateRepository,
  remote: Remote,
  needles: readonly string[],
): Promise<readonly string[]> {
  if (needles.some((needle) => /[\n\0]/.test(needle)))
    throw new Error('a line is searched, so the text must be one line');
  const tip = await fetchStanding({ repository, remote, ref: journalBranch });
  if (tip === null) return [];
  const plain = ['--no-color', '--no-line-number', '--no-column', '--no-recurse-submodules', '--no-textconv', '--text'];
  const found = await repository.git
    .run(['grep', ...plain, '-h', '--fixed-strings', ...needles.flatMap((needle) => ['-e', needle]), tip, '--'])
    .catch((error: unknown) => {
      // Where nothing matches, git says nothing and ends with 1.
      if (error instanceof GitError && error.message === 'git grep failed') return '';
      throw error;
    });
  return found.split('\n').filter((line) => line !== '');
}

/** Null where nothing changes. */
async function commitOnTop(
  repository: StateRepository,
  tip: string | null,
  blobs: ReadonlyMap<string, string>,
): Promise<string | null> {
  const { git } = repository;
  const before = tip === null ? null : await treeOf(repository, tip);
  const tree = await putFiles(git, before, blobs);
  if (tree === before || blobs.size === 0) return null;
  const message = `Keep the journal\n\n${[...blobs.keys()].join('\n')}`;
  return writeCommit(git, { tree, parents: tip === null ? [] : [tip], at: new Date(), message });
}

function textOf(path: string, blob: Blob | undefined): string {
  if (blob !== undefined && 'bytes' in blob) return blob.bytes.toString('utf8');
  throw new GitError('journal-too-large', `${path} on rollcall/journal is larger than ${largest / 1_000_000} MB.`);
}

/** Plain names, so that a path leads nowhere else on any system. */
function safe(path: string): string {
  const names = path.split('/');
  if (path.length <= 200 && names.every((name) => /^[\w][\w.-]*$/.test(name))) return path;
  throw new GitError('bad-path', `${JSON.stringify(path)} is no path of a journal.`);
}

function refused({ remote, repository }: RemoteRef, why: string): GitError {
  return new GitError(
    'journal-refused',
    `The journal could not be pushed to rollcall/journal on ${remote.name}. The account of this run must be allowed to push to that branch (contents: write); where a ruleset or branch protection covers it, leave rollcall/* out or let the account bypass it. Until then the journal is only in ${repository.root}, below the git directory in rollcall/journal.\n${why}`,
  );
}
