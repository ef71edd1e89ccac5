import { createHash } from 'node:crypto';
import { keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Edit } from '../model/proposal.ts';
import type { Restored } from './facts.ts';

/** The trailer under which a proposal's commit message keeps its removals, one a line. */
export const removalTrailer = 'Rollcall-Removal';

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

/**
 * The trailer's value, such as `suspend-user eli 1f2e3d4c5b6a7988`. Undefined where the edit takes nothing from anybody,
 * and where it rests on nothing that could be compared later.
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
    case 'rename-user':
    case 'add-team-member':
    case 'remove-exception':
    case 'remove-allowance':
      return undefined;
  }
}

function written(about: readonly string[], login: string, basis: readonly string[]): string | undefined {
  if (basis.length === 0) return undefined;
  return [...about, ...basis.map((piece) => digestOf(login, piece))].join(' ');
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
const grammar = new RegExp(
  `^(?:(?<kind>suspend-user|remove-user|remove-outside) (?<login>${login})|remove-team-member (?<member>${login}) (?<team>${slug}))(?<basis>(?: [0-9a-f]{16})+)$`,
);

/** Undefined where nobody here wrote it so. */
export function parseRecord(value: string): RemovalRecord | undefined {
  const found = grammar.exec(value)?.groups;
  if (found === undefined) return undefined;
  const { kind, login, member, team, basis: digests = '' } = found;
  const basis = digests.trim().split(' ');
  if (member !== undefined && team !== undefined) return { kind: 'remove-team-member', login: member, team, basis };
  return { kind: kind as RemovalRecord['kind'], login: login ?? '', basis };
}

/**
 * Those removals that the state shows no more: the person is back, or not suspended, or in the team. Both records of
 * somebody who was suspended and then removed count, once they are given back. Whoever was hired again counts too: a new
 * leaving that rests on the very same words is listed for people, and not proposed.
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
