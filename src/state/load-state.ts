import { type Entries, type Entry, type EntryKey, entryKey } from '../model/entry.ts';
import type { Exception } from '../model/exception.ts';
import { compare } from '../model/order.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Policy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Roster } from '../model/roster.ts';
import { layoutOf } from './layout.ts';
import { type FileCache, type LoadedFile, loadFile } from './load-file.ts';
import { brokenRules } from './rules/rules.ts';
import type { StateFile } from './state-file.ts';
import { assemble, type Whole } from './whole.ts';

export interface LoadOptions {
  /** Put before file names in positions and problems, without a slash behind it; '' for none. */
  readonly prefix: string;
  /** ISO date; what has ended before it warns. */
  readonly today: string;
  /**
   * For commits of the past: all that can be understood is taken, and no rule judges it. The problems left are those
   * of files and values that could not be read.
   */
  readonly lenient?: boolean;
  /** Paths of files that are there too, and could not be read: what they say is unknown, and not absent. */
  readonly unread?: readonly string[];
  readonly cache?: FileCache;
}

export interface LoadedState {
  readonly state: OrgState;
  readonly policy: Policy;
  /** Undefined where there is no roster.yaml, or none that could be understood. */
  readonly roster: Roster | undefined;
  readonly exceptions: readonly Exception[];
  /** What each line says; of two lines that say the same entry, the first. */
  readonly entries: Entries;
  /** By file, line and column. With errors in it, the state is what could be understood all the same. */
  readonly problems: readonly Problem[];
  /** Paths, below the state directory, of files of which nothing could be understood. */
  readonly unreadable: readonly string[];
}

/** Files to a state: schema and normalise, file by file, then the rules across all files. Pure. */
export function loadState(files: readonly StateFile[], options: LoadOptions): LoadedState {
  const { prefix, today, lenient = false, unread = [], cache } = options;
  const misplaced: Problem[] = [];
  const loaded: LoadedFile[] = [];
  for (const file of [...files].sort((a, b) => compare(a.path, b.path))) {
    const is = layoutOf(file.path);
    if (is === undefined) continue;
    if ('kind' in is) loaded.push(loadFile(file, is, prefix, cache));
    else misplaced.push({ ...is, file: withPrefix(prefix, file.path), line: 1, column: 1 });
  }
  const whole = assemble(loaded, unread, prefix);
  const own = loaded.flatMap(({ problems, fragment }) => [...problems, ...(lenient ? [] : (fragment?.problems ?? []))]);
  const broken = lenient ? [] : [...missingOrganization(loaded, unread, whole), ...brokenRules(whole, today)];
  return {
    state: whole.state,
    policy: whole.policy.policy,
    roster: whole.roster,
    exceptions: whole.exceptions.map(({ value }) => value),
    entries: entriesOf(loaded),
    problems: [...misplaced, ...own, ...broken].sort(byPlace),
    unreadable: loaded.filter(({ fragment }) => fragment === undefined).map(({ path }) => path),
  };
}

function withPrefix(prefix: string, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`;
}

function missingOrganization(
  loaded: readonly LoadedFile[],
  unread: readonly string[],
  { organizationAt }: Whole,
): Problem[] {
  if (loaded.some(({ is }) => is.kind === 'organization') || unread.includes('organization.yaml')) return [];
  const message = 'organization.yaml is missing: write it, with name: and the organisation';
  return [{ severity: 'error', ...organizationAt, message }];
}

function entriesOf(loaded: readonly LoadedFile[]): Entries {
  const entries = new Map<EntryKey, Entry>();
  for (const { fragment } of loaded) {
    for (const entry of fragment?.entries ?? []) {
      const key = entryKey(entry.ref);
      if (!entries.has(key)) entries.set(key, entry);
    }
  }
  return entries;
}

/** By file, line and column. */
export function byPlace(a: Problem, b: Problem): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}
