import { linesBehind } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Review } from '../../model/policy.ts';
import { commitsNamed, type Lineage, onlyPlace, placeOf, type PolicyStep, sinceOf, writerOf } from './lineage.ts';

/** So many approvals a commit needs, and which policy says so: `because` continues "N approvals, …". */
export interface Need {
  readonly commit: string;
  readonly approvals: number;
  readonly because: string;
}

/**
 * The commits that must have been reviewed before this plan is carried out, oldest first: HEAD, each that wrote a line
 * which a change rests on, and each that touches policy.yaml or organization.yaml, which says whose access this is and
 * where its pull requests are. Of the judges the strictest counts:
 *
 * - policy.yaml at HEAD and as applied last, so that no pull request weakens its own judge. Each has its own `since`;
 * - for what touches the policy, the policy just before it. It looks back past what HEAD and `refs/rollcall/applied`
 *   say, so that switching review off by a push, whatever is done to that ref, is still there to be found;
 * - for the commit that wrote the `since` behind which the past is not looked at, each policy of that past;
 * - for the commit that lets another through, whatever that one needed.
 */
export function needsOf(plan: Plan, lineage: Lineage): readonly Need[] {
  const needs = new Map<string, Need>();
  const add = (need: Need): void => {
    if (need.approvals > (needs.get(need.commit)?.approvals ?? 0)) needs.set(need.commit, need);
  };
  for (const need of [...byHead(plan, lineage), ...byBase(plan, lineage), ...byThePast(lineage)]) add(need);
  // Oldest first: who lets a commit through is later than it, and may be let through in turn.
  for (const commit of lineage.line) {
    const need = needs.get(commit);
    const excuser = need === undefined ? undefined : excuserOf(lineage, commit);
    if (need === undefined || excuser === undefined) continue;
    needs.delete(commit);
    add({ ...need, commit: excuser, because: `as ${commit.slice(0, 7)} does, which it lets through` });
  }
  const beside = [...needs.values()].filter(({ commit }) => placeOf(lineage, commit) === undefined);
  return [...lineage.line.flatMap((commit) => needs.get(commit) ?? []), ...beside];
}

/** Why HEAD's `since` cannot be honoured; undefined where it can, or where nothing depends on it. */
export function brokenSince(lineage: Lineage): string | undefined {
  const { policies, branch } = lineage;
  const { since } = policies.at(-1)?.review ?? {};
  if (since === undefined || strictest(policies.flatMap(({ review, brought }) => [review, ...brought])) === 0) return;
  if (sinceOf(lineage, policies.length - 1) >= 0) return;
  const found = commitsNamed(lineage, since).length;
  if (found === 0) return `names ${since}, which is no commit on the first-parent line of ${branch}`;
  if (found > 1) return `names ${since}, with which the ids of ${found} commits begin; write more digits`;
  return `names ${since}, which is no commit before the one that wrote it`;
}

/** What a policy asks of commits that touch the policy. */
function asksOfPolicies({ approvals, policyApprovals = 0 }: Review): number {
  return Math.max(approvals, policyApprovals);
}

function strictest(reviews: readonly Review[]): number {
  return Math.max(0, ...reviews.map(asksOfPolicies));
}

function byHead(plan: Plan, lineage: Lineage): readonly Need[] {
  const review = lineage.policies.at(-1)?.review;
  const since = sinceOf(lineage, lineage.policies.length - 1);
  return review === undefined ? [] : byPolicy(plan, lineage, { review, since, because: 'as policy.yaml asks' });
}

/**
 * HEAD's `since` counts here as well: the commit that wrote it needs what base asked. Without that, approvals that lost
 * their worth, such as those of somebody who has left, could only be made up for commit by commit.
 */
function byBase(plan: Plan, lineage: Lineage): readonly Need[] {
  const { baseReview: review, policies } = lineage;
  if (review === undefined) return [];
  const own = review.since === undefined ? -1 : onlyPlace(lineage, review.since);
  const since = Math.max(own, sinceOf(lineage, policies.length - 1));
  return byPolicy(plan, lineage, { review, since, because: 'as the policy.yaml applied last asks' });
}

interface Judge {
  readonly review: Review;
  /** Place on the line up to which everything counts as reviewed; -1 for nothing. */
  readonly since: number;
  readonly because: string;
}

function byPolicy(plan: Plan, lineage: Lineage, { review, since, because }: Judge): readonly Need[] {
  const touching = new Set(lineage.policies.filter(({ changes }) => changes).map(({ commit }) => commit));
  const ofOrganization = new Set(lineage.ofOrganization);
  const begun = firstAsking(lineage);
  const inForce = [...touching, ...ofOrganization].filter((commit) => (placeOf(lineage, commit) ?? Infinity) > begun);
  const judged = new Set([...inForce, ...commitsBehind(plan, lineage), ...lineage.line.slice(-1)]);
  const needOf = (commit: string): Need => {
    const { approvals } = review;
    if (touching.has(commit))
      return { commit, approvals: asksOfPolicies(review), because: `${because} for changes of itself` };
    if (ofOrganization.has(commit))
      return { commit, approvals, because: `${because} for changes of organization.yaml` };
    return { commit, approvals, because };
  };
  return [...judged].filter((commit) => (placeOf(lineage, commit) ?? Infinity) > since).map(needOf);
}

/**
 * The place of the commit that first asked for approvals: before it there was no review to be got past, so it and what
 * came before are not judged only for having touched the policy. A state repo that begins with review has no other way
 * to begin.
 */
function firstAsking(lineage: Lineage): number {
  const first = lineage.policies.find(({ review, brought }) => strictest([review, ...brought]) > 0);
  return first === undefined ? -1 : (placeOf(lineage, first.commit) ?? -1);
}

/** The commits that wrote the lines which the plan's changes rest on, as far as they are known. */
function commitsBehind(plan: Plan, { writers, unlisters }: Lineage): readonly string[] {
  const behind = plan.changes
    .flatMap(linesBehind)
    .flatMap(({ commit, file, line }) => commit ?? writers.get(`${file}:${line}`) ?? []);
  return [...behind, ...unlisters];
}

function byThePast(lineage: Lineage): readonly Need[] {
  const { policies } = lineage;
  const last = policies.findLastIndex(({ review }) => review.since !== undefined);
  const since = sinceOf(lineage, last);
  const judged = policies.flatMap((step, index) =>
    (placeOf(lineage, step.commit) ?? -1) > since ? [justBefore(step, policies[index - 1])] : [],
  );
  return since < 0 ? judged : [...judged, writingSince(policies, last)];
}

function justBefore({ commit, changes, brought }: PolicyStep, before: PolicyStep | undefined): Need {
  const asked = changes && before !== undefined ? asksOfPolicies(before.review) : 0;
  const hidden = strictest(brought);
  return hidden > asked
    ? { commit, approvals: hidden, because: 'as policy.yaml asks in the commits that it brings along' }
    : { commit, approvals: asked, because: 'as policy.yaml asked just before it' };
}

function writingSince(policies: readonly PolicyStep[], last: number): Need {
  const since = policies[last]?.review.since;
  const writer = writerOf(policies, last, ({ review }) => review.since === since);
  const past = policies.slice(0, writer).map(({ review }) => review);
  const brought = policies.slice(0, writer + 1).flatMap((step) => step.brought);
  return {
    commit: policies[writer]?.commit ?? '',
    approvals: strictest([...past, ...brought]),
    because: 'as policy.yaml asked once: it moves `since`, and so calls what came before reviewed',
  };
}

/**
 * The commit whose allowance, in force at HEAD, lets this one through. It must be later: ids can be made to begin with
 * any seven digits, so that a commit could else name itself.
 */
function excuserOf(lineage: Lineage, commit: string): string | undefined {
  const { policies, allowances } = lineage;
  const place = placeOf(lineage, commit) ?? Infinity;
  return allowances
    .flatMap(({ unreviewed = [] }) => unreviewed)
    .filter((prefix) => onlyPlace(lineage, prefix) === place)
    .map((prefix) => policies[writerOf(policies, policies.length - 1, (step) => step.unreviewed.includes(prefix))])
    .find((step) => place < (placeOf(lineage, step?.commit ?? '') ?? -1))?.commit;
}
