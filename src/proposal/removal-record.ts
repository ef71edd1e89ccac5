import { createHash } from 'node:crypto';
import { keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Edit } from '../model/proposal.ts';
import type { Restored } from './facts.ts';

/** The trailers under which a proposal's commit message keeps its removals and its additions, one a line. */
export const recordTrailers = { removal: 'Rollcall-Removal', addition: 'Rollcall-Addition' } as const;

/**
 * A removal that was merged once, as a commit message tells it. Whoever can have a commit merged can write one, so it
 * is never more than a reason to hold a removal back.
 */
export interface RemovalRecord {
  readonly kind: 'suspend-user' | 'remove-user' | 'remove-outside' | 'remove-team-member';
  readonly login: string;
  /** Slug; there with `remove-team-member` alone. */
  readonly team?: string;
  /** What the removal rested on, each piece as {@link digestOf} has it; at least one. */
  readonly basis: readonly string[];
}

/** What the generator itself gave: whoever has that again was not given it back by people. */
interface AdditionRecord {
  readonly kind: 'add-user' | 'add-team-member';
  readonly login: string;
  /** Slug; there with `add-team-member` alone. */
  readonly team?: string;
}

/**
 * The line of a commit message, such as `Rollcall-Removal: suspend-user eli 1f2e3d4c5b6a7988` or
 * `Rollcall-Addition: add-team-member eli payments`. Undefined where the edit neither takes nor gives, and where a removal
 * rests on nothing that could be compared later.
 */
export function recordOf(edit: Edit): string | undefined {
  switch (edit.kind) {
    case 'suspend-user':
    case 'remove-user':
    case 'remove-outside':
      return written([edit.kind, edit.login], edit.login, edit.basis);
    case 'remove-team-member':
      return written([edit.kind, edit.login, edit.team], edit.login, edit.basis);
    case 'add-user':
      return `${recordTrailers.addition}: ${edit.kind} ${edit.login}`;
    case 'add-team-member':
      return `${recordTrailers.addition}: ${edit.kind} ${edit.login} ${edit.team}`;
    case 'rename-user':
    case 'remove-exception':
    case 'remove-allowance':
      return undefined;
  }
}

function written(about: readonly string[], login: string, basis: readonly string[]): string | undefined {
  if (basis.length === 0) return undefined;
  return [`${recordTrailers.removal}:`, ...about, ...basis.map((piece) => digestOf(login, piece))].join(' ');
}

/**
 * What stands in git for a piece of a basis, so that no word of HR does. With the login in it, so that it does not show
 * who else HR says the same of; short words can be guessed all the same.
 */
export function digestOf(login: string, piece: string): string {
  return createHash('sha256')
    .update(`${keyOf(login)}\n${piece}`)
    .digest('hex')
    .slice(0, 16);
}

/** As the schemas have them: logins of people and of apps, and slugs. */
const login = String.raw`(?=-*[A-Za-z0-9])[A-Za-z0-9-]{1,39}(?:_[A-Za-z0-9]{1,8})?(?:\[bot\])?`;
const slug = '[A-Za-z0-9_-]{1,255}';
const removal = new RegExp(
  `^${recordTrailers.removal}: (?:(?<kind>suspend-user|remove-user|remove-outside) (?<login>${login})|remove-team-member (?<member>${login}) (?<team>${slug}))(?<basis>(?: [0-9a-f]{16})+)$`,
);
const addition = new RegExp(
  `^${recordTrailers.addition}: (?:add-user (?<login>${login})|add-team-member (?<member>${login}) (?<team>${slug}))$`,
);

/** Undefined where nobody here wrote the line so. */
export function parseRemoval(line: string): RemovalRecord | undefined {
  const found = removal.exec(line)?.groups;
  if (found === undefined) return undefined;
  const { kind, login, member, team, basis: digests = '' } = found;
  const basis = digests.trim().split(' ');
  if (member !== undefined && team !== undefined) return { kind: 'remove-team-member', login: member, team, basis };
  return { kind: kind as RemovalRecord['kind'], login: login ?? '', basis };
}

function parseAddition(line: string): AdditionRecord | undefined {
  const found = addition.exec(line)?.groups;
  if (found === undefined) return undefined;
  const { login, member, team } = found;
  if (member !== undefined && team !== undefined) return { kind: 'add-team-member', login: member, team };
  return { kind: 'add-user', login: login ?? '' };
}

/**
 * The removals that messages tell, each once, but for those after which the generator itself gave the same again: that is
 * HR's own change of mind, not people's.
 * @param messages of commits, no commit after one that it rests on
 */
export function removalsTold(messages: readonly string[]): readonly RemovalRecord[] {
  const given = new Set<string>();
  const told = new Map<string, RemovalRecord>();
  for (const message of messages) {
    const lines = message.split('\n').map((line) => line.trimEnd());
    for (const line of lines) {
      const record = parseRemoval(line);
      if (record !== undefined && !given.has(subjectOf(record))) told.set(line, record);
    }
    for (const record of lines.flatMap((line) => parseAddition(line) ?? [])) given.add(subjectOf(record));
  }
  return [...told.values()];
}

function subjectOf({ login, team }: { readonly login: string; readonly team?: string }): string {
  return JSON.stringify([keyOf(login), team === undefined ? null : keyOf(team)]);
}

/**
 * Those removals that the state shows no more: the person is back, or not suspended, or in the team. Both records of
 * somebody who was suspended and then removed count, once they are given back.
 *
 * A record knows the login of its time alone. After a rename of the person or the team it is not found any more, and
 * the removal is proposed once more, for people to judge.
 */
export function undoneAmong(records: readonly RemovalRecord[], state: OrgState): Restored[] {
  return records.filter((record) => isUndone(record, state)).map(restored);
}

function isUndone({ kind, login, team = '' }: RemovalRecord, { users, teams }: OrgState): boolean {
  const user = users.get(keyOf(login));
  switch (kind) {
    case 'suspend-user':
      return user !== undefined && user.suspended === undefined;
    case 'remove-user':
    case 'remove-outside':
      return user !== undefined;
    case 'remove-team-member':
      return teams.get(keyOf(team))?.members.has(keyOf(login)) === true;
  }
}

function restored({ login, team, basis }: RemovalRecord): Restored {
  return { user: keyOf(login), ...(team === undefined ? {} : { team: keyOf(team) }), basis };
}
