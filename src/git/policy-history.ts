import { decodeUtf8 } from '../state/decode.ts';
import { limits, type StateFile } from '../state/state-file.ts';
import { type Blob, readBlobs } from './blobs.ts';
import { fetchWholeHistory } from './fetch.ts';
import { idOnly, type Step } from './refs.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';
import { editsOf, type TreeEntry } from './tree.ts';

/** What became of policy.yaml on the first-parent line of a commit, and beside it. */
export interface PolicyHistory {
  /** Ids on the first-parent line, oldest first. */
  readonly line: readonly string[];
  /** The commits of the line that changed policy.yaml or brought others along, oldest first. */
  readonly versions: readonly PolicyVersion[];
}

export interface PolicyVersion {
  readonly commit: string;
  /** What the commit left, where its first parent has another. */
  readonly after: PolicyFile | undefined;
  /**
   * What was written in commits that this one, a merge, put into the history, other than what stands after it. A merge
   * whose first parent is not what the branch held last has the branch's own history among them.
   */
  readonly brought: readonly PolicyFile[];
}

/** `unreadable` where it is no file, too large or not UTF-8. */
export type PolicyFile = StateFile | 'gone' | 'unreadable';

const path = 'policy.yaml';

/**
 * The history of policy.yaml, in a few commands whatever its length. A shallow clone is made whole.
 * @param head full id
 * @throws GitError where the history cannot be had
 */
export async function policyHistory(repository: StateRepository, remote: Remote, head: string): Promise<PolicyHistory> {
  await fetchWholeHistory(repository, remote);
  const parents = await parentsOf(repository, head);
  const line = lineOf(parents, head);
  const edits = await policyEdits(repository, parents, line);
  const entries = [...edits.values()].flatMap((after) => after ?? []);
  const ids = entries.filter(({ kind }) => kind === 'file').map(({ id }) => id);
  const blobs = await readBlobs(repository.git, new Set(ids), limits.fileBytes);
  const fileOf = (after: TreeEntry | null): PolicyFile =>
    after === null ? 'gone' : after.kind === 'file' ? readable(after.id, blobs.get(after.id)) : 'unreadable';
  return { line, versions: versionsOn(line, parents, edits, fileOf) };
}

type Parents = ReadonlyMap<string, readonly string[]>;

/** The parents of every commit that can be reached. */
async function parentsOf({ git }: StateRepository, head: string): Promise<Parents> {
  const listed = await git.run(['rev-list', '--parents', idOnly(head), '--']);
  const lines = listed.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [commit = '', ...parents] = line.split(' ');
      return [commit, parents];
    }),
  );
}

function lineOf(parents: Parents, head: string): readonly string[] {
  const line: string[] = [];
  for (let commit: string | undefined = head; commit !== undefined; commit = parents.get(commit)?.[0])
    line.push(commit);
  return line.toReversed();
}

type Edits = ReadonlyMap<string, TreeEntry | null>;

/** What commits left of policy.yaml where it is another than in the first parent; beside the line, than in all parents. */
async function policyEdits(repository: StateRepository, parents: Parents, line: readonly string[]): Promise<Edits> {
  const onLine = new Set(line);
  let edits = await editsAgainst(repository, parents, [...parents.keys()], 0);
  for (let nth = 1; ; nth++) {
    const merges = [...edits.keys()].filter(
      (commit) => !onLine.has(commit) && parents.get(commit)?.[nth] !== undefined,
    );
    if (merges.length === 0) return edits;
    const against = await editsAgainst(repository, parents, merges, nth);
    const taken = new Set(merges.filter((commit) => !against.has(commit)));
    edits = new Map([...edits].filter(([commit]) => !taken.has(commit)));
  }
}

async function editsAgainst(
  repository: StateRepository,
  parents: Parents,
  commits: readonly string[],
  nth: number,
): Promise<Edits> {
  const steps = commits.map((commit): Step => ({ commit, parent: parents.get(commit)?.[nth] ?? null }));
  const edits = await editsOf(repository, steps, path);
  return new Map([...edits].flatMap(([commit, [edit]]) => (edit === undefined ? [] : [[commit, edit.after]])));
}

function versionsOn(
  line: readonly string[],
  parents: Parents,
  edits: Edits,
  fileOf: (after: TreeEntry | null) => PolicyFile,
): readonly PolicyVersion[] {
  const reached = new Set(line);
  let now: TreeEntry | null = null;
  return line.flatMap((commit) => {
    const after = edits.get(commit);
    now = after === undefined ? now : after;
    const beside = reachedFirstBy(commit, parents, reached).flatMap((other) => edits.get(other) ?? []);
    const brought = beside.filter(({ id }) => id !== now?.id).map(fileOf);
    if (after === undefined && brought.length === 0) return [];
    return [{ commit, after: after === undefined ? undefined : fileOf(after), brought }];
  });
}

/** The commits that nothing older on the line leads to; each is found once. */
function reachedFirstBy(merge: string, parents: Parents, reached: Set<string>): readonly string[] {
  const found: string[] = [];
  const toVisit = (parents.get(merge) ?? []).slice(1);
  for (let commit = toVisit.pop(); commit !== undefined; commit = toVisit.pop()) {
    if (reached.has(commit)) continue;
    reached.add(commit);
    found.push(commit);
    toVisit.push(...(parents.get(commit) ?? []));
  }
  return found;
}

function readable(id: string, blob: Blob | undefined): PolicyFile {
  if (blob === undefined || 'tooLarge' in blob) return 'unreadable';
  const decoded = decodeUtf8(blob.bytes);
  return 'text' in decoded ? { path, id, text: decoded.text } : 'unreadable';
}
