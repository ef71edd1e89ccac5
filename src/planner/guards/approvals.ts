import type { Actor } from '../../model/account.ts';
import { keyOf } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { Account, MergedPullRequest, Review } from '../../model/pull-request.ts';

/** A pull request, the approvals that count, and why the others do not. */
export interface Weighed {
  readonly pull: MergedPullRequest;
  /** Logins, sorted. */
  readonly approvers: readonly string[];
  /** Each continues "not counted: …". */
  readonly notCounted: readonly string[];
}

/** Whose approvals count for nothing. */
export interface Barred {
  /** Who is suspended in desired, or was in base. */
  readonly suspended: readonly Pick<User, 'login' | 'id'>[];
  /** Whose token the run uses; null where nobody was asked. */
  readonly actor: Actor | null;
}

/** What the reviews of a pull request are worth. */
export function weigh(pull: MergedPullRequest, barred: Barred): Weighed {
  const verdicts = pull.reviews.map((review) => ({ review, flaw: flawOf(review, pull, barred) }));
  return {
    pull,
    approvers: verdicts.flatMap(({ review, flaw }) => (flaw === undefined ? [review.by.login] : [])).sort(),
    notCounted: verdicts.flatMap(({ review, flaw }) => (flaw === undefined ? [] : [`by ${review.by.login}${flaw}`])),
  };
}

/** The pull request with the most approvals that count; of equals, the first. */
export function bestOf(pulls: readonly MergedPullRequest[], barred: Barred): Weighed | undefined {
  const weighed = pulls.map((pull) => weigh(pull, barred));
  return weighed.reduce<Weighed | undefined>(
    (best, each) => (best === undefined || each.approvers.length > best.approvers.length ? each : best),
    undefined,
  );
}

/** Why a review is no approval that counts; undefined where it is one. */
function flawOf(review: Review, pull: MergedPullRequest, { suspended, actor }: Barred): string | undefined {
  const { by, state, commit, mayWrite } = review;
  if (state === 'dismissed') return ', dismissed';
  if (state === 'changes-requested') return ', who asks for changes';
  if (by.kind === 'bot') return ', which is a bot';
  if (actor?.kind === 'user' && isSame({ login: actor.login, id: null }, by)) return ', whose token this run uses';
  if (pull.openedBy !== null && isSame(pull.openedBy, by)) return ', who opened it';
  const wrote = pull.wrote.find((writer) => isSame(writer, by));
  if (wrote !== undefined) return `, who wrote ${wrote.commit.slice(0, 7)}`;
  if (!pull.listsAllCommits) return ', as GitHub does not list all of its commits, and so nobody knows who wrote them';
  if (commit !== pull.head) return ' on an older commit';
  if (suspended.some((user) => isSame({ login: user.login, id: user.id ?? null }, by))) return ', who is suspended';
  return mayWrite ? undefined : ', who has no write access';
}

/** By id where both are known: a login may have become somebody else's. */
function isSame(one: Account, other: Account): boolean {
  return one.id !== null && other.id !== null ? one.id === other.id : keyOf(one.login) === keyOf(other.login);
}
