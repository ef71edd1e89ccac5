import { allowanceLines } from '../../model/allowance.ts';
import { linesBehind } from '../../model/change.ts';
import type { Plan, Violation } from '../../model/plan.ts';
import type { MergedPullRequest } from '../../model/pull-request.ts';
import { type Barred, bestOf, type Weighed } from './approvals.ts';
import type { Lineage } from './lineage.ts';
import { brokenSince, type Need, needsOf } from './review-needs.ts';

/** All that the review guard judges by. */
export interface ReviewFacts extends Barred {
  readonly lineage: Lineage;
  /** `owner/name` of the repository that holds the pull requests, or why it cannot be told. */
  readonly stateRepository: StateRepositoryName;
  /** Merged pull requests by commit, for each commit that needs approvals. */
  readonly pulls: ReadonlyMap<string, readonly MergedPullRequest[]>;
  /** Merges that hold other things than the pull requests that GitHub knows them by, which are not among `pulls`. */
  readonly altered: ReadonlySet<string>;
  /** First lines of commits' messages, by id. */
  readonly subjects: ReadonlyMap<string, string>;
  /** ISO date, in UTC. */
  readonly today: string;
}

/** `unknown` is a whole sentence that says what to do. */
export type StateRepositoryName = { readonly name: string } | { readonly unknown: string };

/** Every commit that this plan rests on came with a merged pull request that has the approvals asked for. */
export function review(plan: Plan, facts: ReviewFacts): readonly Violation[] {
  const { lineage, stateRepository } = facts;
  const broken = brokenSince(lineage);
  if (broken !== undefined) return [refusal(`\`review.since\` in policy.yaml ${broken}. Correct it.`)];
  const needs = needsOf(plan, lineage);
  if (needs.length === 0) return [];
  if ('unknown' in stateRepository) return [refusal(stateRepository.unknown)];
  return [...needs.flatMap((need) => unmet(need, stateRepository.name, facts)), ...unknownWriters(plan, lineage)];
}

function refusal(message: string): Violation {
  return { guard: 'review', message };
}

function unmet(need: Need, repository: string, facts: ReviewFacts): readonly Violation[] {
  const { commit, approvals } = need;
  const best = bestOf(facts.pulls.get(commit) ?? [], facts);
  const counted = best?.approvers.length ?? 0;
  if (counted >= approvals) return [];
  return [
    {
      ...refusal(`${shown(commit, facts)} ${found(best, need, repository, facts)} ${asked(need)}`),
      allow: allowanceLines(`unreviewed: [${quoted(commit)}]`, facts.today),
      figures: { approvals: counted, needed: approvals },
    },
  ];
}

function shown(commit: string, { subjects }: ReviewFacts): string {
  const subject = subjects.get(commit) ?? '';
  const short = subject.length > 72 ? `${subject.slice(0, 71)}…` : subject;
  return commit.slice(0, 7) + (short === '' ? '' : ` (${short})`);
}

function found(best: Weighed | undefined, need: Need, repository: string, { lineage, altered }: ReviewFacts): string {
  if (best === undefined && altered.has(need.commit)) {
    return 'is a merge that was made or changed by hand: it holds other things than the pull request that it merges.';
  }
  if (best === undefined) {
    return `was pushed straight to ${lineage.branch}: no merged pull request of ${repository} brought it.`;
  }
  const { pull, approvers, notCounted } = best;
  const by = approvers.length === 0 ? '' : ` (by ${approvers.join(', ')})`;
  const others = notCounted.length === 0 ? '' : ` Not counted: ${notCounted.join('; ')}.`;
  return `came with pull request #${pull.number}, which has ${approvers.length} of ${need.approvals} approvals${by}.${others}`;
}

function asked({ approvals, because }: Need): string {
  return `It needs ${approvals === 1 ? '1 approval' : `${approvals} approvals`}, ${because}.`;
}

/** YAML would read digits alone, or with one `e` among them, as a number. */
function quoted(commit: string): string {
  return /^\d+(?:e\d+)?$/.test(commit) ? `'${commit}'` : commit;
}

/** What comes from nobody knows where was reviewed by nobody knows whom. */
function unknownWriters(plan: Plan, { writers }: Lineage): readonly Violation[] {
  const places = plan.changes
    .flatMap(linesBehind)
    .flatMap(({ commit, file, line }) => (commit === null ? [`${file}:${line}`] : []));
  const unknown = [...new Set(places)].filter((place) => !writers.has(place));
  if (unknown.length === 0) return [];
  return [
    refusal(
      `Nobody knows which commit wrote ${unknown.join(', ')}, and changes come from there. Run in a clean checkout that was cloned without --depth.`,
    ),
  ];
}
