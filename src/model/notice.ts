import type { Key } from './identity.ts';
import type { Standing, StandingName } from './standing.ts';

/** How people are told. A comment on a pull request tells everybody at once. */
export type Channel = 'smtp' | 'dir';

/** One thing that one person is told once: where they stand, on one channel. */
export interface Notice {
  readonly login: Key;
  readonly standing: StandingName;
  /** Of an invitation, when it was sent (ISO time): one that is sent anew is told anew. Of all else null. */
  readonly since: string | null;
  readonly channel: Channel;
}

/** What came of telling one person on one channel. */
export type Telling = {
  readonly person: Standing;
  readonly channel: Channel;
} /** Told now. */ & (
  | { readonly outcome: 'told' }
  /** A dry run: would be told now. */
  | { readonly outcome: 'to-tell' }
  /** Was told of it before. */
  | { readonly outcome: 'told-before' }
  /** Nobody knows an address; nothing is wrong with that. */
  | { readonly outcome: 'no-address'; readonly why: string }
  /** A run claimed it and never confirmed it: the message may have gone out. It is not sent again by itself. */
  | { readonly outcome: 'perhaps'; readonly why: string }
  /** Could not be told: the next run tries again. */
  | { readonly outcome: 'failed'; readonly why: string }
);

/** What `rollcall notify` did. */
export interface NotifyOutcome {
  readonly organization: string;
  /** The first commit of the change. */
  readonly since: string;
  /** ISO time, on GitHub's clock. */
  readonly checkedAt: string;
  readonly dryRun: boolean;
  /** By channel, then as the report has the people. */
  readonly tellings: readonly Telling[];
  readonly comment: CommentOutcome | null;
  /** What could not be read or done, a sentence each. */
  readonly unread: readonly string[];
}

/** The comment that is kept on a pull request. */
export interface CommentOutcome {
  readonly number: number;
  /** Null where it is kept, or would be. */
  readonly failed: string | null;
}

export function noticeOf(
  { login, standing, since }: Pick<Standing, 'standing' | 'since'> & { readonly login: Key },
  channel: Channel,
): Notice {
  return { login, standing, since: standing === 'invited' ? since : null, channel };
}
