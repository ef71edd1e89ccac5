import type { Change } from '../model/change.ts';
import type { Sent } from '../model/errors.ts';

/** Carries out changes, one request for each. */
export interface LiveWriter {
  /**
   * Sends the request of one change and waits for the answer. Reads only after a refusal, to tell why; what turns out to
   * be as it should be is done.
   * @throws WriteError where it is not done, or may not be; nothing else of the plan is affected.
   */
  carryOut(change: Change): Promise<Receipt>;
}

export interface Receipt extends Sent {
  /** What went differently from what was asked, such as another slug; for people. */
  readonly remark?: string;
}

/** What names in changes are called on GitHub at the moment; the writer keeps it true as it creates and renames. */
export interface Directory {
  /** By folded slug as desired has it. */
  readonly teams: Map<string, { readonly id: number; readonly slug: string }>;
  /** By folded login as desired has it: today's login. Missing: as desired has it. */
  readonly logins: ReadonlyMap<string, string>;
  /** By folded name as desired has it: today's name. Missing: as desired has it. */
  readonly repos: ReadonlyMap<string, string>;
}
