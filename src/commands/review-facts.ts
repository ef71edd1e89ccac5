import { type Merge, mergesAmong } from '../git/merges.ts';
import { subjectsOf } from '../git/subjects.ts';
import { dayOf } from '../model/day.ts';
import type { MergedPullRequest } from '../model/pull-request.ts';
import { bestOf } from '../planner/guards/approvals.ts';
import type { Lineage } from '../planner/guards/lineage.ts';
import type { ReviewFacts, StateRepositoryName } from '../planner/guards/review.ts';
import { needsOf } from '../planner/guards/review-needs.ts';
import type { PullRequests } from '../scm/pull-requests.ts';
import type { Context } from './context.ts';
import type { StateRepo } from './desired.ts';
import { lineageOf } from './lineage.ts';
import type { Judged } from './make-plan.ts';
import { stateRepositoryOf } from './state-repository.ts';

/** Makes what reads the pull requests of one repository. */
export type PullRequestsOf = (repository: { readonly owner: string; readonly repo: string }) => PullRequests;

/** Milliseconds to wait before HEAD's pull requests are asked for: right after a merge GitHub may not know them yet. */
const patience = [0, 1000, 3000] as const;

/**
 * What the review guard judges by: git tells which commits need how many approvals, GitHub what they have. Where no
 * policy asks for any, GitHub is not asked.
 * @throws ReadError where a list of GitHub's could not be read to its end; GitError where the history cannot be had
 */
export async function reviewFacts(
  context: Context,
  repo: StateRepo,
  pullRequestsOf: PullRequestsOf,
  { plan, actor }: Pick<Judged, 'plan' | 'actor'>,
): Promise<ReviewFacts> {
  const { repository, remote, desired, base } = repo;
  const today = dayOf(context.now());
  const lineage = await lineageOf(repo, plan, today);
  const needs = needsOf(plan, lineage);
  const stateRepository = needs.length === 0 ? { name: '' } : await stateRepositoryOfRun(repo);
  const users = [...desired.state.users.values(), ...base.state.users.values()];
  const facts = {
    lineage,
    stateRepository,
    subjects: await subjectsOf(
      repository,
      needs.map(({ commit }) => commit),
    ),
    suspended: users.filter(({ suspended }) => suspended !== undefined),
    today,
  };
  if (needs.length === 0 || 'unknown' in stateRepository) {
    return { ...facts, actor, pulls: new Map(), altered: new Set() };
  }
  const [owner = '', name = ''] = stateRepository.name.split('/');
  const pullRequests = pullRequestsOf({ owner, repo: name });
  const ask = (commit: string) => pullRequests.mergedWith(commit, remote.defaultBranch);
  const commits = needs.map(({ commit }) => commit);
  const found = await pullsOf(context, commits, lineage, ask);
  return { ...facts, actor, ...sorted(found, await mergesAmong(repository, commits)) };
}

/**
 * GitHub calls a pull request merged by any commit through which the branch came to hold its last one. So a merge that
 * somebody made by hand, and put other things into, is told by what it holds.
 */
function sorted(
  found: ReviewFacts['pulls'],
  merges: ReadonlyMap<string, Merge>,
): Pick<ReviewFacts, 'pulls' | 'altered'> {
  const isBrought = (commit: string, { head }: MergedPullRequest): boolean => {
    const merge = merges.get(commit);
    return merge === undefined || (merge.plain && merge.merged === head);
  };
  const pulls = [...found].map(([commit, all]) => [commit, all.filter((pull) => isBrought(commit, pull))] as const);
  const altered = pulls.flatMap(([commit, kept]) => (kept.length < (found.get(commit)?.length ?? 0) ? [commit] : []));
  return { pulls: new Map(pulls), altered: new Set(altered) };
}

/** The pull request that brought a commit, and who approved it so that it counts; null where nobody asked for it. */
export function reviewedOf(
  facts: ReviewFacts,
  commit: string | null,
): { pullRequest: number; approvers: readonly string[] } | null {
  const best = bestOf(facts.pulls.get(commit ?? '') ?? [], facts);
  return best === undefined ? null : { pullRequest: best.pull.number, approvers: best.approvers };
}

async function pullsOf(
  context: Context,
  commits: readonly string[],
  { line }: Lineage,
  ask: (commit: string) => Promise<readonly MergedPullRequest[]>,
): Promise<ReviewFacts['pulls']> {
  const head = line.at(-1);
  const found = commits.map(async (commit) => {
    let pulls: readonly MergedPullRequest[] = [];
    for (const milliseconds of commit === head ? patience : [0]) {
      // Where the run was stopped meanwhile, the next request says so.
      if (milliseconds > 0) await context.sleep(milliseconds, context.signal).catch(() => undefined);
      pulls = await ask(commit);
      if (pulls.length > 0) break;
    }
    return [commit, pulls] as const;
  });
  return new Map(await Promise.all(found));
}

function stateRepositoryOfRun({ repository, remote, desired, base }: StateRepo): Promise<StateRepositoryName> {
  const [written, applied] = [desired.state, base.state].map(({ organization }) => organization.stateRepository);
  return stateRepositoryOf(repository, remote, { written, applied, needed: 'policy.yaml asks for approvals' });
}
