/** What HR says of somebody, all sources together. */
export interface Person {
  /** HR's own id, compared as it is written. */
  readonly employee: string;
  /** GitHub login, where a source has a column for it. */
  readonly login?: string;
  /** For finding the login by the organisation's SAML identities. */
  readonly email?: string;
  readonly status: PersonStatus;
  /** What team rules ask about, by the names that roster.yaml gives to columns: `department`, `manager`, … */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where it was read: at least one. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** Unknown is never a leaver. */
export type PersonStatus =
  | { readonly kind: 'active' }
  /** HR positively says so. `on` is an ISO date, never after today; undefined where no source gives one. */
  | { readonly kind: 'left'; readonly on: string | undefined }
  | { readonly kind: 'unknown'; readonly why: WhyUnknown };

export type WhyUnknown =
  | 'no-status'
  | 'unknown-word'
  | 'unreadable-date'
  /** An active word, and a leaving date that is past. */
  | 'active-and-left'
  /** A leaving word, and a date that is still to come. */
  | 'leaves-later'
  /** A leaving word in a row that may be cut short. */
  | 'unfinished-row'
  /** One row says active and another says left. */
  | 'sources-disagree'
  /** Left, and somebody else has the same login, or the person has several. */
  | 'login-conflict';

/** Which row of which source says something. */
export interface Evidence {
  /** The source's name in roster.yaml. */
  readonly source: string;
  /** For people: `row 12`, `uid=bob,ou=people,dc=example`, `id 4711`. */
  readonly place: string;
  /** The status as HR wrote it, and the leaving date, where they stand. */
  readonly status: string | undefined;
  readonly leftOn: string | undefined;
}

/**
 * What may stand as an employee id in the state: one line that people can read, in at most 100 characters, without
 * control, format (right-to-left marks, zero width) and private characters. users.schema.json says the same.
 */
export const employeeId = /^(?=.*\S)[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{1,100}$/u;
