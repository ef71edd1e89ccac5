import type { Entry } from '../model/entry.ts';
import type { Exception } from '../model/exception.ts';
import type { Key } from '../model/identity.ts';
import type { Organization, Repo, Team, User } from '../model/org-state.ts';
import type { Policy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Roster } from '../model/roster.ts';

/** A place in a named file, for problems. */
export type Where = Pick<Problem, 'file' | 'line' | 'column'>;

/** A word in one file that names something in another. */
export interface Reference {
  readonly where: Where;
  readonly to: 'user' | 'team' | 'role';
  /** As written. */
  readonly name: string;
  /** What the word is there, for the message: `member of the team`, say. */
  readonly as: string;
  /** ISO date after which nobody cares any more, so that an unknown name only warns. */
  readonly until?: string;
  /** What happens where nothing has this name. */
  readonly severity: Problem['severity'];
}

/** What one file says, normalised, before it is put together with the others. */
export interface Fragment {
  readonly entries: readonly Entry[];
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
  readonly organization?: Organization;
  readonly policy?: PolicyFile;
  readonly roster?: Roster;
  /** The people whom roster.yaml asks for reviews. */
  readonly reviewers?: readonly PersonAsked[];
  readonly exceptions?: readonly LocatedException[];
  readonly users?: readonly Located<User>[];
  readonly team?: Located<Team> & TeamPlaces;
  readonly repo?: Located<Repo>;
}

/** A noun and the places that rules point at. */
export interface Located<T> {
  readonly value: T;
  readonly where: Where;
  /** Where the id stands, where there is one. */
  readonly idAt?: Where;
  readonly expiresAt?: Where;
  /** Where each old name stands, in their order. */
  readonly previouslyAt?: readonly Where[];
}

export interface TeamPlaces {
  readonly nameAt?: Where;
  readonly parentAt?: Where;
  readonly privacyAt?: Where;
  /** Each login in each list. */
  readonly people: readonly PersonInTeam[];
}

export interface PersonInTeam {
  readonly user: Key;
  readonly login: string;
  readonly where: Where;
}

/** A login and where it stands. */
export interface PersonAsked {
  readonly login: string;
  readonly where: Where;
}

export interface LocatedException {
  readonly value: Exception;
  readonly where: Where;
}

export interface PolicyFile {
  readonly policy: Policy;
  /** Where owners.minimum stands, else the file's start. */
  readonly ownersAt: Where;
  /** Where each allowance ends, in their order. */
  readonly expiresAt: readonly Where[];
}
