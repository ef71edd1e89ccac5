import type { Key } from './identity.ts';

/**
 * One thing that a line of the state says. The three-way comparison, the scope of a run and the attribution of each
 * change all speak of entries.
 */
export type EntryRef =
  | { readonly noun: 'base-permission' }
  | { readonly noun: 'user'; readonly user: Key }
  | { readonly noun: 'team'; readonly team: Key }
  | { readonly noun: 'team-setting'; readonly team: Key; readonly setting: TeamSetting }
  | { readonly noun: 'team-member'; readonly team: Key; readonly user: Key }
  | { readonly noun: 'repo'; readonly repo: Key }
  | { readonly noun: 'repo-team'; readonly repo: Key; readonly team: Key }
  | { readonly noun: 'repo-collaborator'; readonly repo: Key; readonly user: Key }
  /** A line of policy.yaml that widens what a run looks at, such as `unmanaged`. */
  | { readonly noun: 'policy'; readonly setting: string };

export type TeamSetting = 'name' | 'description' | 'privacy' | 'parent';

/** A text that is the same for the same entry, for use as a map's key. */
export type EntryKey = string & { readonly __brand: 'EntryKey' };

export function entryKey(ref: EntryRef): EntryKey {
  return entryPath(ref).join('/') as EntryKey;
}

function entryPath(ref: EntryRef): readonly string[] {
  switch (ref.noun) {
    case 'base-permission':
      return [ref.noun];
    case 'policy':
      return [ref.noun, ref.setting];
    case 'user':
      return [ref.noun, ref.user];
    case 'team':
      return [ref.noun, ref.team];
    case 'team-setting':
      return [ref.noun, ref.team, ref.setting];
    case 'team-member':
      return [ref.noun, ref.team, ref.user];
    case 'repo':
      return [ref.noun, ref.repo];
    case 'repo-team':
      return [ref.noun, ref.repo, ref.team];
    case 'repo-collaborator':
      return [ref.noun, ref.repo, ref.user];
  }
}

/** Where an entry stands in the state's files. */
export interface Position {
  /** Path from the root of the state repo, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** An entry as one version of the files has it. */
export interface Entry extends Position {
  readonly ref: EntryRef;
  /** What the entry says, normalised, with the comment beside it: another text means that somebody changed the line. */
  readonly text: string;
}

export type Entries = ReadonlyMap<EntryKey, Entry>;

/** Which line, written by which commit, a change comes from. */
export interface Attribution extends Position {
  /** Full object id on the default branch; null while the edit is not committed. */
  readonly commit: string | null;
}

/** What the commits since `base` last did to one entry. Also there when a later commit undid an earlier one. */
export interface Touch extends Attribution {
  readonly ref: EntryRef;
  readonly how: 'added' | 'changed' | 'removed';
}

/** The entries that the commits of `base..HEAD` touched, keyed by today's names: the union, not the net difference. */
export type Touches = ReadonlyMap<EntryKey, Touch>;
