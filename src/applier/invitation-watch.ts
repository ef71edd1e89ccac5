import type { Change } from '../model/change.ts';
import { RollcallError, WriteError } from '../model/errors.ts';
import type { Outcome } from '../model/plan.ts';
import { consequenceOf } from './failures.ts';
import { freeAgain, isQuota, type SentLately } from './quota.ts';

/** Why a change waits. */
export type Waiting = Required<Pick<Outcome, 'message' | 'code'>>;

/** Knows when GitHub takes no further invitation, so that none is sent in vain. */
export interface InvitationWatch {
  /** What every further invitation waits for, or null. */
  held(): Waiting | null;
  /** One was taken. */
  taken(): void;
  /** One was refused. @returns which of those refused so far were refused for no fault of their own: they wait */
  refused(change: Change, error: RollcallError): Promise<readonly Change[]>;
}

/**
 * @param sentLately asked where GitHub refuses an invitation and does not say why
 * @param alikeAtMost so many refused alike, one after the other, are enough even where nothing tells of the quota
 */
export function createInvitationWatch(sentLately: () => Promise<SentLately>, alikeAtMost: number): InvitationWatch {
  let held: Waiting | null = null;
  let alike: { readonly fingerprint: string; readonly changes: readonly Change[] } = { fingerprint: '', changes: [] };
  return {
    held: () => held,
    taken: () => {
      alike = { fingerprint: '', changes: [] };
    },
    async refused(change, error) {
      if (consequenceOf(error) === 'holds-invitations') {
        held = { code: error.code, message: withTime(error) };
        return [change];
      }
      if (error.code !== 'invitation-refused' || !(error instanceof WriteError)) return [];
      const fingerprint = error.fingerprint ?? '';
      alike = { fingerprint, changes: [...(alike.fingerprint === fingerprint ? alike.changes : []), change] };
      const sent = await sentLately().catch(nothingSeen);
      if (!isQuota(alike.changes.length, sent)) {
        if (alike.changes.length >= alikeAtMost) held = { code: error.code, message: refusedAlike(alikeAtMost) };
        return [];
      }
      held = { code: 'invitation-quota', message: quotaReached(sent) };
      return alike.changes;
    },
  };
}

/** What cannot be read is no evidence, and no reason to end a run in the middle. */
function nothingSeen(error: unknown): SentLately {
  if (!(error instanceof RollcallError)) throw error;
  return { count: 0, oldest: undefined };
}

function quotaReached(sent: SentLately): string {
  const until = freeAgain(sent);
  const when = until === undefined ? '' : ` before ${until.toISOString()}`;
  return `${sent.count} invitations were sent in the last 24 hours, and GitHub refuses more without saying why: it is taken for the quota. None is sent${when}.`;
}

function refusedAlike(count: number): string {
  return `${count} invitations in a row were refused in the same way, and GitHub does not say why: see whether the organisation may invite at the moment. Those left wait for the next run.`;
}

/** What GitHub said, and when it can go on where that is known. */
export function withTime(error: RollcallError): string {
  const until = error instanceof WriteError ? error.until : undefined;
  return until === undefined ? error.message : `${error.message} It can go on at ${until.toISOString()}.`;
}
