import { holdsContentOf, pushProposal, type Standing, writeProposal } from '../../git/proposal-branch.ts';
import { swap } from '../../git/remote-ref.ts';
import type { OwnPullRequest, Reviewers } from '../../model/pull-request.ts';
import { askAgain, askForReview } from './ask-for-review.ts';
import { closedByUs } from './close-pull-request.ts';
import { type Desk, placeOf } from './desk.ts';
import { foreignWords, replaced } from './foreign-commits.ts';

/** What one of the tool's branches is to hold, and how its pull request is to read. */
export interface Wanted {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  /** What differs from the default branch: whole text by path from the checkout's root; null for a file that goes. */
  readonly files: ReadonlyMap<string, string | null>;
  readonly message: string;
  readonly reviewers: Reviewers;
  /** Somebody asks for it now: it is opened anew where people closed one like it. */
  readonly askedFor?: true;
}

/** What became of it. */
export interface Kept {
  readonly kind:
    | 'opened'
    | 'updated'
    /** It said the same already. */
    | 'unchanged'
    /** Approved, and its content would be the same: an approval is not thrown away for a newer base. */
    | 'left-alone'
    /** People closed a pull request with this very content. */
    | 'left-closed';
  readonly number: number;
  readonly url: string;
  readonly warnings: readonly string[];
}

/** What there is of a branch already, as this run saw it. */
export interface There {
  readonly newest: OwnPullRequest | undefined;
  readonly standing: Standing;
}

/** Opens or updates the pull request of a branch; says and sends nothing where nothing differs. */
export async function keepPullRequest(desk: Desk, wanted: Wanted, { newest, standing }: There): Promise<Kept> {
  const { repository, remote } = desk;
  const commit = await writeProposal(repository, remote.head, wanted.files, wanted.message);
  const isSame = await holdsContentOf(repository, standing, commit);
  const left = newest === undefined || !isSame ? undefined : whyLeft(newest, standing, wanted);
  if (newest !== undefined && left !== undefined) {
    const { number, url } = newest;
    return { kind: left, number, url, warnings: foreignWords(wanted.branch, standing, 'on it') };
  }
  return newest?.state === 'open'
    ? update(desk, wanted, newest, { commit, standing })
    : open(desk, wanted, { commit, standing });
}

/** Why a pull request with this very content is not touched. A branch with commits of others is never left as ours. */
function whyLeft(newest: OwnPullRequest, standing: Standing, { askedFor }: Wanted): Kept['kind'] | undefined {
  if (newest.head !== standing.at) return undefined;
  if (newest.state === 'closed') {
    return askedFor === true || newest.body.startsWith(closedByUs) ? undefined : 'left-closed';
  }
  return newest.state === 'open' && newest.approved && standing.foreign.length === 0 ? 'left-alone' : undefined;
}

interface Step {
  readonly commit: string;
  readonly standing: Standing;
}

async function open(desk: Desk, wanted: Wanted, { commit, standing }: Step): Promise<Kept> {
  const { branch, title, body } = wanted;
  await push(desk, branch, { commit, standing });
  const draft = { branch, base: desk.remote.defaultBranch, title, body };
  const opened = await desk.pulls.open(draft).catch(async (error: unknown) => {
    // Left there, it would look like one that people closed.
    await swap(placeOf(desk, branch), { from: commit, to: standing.at }).catch(() => undefined);
    throw error;
  });
  const { number, url } = opened;
  if (standing.foreign.length > 0) await desk.pulls.comment(number, replaced(standing));
  const warnings = [
    ...foreignWords(branch, standing, 'replaced'),
    ...(await askForReview(desk, opened, wanted.reviewers)),
  ];
  return { kind: 'opened', number, url, warnings };
}

async function update(desk: Desk, wanted: Wanted, newest: OwnPullRequest, { commit, standing }: Step): Promise<Kept> {
  const { branch, title, body } = wanted;
  const { number, url } = newest;
  // Said first: whoever is interrupted in between has named what goes.
  if (standing.foreign.length > 0) await desk.pulls.comment(number, replaced(standing));
  const isPushed = await push(desk, branch, { commit, standing });
  const saysSame = newest.title === title && newest.body === body;
  if (!saysSame) await desk.pulls.update(number, { title, body });
  const warnings = [
    ...foreignWords(branch, standing, 'replaced'),
    ...(await askAgain(desk, newest, wanted.reviewers, isPushed)),
  ];
  return { kind: saysSame && !isPushed ? 'unchanged' : 'updated', number, url, warnings };
}

async function push(desk: Desk, branch: string, { commit, standing }: Step): Promise<boolean> {
  if (standing.at === commit) return false;
  await pushProposal(placeOf(desk, branch), { from: standing.at, to: commit });
  return true;
}
