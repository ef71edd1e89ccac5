import { join } from 'node:path';
import type { versionsBetween } from '../git/versions.ts';
import type { StateRepository } from '../git/repository.ts';
import { dayOf } from '../model/day.ts';
import type { Version } from '../planner/base.ts';
import { createFileCache, type FileCache } from '../state/load-file.ts';
import { type LoadedState, loadState } from '../state/load-state.ts';
import { readStateDirectory } from '../state/read-directory.ts';
import type { StateFile } from '../state/state-file.ts';
import type { Context } from './context.ts';

/** A version of the state, for the planner to compare, and all that was understood of its files. */
interface Loaded {
  readonly version: Version;
  readonly loaded: LoadedState;
}

/** Loads versions of one state repository, parsing each file once. */
export function createLoader(repository: StateRepository, context: Context, cache: FileCache = createFileCache()) {
  const today = dayOf(context.now());
  const { prefix } = repository;
  const load = (files: readonly StateFile[], lenient: boolean, unread: readonly string[] = []): LoadedState =>
    loadState(files, { prefix, today, lenient, unread, cache });
  return {
    /** Versions of the past leniently, the newest with all its rules; the files as they lie there where they are edited. */
    async history(versions: Awaited<ReturnType<typeof versionsBetween>>, clean: boolean): Promise<readonly Loaded[]> {
      const readable = new Map<string, StateFile>();
      const loaded = versions.map(({ commit, files, problems, unread }, index): Loaded => {
        const isLast = clean && index === versions.length - 1;
        const whole = load(files, !isLast, unread);
        const state =
          isLast || whole.unreadable.length === 0 ? whole : load(withReadable(files, whole, readable), true);
        for (const file of files) if (!whole.unreadable.includes(file.path)) readable.set(file.path, file);
        const withTree = isLast ? { ...state, problems: [...problems, ...state.problems] } : state;
        return { version: { commit, state: state.state, entries: state.entries }, loaded: withTree };
      });
      return clean ? loaded : [...loaded, await worktree()];
    },
  };

  async function worktree(): Promise<Loaded> {
    const { files, problems, unread } = await readStateDirectory(join(repository.root, prefix));
    const loaded = load(files, false, unread);
    return {
      version: { commit: null, state: loaded.state, entries: loaded.entries },
      loaded: { ...loaded, problems: [...problems, ...loaded.problems] },
    };
  }
}

/** A commit that broke a file was never applied: what the file held before still counts as standing there. */
function withReadable(
  files: readonly StateFile[],
  { unreadable }: LoadedState,
  readable: ReadonlyMap<string, StateFile>,
): StateFile[] {
  return files.flatMap((file) => (unreadable.includes(file.path) ? (readable.get(file.path) ?? []) : [file]));
}
