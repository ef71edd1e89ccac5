import { pushProposal, type Standing, standingProposal, writeProposal } from '../../git/proposal-branch.ts';
import type { Remote } from '../../git/remote.ts';
import { type RemoteRef, standingAt, swap } from '../../git/remote-ref.ts';
import type { StateRepository } from '../../git/repository.ts';
import { keyOf } from '../../model/identity.ts';
import type { OwnPullRequest, Reviewers } from '../../model/pull-request.ts';
import type { PullRequestWriter } from '../../scm/pull-request-writer.ts';

/** Where the tool's pull requests are kept. */
export interface Desk {
  readonly repository: StateRepository;
  readonly remote: Remote;
  readonly pulls: PullRequestWriter;
}

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

/**
 * Opens or updates the pull request of a branch; says and sends nothing where nothing differs.
 * @param newest the branch's newest pull request, as GitHub told of it in this run
 */
export async function keepPullRequest(desk: Desk, wanted: Wanted, newest: OwnPullRequest | undefined): Promise<Kept> {
  const { repository, remote } = desk;
  const commit = await writeProposal(repository, remote.head, wanted.files, wanted.message);
  const standing = await standingProposal(placeOf(desk, wanted.branch), remote.head, commit);
  const left = newest === undefined ? undefined : whyLeft(newest, standing, wanted);
  if (newest !== undefined && left !== undefined) {
    return {
      kind: left,
      number: newest.number,
      url: newest.url,
      warnings: foreignWords(wanted.branch, standing, 'on it'),
    };
  }
  return newest?.state === 'open'
    ? update(desk, wanted, newest, { commit, standing })
    : open(desk, wanted, { commit, standing });
}

/** A branch with commits of others on it is never left to be merged as ours. */
function whyLeft(newest: OwnPullRequest, standing: Standing, { askedFor }: Wanted): Kept['kind'] | undefined {
  if (!standing.sameContent || newest.head !== standing.at) return undefined;
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

/** At the head of a description: nobody but us closed it. */
const closedByUs = '<!-- rollcall: closed -->';

/** What GitHub takes of a description, in characters. */
const longestBody = 65_536;

/** What became of a branch that nothing is left for. */
export interface Closed {
  /** Where one was open. */
  readonly pullRequest: OwnPullRequest | undefined;
  readonly warnings: readonly string[];
}

/**
 * Closes the pull request of a branch with a word, and takes the branch away: one that stands is how people's own closing
 * is told. A branch that was moved since is left, for somebody works on it.
 */
export async function closePullRequest(
  desk: Desk,
  branch: string,
  word: string,
  newest: OwnPullRequest | undefined,
): Promise<Closed> {
  const pullRequest = newest?.state === 'open' ? newest : undefined;
  if (pullRequest !== undefined) {
    const { number, title, body } = pullRequest;
    await desk.pulls.update(number, { title, body: `${closedByUs}\n${body}`.slice(0, longestBody) });
    await desk.pulls.close(number);
    await desk.pulls.comment(pullRequest.number, word);
  }
  if (newest === undefined || newest.state === 'merged') return { pullRequest, warnings: [] };
  return { pullRequest, warnings: await takeBranchAway(desk, branch, newest.head) };
}

async function takeBranchAway(desk: Desk, branch: string, head: string): Promise<readonly string[]> {
  const place = placeOf(desk, branch);
  if ((await standingAt(place)) !== head) return [];
  const standing = await standingProposal(place, desk.remote.head, head);
  if (standing.foreign.length > 0) return foreignWords(branch, standing, 'on it; the branch was left');
  await swap(place, { from: head, to: null });
  return [];
}

function placeOf({ repository, remote }: Desk, branch: string): RemoteRef {
  return { repository, remote, ref: `refs/heads/${branch}` };
}

/** A review of what stood there before is none of what stands there now. */
async function askAgain(
  desk: Desk,
  newest: OwnPullRequest,
  reviewers: Reviewers,
  isPushed: boolean,
): Promise<readonly string[]> {
  if (isPushed) return askForReview(desk, { ...newest, reviewers: new Set() }, reviewers);
  return isUnasked(newest, reviewers) ? askForReview(desk, newest, reviewers) : [];
}

/** Nobody was asked at all: the run that opened it did not get to that. */
function isUnasked(pull: OwnPullRequest, reviewers: Reviewers): boolean {
  const { users, teams } = notAskedYet(pull, reviewers);
  return users.length === reviewers.users.length && teams.length === reviewers.teams.length;
}

function notAskedYet({ asked, reviewers }: OwnPullRequest, { users, teams }: Reviewers): Reviewers {
  return {
    users: users.filter((login) => !asked.has(keyOf(login)) && !reviewers.has(keyOf(login))),
    teams: teams.filter((slug) => !asked.has(`team/${keyOf(slug)}`)),
  };
}

async function askForReview(desk: Desk, pull: OwnPullRequest, reviewers: Reviewers): Promise<readonly string[]> {
  const rest = notAskedYet(pull, reviewers);
  if (rest.users.length + rest.teams.length === 0) return [];
  const refused = await desk.pulls.askReviewers(pull.number, rest);
  return refused.map(({ who, why }) => `${who} could not be asked for a review: ${why}`);
}

/** So many commits are named; somebody may have pushed another history. */
const namedAtMost = 20;

function foreignWords(branch: string, { foreign }: Standing, became: string): readonly string[] {
  const named = foreign.slice(0, namedAtMost).map(({ commit, author }) => `${commit} by ${author}`);
  const more = foreign.length - named.length;
  if (named.length === 0) return [];
  return [`Commits of others on ${branch} (${became}): ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`];
}

function replaced({ foreign }: Standing): string {
  const commits = foreign.slice(0, namedAtMost).map(({ commit }) => `- ${commit}`);
  const more = foreign.length > namedAtMost ? [`- and ${foreign.length - namedAtMost} more`] : [];
  return `This branch is written anew by Rollcall whenever the data changes, and holds no commits of others. These were on it and are not any more:\n\n${[...commits, ...more].join('\n')}\n\nTo change what is proposed, change what it rests on, as the description says. The commits can still be had by their ids.`;
}
