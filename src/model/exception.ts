import type { Position } from './entry.ts';

/** Someone who is kept whatever the HR data says, until the end of the day `expires`. */
export interface Exception extends Position {
  /** The login, as people wrote it. */
  readonly user: string;
  readonly reason: string;
  readonly approvedBy: string;
  /** ISO date. */
  readonly expires: string;
}
