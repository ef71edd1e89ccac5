import { decodeUtf8 } from '../state/decode.ts';
import { limits, type StateFile } from '../state/state-file.ts';
import { type Blob, readBlobs } from './blobs.ts';
import { fetchWholeHistory } from './fetch.ts';
import { idOnly, type Step } from './refs.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';
import { editsOf, type TreeEdit, type TreeEntry } from './tree.ts';

/** What became of policy.yaml and organization.yaml on the first-parent line of a commit, and beside it. */
export interface PolicyHistory {
  /** Ids on the first-parent line, oldest first. */
  readonly line: readonly string[];
  /** The commits of the line that changed policy.yaml or brought others along, oldest first. */
  readonly versions: readonly PolicyVersion[];
  /** The commits of the line that changed organization.yaml or brought others along, oldest first. */
  readonly ofOrganization: readonly string[];
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

const policyPath = 'policy.yaml';
const organizationPath = 'organization.yaml';

/**
 * The history of policy.yaml and organization.yaml, in a few commands whatever its length. A shallow clone is made whole.
 * @param head full id
 * @throws GitError where the history cannot be had
 */
export async function policyHistory(repository: StateRepository, remote: Remote, head: string): Promise<PolicyHistory> {
  await fetchWholeHistory(repository, remote);
  const parents = await parentsOf(repository, head);
  const line = lineOf(parents, head);
  const found = await editsOf(repository, stepsTo(parents, [...parents.keys()], 0), [policyPath, organizationPath]);
  const entriesOf = async (path: string): Promise<readonly EntryVersion[]> =>
    versionsOn(line, parents, await withoutTakenOver(repository, parents, line, path, editsAt(path, found)));
  return {
    line,
    versions: await withFiles(repository, await entriesOf(policyPath)),
    ofOrganization: (await entriesOf(organizationPath)).map(({ commit }) => commit),
  };
}

async function withFiles(
  repository: StateRepository,
  versions: readonly EntryVersion[],
): Promise<readonly PolicyVersion[]> {
  const entries = versions.flatMap(({ after, brought }) => [after ?? [], brought].flat());
  const ids = entries.filter(({ kind }) => kind === 'file').map(({ id }) => id);
  const blobs = await readBlobs(repository.git, new Set(ids), limits.fileBytes);
  const fileOf = (entry: TreeEntry | null): PolicyFile =>
    entry === null ? 'gone' : entry.kind === 'file' ? readable(entry.id, blobs.get(entry.id)) : 'unreadable';
  return versions.map(({ commit, after, brought }) => ({
    commit,
    after: after === undefined ? undefined : fileOf(after),
    brought: brought.map(fileOf),
  }));
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

/** On the line, an edit is what differs from the first parent; beside it, what differs from all parents. */
async function withoutTakenOver(
  repository: StateRepository,
  parents: Parents,
  line: readonly string[],
  path: string,
  all: Edits,
): Promise<Edits> {
  const onLine = new Set(line);
  let edits = all;
  for (let nth = 1; ; nth++) {
    const merges = [...edits.keys()].filter(
      (commit) => !onLine.has(commit) && parents.get(commit)?.[nth] !== undefined,
    );
    if (merges.length === 0) return edits;
    const against = editsAt(path, await editsOf(repository, stepsTo(parents, merges, nth), [path]));
    const taken = new Set(merges.filter((commit) => !against.has(commit)));
    edits = new Map([...edits].filter(([commit]) => !taken.has(commit)));
  }
}

function stepsTo(parents: Parents, commits: readonly string[], nth: number): readonly Step[] {
  return commits.map((commit) => ({ commit, parent: parents.get(commit)?.[nth] ?? null }));
}

/** What each commit left at a path. */
function editsAt(path: string, found: ReadonlyMap<string, readonly TreeEdit[]>): Edits {
  const edits = [...found].flatMap(([commit, all]) => all.map((edit) => ({ commit, ...edit })));
  return new Map(edits.filter((edit) => edit.path === path).map(({ commit, after }) => [commit, after]));
}

interface EntryVersion {
  readonly commit: string;
  readonly after: TreeEntry | null | undefined;
  readonly brought: readonly TreeEntry[];
}

function versionsOn(line: readonly string[], parents: Parents, edits: Edits): readonly EntryVersion[] {
  const reached = new Set(line);
  let now: TreeEntry | null = null;
  return line.flatMap((commit) => {
    const after = edits.get(commit);
    now = after === undefined ? now : after;
    const beside = reachedFirstBy(commit, parents, reached).flatMap((other) => edits.get(other) ?? []);
    const brought = beside.filter(({ id }) => id !== now?.id);
    return after === undefined && brought.length === 0 ? [] : [{ commit, after, brought }];
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
  return 'text' in decoded ? { path: policyPath, id, text: decoded.text } : 'unreadable';
}
