import { setTimeout as pause } from 'node:timers/promises';
import { blameLines } from '../git/blame.ts';
import { type PolicyFile, type PolicyHistory, policyHistory } from '../git/policy-history.ts';
import { nameOnRemote } from '../git/remote-name.ts';
import { subjectsOf } from '../git/subjects.ts';
import { keyOf } from '../model/identity.ts';
import type { Plan } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import type { MergedPullRequest } from '../model/pull-request.ts';
import { inForce } from '../planner/guards/allowances.ts';
import { bestOf } from '../planner/guards/approvals.ts';
import type { Lineage, PolicyStep } from '../planner/guards/lineage.ts';
import type { ReviewFacts, StateRepositoryName } from '../planner/guards/review.ts';
import { type Need, needsOf } from '../planner/guards/review-needs.ts';
import type { PullRequests } from '../scm/pull-requests.ts';
import { loadState } from '../state/load-state.ts';
import { defaultPolicy } from '../state/normalise/policy.ts';
import type { Context } from './context.ts';
import type { StateRepo } from './desired.ts';

/** Makes what reads the pull requests of one repository. */
export type PullRequestsOf = (repository: { readonly owner: string; readonly repo: string }) => PullRequests;

/** Seconds to wait before HEAD's pull requests are asked for: right after a merge GitHub may not know them yet. */
const patience = [0, 1, 3] as const;

/**
 * What the review guard judges by: git tells which commits need how many approvals, GitHub what they have. Where no
 * policy asks for any, GitHub is not asked.
 * @param wait for tests
 * @throws ReadError where a list of GitHub's could not be read to its end; GitError where the history cannot be had
 */
export async function reviewFacts(
  context: Context,
  repo: StateRepo,
  pullRequestsOf: PullRequestsOf,
  plan: Plan,
  wait = (seconds: number): Promise<unknown> => pause(seconds * 1000, undefined, { signal: context.signal }),
): Promise<ReviewFacts> {
  const { repository, remote, desired, base } = repo;
  const today = context.now().toISOString().slice(0, 10);
  const lineage = await lineageOf(repo, plan, today);
  const needs = needsOf(plan, lineage);
  const stateRepository = needs.length === 0 ? { name: '' } : await stateRepositoryOf(repo);
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
  if ('unknown' in stateRepository) return { ...facts, pulls: new Map() };
  const [owner = '', name = ''] = stateRepository.name.split('/');
  const pullRequests = pullRequestsOf({ owner, repo: name });
  return {
    ...facts,
    pulls: await pullsOf(needs, lineage, (commit) => pullRequests.mergedWith(commit, remote.defaultBranch), wait),
  };
}

/** The pull request that brought a commit, and who approved it so that it counts; null where nobody asked for it. */
export function reviewedOf(
  { pulls, suspended }: ReviewFacts,
  commit: string | null,
): { pullRequest: number; approvers: readonly string[] } | null {
  const best = bestOf(pulls.get(commit ?? '') ?? [], suspended);
  return best === undefined ? null : { pullRequest: best.pull.number, approvers: best.approvers };
}

async function lineageOf(
  { repository, remote, checkout, desired, basePolicy }: StateRepo,
  plan: Plan,
  today: string,
): Promise<Lineage> {
  const head = checkout.commit ?? remote.head;
  const history = await policyHistory(repository, remote, head);
  const places = plan.changes.flatMap(({ attribution }) => (attribution?.commit === null ? [attribution] : []));
  return {
    branch: remote.defaultBranch,
    line: history.line,
    policies: stepsOf(history, today),
    baseReview: basePolicy?.review,
    allowances: inForce(desired.policy, today),
    // The plan may have been made while the clone was still shallow.
    writers: checkout.clean && places.length > 0 ? await blameLines(repository, head, places) : new Map(),
  };
}

/** A file that cannot be read leaves in force what stood before; one that is gone, the defaults. */
function stepsOf({ versions }: PolicyHistory, today: string): readonly PolicyStep[] {
  let now: Policy = defaultPolicy;
  return versions.map(({ commit, after, brought }) => {
    if (after !== undefined) now = policyIn(after, today) ?? now;
    return {
      commit,
      changes: after !== undefined,
      review: now.review,
      unreviewed: now.allowances.flatMap(({ unreviewed = [] }) => unreviewed),
      brought: brought.flatMap((file) => policyIn(file, today)?.review ?? []),
    };
  });
}

function policyIn(file: PolicyFile, today: string): Policy | undefined {
  if (file === 'gone') return defaultPolicy;
  if (file === 'unreadable') return undefined;
  const { policy, unreadable } = loadState([file], { prefix: '', today, lenient: true });
  return unreadable.length > 0 ? undefined : policy;
}

/**
 * Where the pull requests are. The remote's own URL has the last word: whoever edits organization.yaml could else have
 * themselves judged by the pull requests of a repository of their own. Only where the URL is a path on this machine is
 * the file believed, and then the one that was applied last before the one that is to be judged.
 */
async function stateRepositoryOf({ repository, remote, desired, base }: StateRepo): Promise<StateRepositoryName> {
  const [written, applied] = [desired.state, base.state].map(({ organization }) => organization.stateRepository);
  const onRemote = await nameOnRemote(repository, remote);
  const lines = (name: string): string => `\`stateRepository: ${name}\` in organization.yaml`;
  if (written === undefined) {
    const why = 'policy.yaml asks for approvals, and nothing says where the pull requests are.';
    return { unknown: `${why} Write ${lines(onRemote ?? 'OWNER/NAME')}.` };
  }
  if (onRemote === null) return { name: applied ?? written };
  if (keyOf(onRemote) === keyOf(written)) return { name: onRemote };
  const why = `organization.yaml says \`stateRepository: ${written}\`, and the remote ${remote.name} is ${onRemote}: its commits cannot have come by pull requests of another repository.`;
  return { unknown: `${why} Write ${lines(onRemote)}, or run in a clone of ${written}.` };
}

async function pullsOf(
  needs: readonly Need[],
  { line }: Lineage,
  ask: (commit: string) => Promise<readonly MergedPullRequest[]>,
  wait: (seconds: number) => Promise<unknown>,
): Promise<ReviewFacts['pulls']> {
  const head = line.at(-1);
  const found = needs.map(async ({ commit }) => {
    let pulls: readonly MergedPullRequest[] = [];
    for (const seconds of commit === head ? patience : [0]) {
      if (seconds > 0) await wait(seconds);
      pulls = await ask(commit);
      if (pulls.length > 0) break;
    }
    return [commit, pulls] as const;
  });
  return new Map(await Promise.all(found));
}
