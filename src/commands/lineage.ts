import { blameLines } from '../git/blame.ts';
import { commitsNaming } from '../git/namings.ts';
import { type PolicyFile, type PolicyHistory, policyHistory } from '../git/policy-history.ts';
import { inForce } from '../model/allowance.ts';
import { linesBehind, subjectOf } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import { type Lineage, type PolicyStep, sinceOf } from '../planner/guards/lineage.ts';
import { needsOf } from '../planner/guards/review-needs.ts';
import { loadState } from '../state/load-state.ts';
import { defaultPolicy } from '../state/normalise/policy.ts';
import type { StateRepo } from './desired.ts';

/**
 * What git tells of the commits that may have to be reviewed.
 * @param today ISO date
 * @throws GitError where the history cannot be had
 */
export async function lineageOf(repo: StateRepo, plan: Plan, today: string): Promise<Lineage> {
  const { repository, remote, checkout, desired, basePolicy } = repo;
  const head = checkout.commit ?? remote.head;
  const history = await policyHistory(repository, remote, head);
  const places = plan.changes.flatMap(linesBehind).filter(({ commit }) => commit === null);
  const lineage = {
    branch: remote.defaultBranch,
    line: history.line,
    policies: stepsOf(history, today),
    ofOrganization: history.ofOrganization,
    baseReview: basePolicy?.review,
    allowances: inForce(desired.policy, today),
    // The plan may have been made while the clone was still shallow.
    writers: checkout.clean && places.length > 0 ? await blameLines(repository, head, places) : new Map(),
    unlisters: [],
  };
  return { ...lineage, unlisters: await unlisters(repo, plan, lineage) };
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

/** The commits, as far as `since` does not cover them, that changed lines about what goes by `unmanaged: remove`. */
async function unlisters({ repository }: StateRepo, plan: Plan, lineage: Lineage): Promise<readonly string[]> {
  if (needsOf(plan, lineage).length === 0) return [];
  const policyFile = repository.prefix === '' ? 'policy.yaml' : `${repository.prefix}/policy.yaml`;
  const names = plan.changes
    .filter(({ attribution }) => attribution?.file === policyFile)
    .map((change) => {
      const { login, team, repo } = subjectOf(change);
      return [login, team, repo].find((name) => name !== '') ?? '';
    })
    .filter((name) => name !== '');
  const from = sinceOf(lineage, lineage.policies.length - 1) + 1;
  return commitsNaming(repository, lineage.line, from, [...new Set(names)]);
}
