import { pushProposal, type Standing, standingProposal, writeProposal } from '../../git/proposal-branch.ts';
import type { Remote } from '../../git/remote.ts';
import { type RemoteRef, swap } from '../../git/remote-ref.ts';
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

/** Opens or updates the pull request of a branch; says and sends nothing where nothing differs. */
export async function keepPullRequest(desk: Desk, wanted: Wanted): Promise<Kept> {
  const { repository, remote, pulls } = desk;
  const commit = await writeProposal(repository, remote.head, wanted.files, wanted.message);
  const place = placeOf(desk, wanted.branch);
  const standing = await standingProposal(place, remote.head, commit);
  const newest = await pulls.newest(wanted.branch, remote.defaultBranch);
  const kept = (kind: Kept['kind'], { number, url }: OwnPullRequest, warnings: readonly string[] = []): Kept => {
    return { kind, number, url, warnings };
  };
  if (newest !== undefined && standing.sameContent && newest.head === standing.at) {
    if (newest.state === 'closed') return kept('left-closed', newest);
    if (newest.state === 'open' && newest.approved && standing.at !== commit) return kept('left-alone', newest);
  }
  if (standing.at !== commit) await pushProposal(place, { from: standing.at, to: commit });
  const { title, body } = wanted;
  if (newest?.state !== 'open') {
    const opened = await pulls.open({ branch: wanted.branch, base: remote.defaultBranch, title, body });
    return kept('opened', opened, await askForReview(desk, opened, wanted.reviewers));
  }
  const saysSame = newest.title === title && newest.body === body;
  if (!saysSame) await pulls.update(newest.number, { title, body });
  if (standing.foreign.length > 0) await pulls.comment(newest.number, replaced(standing));
  const warnings = [
    ...standing.foreign.map(
      ({ commit, author }) => `The commit ${commit} by ${author} was on ${wanted.branch}, and is replaced.`,
    ),
    ...(standing.at === commit ? [] : await askForReview(desk, newest, wanted.reviewers)),
  ];
  return kept(saysSame && standing.at === commit ? 'unchanged' : 'updated', newest, warnings);
}

/**
 * Closes the pull request of a branch with a word, and takes the branch away.
 * @returns the pull request, where one was open
 */
export async function closePullRequest(desk: Desk, branch: string, word: string): Promise<OwnPullRequest | undefined> {
  const newest = await desk.pulls.newest(branch, desk.remote.defaultBranch);
  if (newest?.state !== 'open') return undefined;
  await desk.pulls.comment(newest.number, word);
  await desk.pulls.close(newest.number);
  // A branch that was moved meanwhile is left: somebody works on it.
  await swap(placeOf(desk, branch), { from: newest.head, to: null });
  return newest;
}

function placeOf({ repository, remote }: Desk, branch: string): RemoteRef {
  return { repository, remote, ref: `refs/heads/${branch}` };
}

/** Nobody is asked twice, and whoever opened it cannot review it. */
async function askForReview(desk: Desk, pull: OwnPullRequest, { users, teams }: Reviewers): Promise<readonly string[]> {
  const rest = {
    users: users.filter((login) => !pull.asked.has(keyOf(login))),
    teams: teams.filter((slug) => !pull.asked.has(`team/${keyOf(slug)}`)),
  };
  if (rest.users.length + rest.teams.length === 0) return [];
  const refused = await desk.pulls.askReviewers(pull.number, rest);
  return refused.map(({ who, why }) => `${who} could not be asked for a review: ${why}`);
}

function replaced({ foreign }: Standing): string {
  const commits = foreign.map(({ commit }) => `- ${commit}`).join('\n');
  return `This branch is written anew by Rollcall whenever the data changes, and holds no commits of others. These were on it and are not any more:\n\n${commits}\n\nTo change what is proposed, change what it rests on, as the description says. The commits can still be had by their ids.`;
}
