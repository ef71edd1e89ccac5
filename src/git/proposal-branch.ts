import { GitError } from '../model/errors.ts';
import { fetchObjects } from './fetch-objects.ts';
import { mergedTree } from './merges.ts';
import { idOnly } from './refs.ts';
import { fetchStanding, type RemoteRef, swap } from './remote-ref.ts';
import type { StateRepository } from './repository.ts';
import { deepenUntil, isWholeBetween } from './shallow.ts';
import { treeOf } from './tree.ts';
import { identity, putFiles, writeBlob, writeCommit } from './write-objects.ts';

/**
 * Writes the commit of a proposal, here alone: no ref, index or work tree is touched. The same parent, files and message
 * give the same id, whatever git is told by its settings: the dates are those of the parent.
 * @param files whole text by path from the checkout's root, with forward slashes; null takes a file out
 * @returns the commit's id
 * @throws GitError `bad-path`, and `path-taken` where a folder stands where a file should, or the other way round
 */
export async function writeProposal(
  repository: StateRepository,
  parent: string,
  files: ReadonlyMap<string, string | null>,
  message: string,
): Promise<string> {
  const { git } = repository;
  const blobs = new Map<string, string | null>();
  for (const [path, text] of files) blobs.set(safe(path), text === null ? null : await writeBlob(git, text));
  const tree = await putFiles(git, await treeOf(repository, parent), blobs);
  // git reads no message beyond a NUL.
  const whole = message.trimEnd().replaceAll('\0', '\uFFFD');
  return writeCommit(git, { tree, parents: [parent], at: await committedAt(repository, parent), message: whole });
}

/** What the branch of a proposal holds on the remote. */
export interface Standing {
  /** Null where there is no such branch. */
  readonly at: string | null;
  /** What merging it into the default branch would leave; undefined where it is not there, conflicts, or git is too old. */
  readonly tree: string | undefined;
  /** What others put on it, newest first: a new commit in its place would lose their work. */
  readonly foreign: readonly Foreign[];
}

/** A commit that the tool did not make, by its committer: a web page's merge of the default branch is one too. */
export interface Foreign {
  readonly commit: string;
  /** `Name <mail>`: untrusted. */
  readonly author: string;
}

/**
 * Looks at the branch as the remote has it now. A shallow clone is deepened until the two have met; neither refs,
 * FETCH_HEAD nor the work tree are touched.
 * @param parent head of the default branch, here already
 * @throws GitError where the remote cannot be reached
 */
export async function lookAtProposal(place: RemoteRef, parent: string): Promise<Standing> {
  const at = await fetchStanding(place);
  if (at === null) return { at, tree: undefined, foreign: [] };
  await fetchForkPoint(place, parent, at);
  const { repository } = place;
  return { at, tree: await mergeOf(repository, parent, at), foreign: await foreignOn(repository, parent, at) };
}

/**
 * Whether merging the branch would leave exactly the files of this commit, without a conflict.
 * @param commit what `writeProposal` made on top of the parent that the branch was looked at with
 */
export async function holdsContentOf(
  repository: StateRepository,
  { at, tree }: Standing,
  commit: string,
): Promise<boolean> {
  return at === commit || (tree !== undefined && tree === (await treeOf(repository, commit)));
}

/**
 * Moves the branch on the remote; null as `from` is a branch that must not be there, as `to` its deletion.
 * @throws GitError `branch-moved` where somebody else was faster, `branch-refused` where the remote does not take it
 */
export async function pushProposal(
  place: RemoteRef,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<void> {
  const standing = await swap(place, { from, to }).catch((error: unknown) => {
    throw error instanceof GitError && error.code === 'git-failed' ? refused(place, error.message) : error;
  });
  if (standing === to) return;
  throw new GitError(
    'branch-moved',
    `${nameOf(place)} on ${place.remote.name} stands at ${standing ?? 'nothing'} and not at ${from ?? 'nothing'}: somebody else was faster. It was left alone; run again.`,
  );
}

/** Paths that mean the same on any system, and lead nowhere else. */
function safe(path: string): string {
  const names = path.split('/');
  if (names.every((name) => !/^(?:\.{0,2}|\.git)$|[\0\\]/i.test(name))) return path;
  throw new GitError('bad-path', `${JSON.stringify(path)} is no path of a file in the repository.`);
}

async function committedAt({ git }: StateRepository, commit: string): Promise<Date> {
  const printed = await git.run(['rev-list', '--no-walk', '--timestamp', idOnly(commit)]);
  return new Date(Number(printed.split(' ')[0]) * 1000);
}

async function fetchForkPoint({ repository, remote }: RemoteRef, one: string, other: string): Promise<void> {
  await deepenUntil(
    repository,
    async () => (await isWholeBetween(repository, one, other)) && isWholeBetween(repository, other, one),
    (how) => fetchObjects(repository, remote, [one, other], [how]),
  );
}

/** Where git is too old to tell, nothing is known to be the same. */
async function mergeOf(repository: StateRepository, parent: string, at: string): Promise<string | undefined> {
  return mergedTree(repository, parent, at).catch((error: unknown) => {
    if (error instanceof GitError && error.code === 'old-git') return undefined;
    throw error;
  });
}

async function foreignOn({ git }: StateRepository, parent: string, at: string): Promise<readonly Foreign[]> {
  const format = ['--encoding=UTF-8', '--format=%H%x00%cn <%ce>%x00%an <%ae>'];
  const listed = await git.run(['rev-list', ...format, idOnly(at), `^${idOnly(parent)}`, '--']);
  return listed.split('\n').flatMap((line) => {
    const [commit = '', committer, author] = line.split('\0');
    return author === undefined || committer === identity ? [] : [{ commit, author }];
  });
}

function nameOf({ ref }: RemoteRef): string {
  return ref.replace(/^refs\/heads\//, '');
}

function refused(place: RemoteRef, why: string): GitError {
  const name = nameOf(place);
  return new GitError(
    'branch-refused',
    `${name} could not be pushed to ${place.remote.name}. The account of this run must be allowed to write to the repository (in GitHub Actions: \`permissions: contents: write\`). Where a ruleset or branch protection covers the branch, leave rollcall/* out of it, or let the account bypass it; it must be allowed to make, force-push and delete these branches.\n${why}`,
  );
}
