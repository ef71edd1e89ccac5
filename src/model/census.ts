/** Who is in the organisation, or on the way in: only to see who is gone. */
export interface Census {
  /** Logins by numeric id. */
  readonly members: ReadonlyMap<number, string>;
  /** Logins by the invitation's own id, of open and failed ones; those to e-mail addresses alone are left out. */
  readonly invited: ReadonlyMap<number, string>;
}
