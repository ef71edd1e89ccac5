import type { OrgState } from '../src/model/org-state.ts';
import { bigOrganization, type OrganizationSize } from '../src/sandbox/organization-generator/big-organization.ts';
import { aStateRepo, filesOf, openPolicy, type Ran, type StateRepoFixture } from '../test/support/state-repo.ts';
import type { Figure } from './figure.ts';
import { intoLargestTeams, joiner, type Merge, merges } from './merges.ts';
import { named } from './sizes.ts';

/** What one run asked of GitHub. */
interface Asked {
  readonly requests: number;
  readonly rest: number;
  readonly points: number;
  readonly writes: number;
}

/** What a merge asks for, at one size. */
export interface MergeCost {
  readonly what: string;
  /** Of the plan alone. */
  readonly requests: number;
  readonly changes: number;
  /** Of applying it. */
  readonly writes: number;
}

/** Writes of a whole run, and changes that it plans, once all is as the state says. */
interface Converged {
  readonly changes: number;
  readonly writes: number;
}

/** A state repo beside a sandbox that is as the state says, with the state applied, for as long as `work` takes. */
export async function withAppliedRepo<T>(
  size: OrganizationSize,
  work: (repo: StateRepoFixture, state: OrgState) => Promise<T>,
): Promise<T> {
  const state = bigOrganization(size);
  const repo = await aStateRepo(state);
  try {
    repo.git('push', '--quiet', 'origin', 'HEAD:refs/rollcall/applied');
    return await work(repo, state);
  } finally {
    await repo.close();
  }
}

/** A full plan. @param graphqlNodes what one query may ask for; GitHub's own limit where it is left out */
export async function fullPlan(repo: StateRepoFixture, graphqlNodes?: number): Promise<Asked & { changes: number }> {
  if (graphqlNodes !== undefined) await repo.control('POST', 'limits', { graphqlNodes });
  const { result, ...asked } = await counted(repo, () => repo.planned({ full: true }));
  return { ...asked, changes: result.changes.length };
}

/** Each merge on top of the one before, planned and applied. */
export async function costOfMerges(
  repo: StateRepoFixture,
  start: OrgState,
  wanted: Readonly<Record<string, Merge>> = merges,
): Promise<readonly MergeCost[]> {
  await repo.control('POST', 'change', { addAccounts: [{ login: joiner.login, id: joiner.id }] });
  const costs: MergeCost[] = [];
  let state = start;
  for (const [what, merge] of Object.entries(wanted)) {
    const before = state;
    state = commit(repo, what, before, merge);
    const plan = await counted(repo, () => repo.planned());
    const { writes } = await counted(repo, async () => done(await repo.apply()));
    costs.push({ what, requests: plan.requests, changes: plan.result.changes.length, writes });
  }
  return costs;
}

/** A whole run where there is nothing to do. */
export async function convergedRun(repo: StateRepoFixture): Promise<Converged> {
  const { changes } = await fullPlan(repo);
  const { writes } = await counted(repo, async () => done(await repo.apply({ full: true })));
  return { changes, writes };
}

/** Commits what differs, and nothing else. */
function commit(repo: StateRepoFixture, what: string, before: OrgState, merge: Merge): OrgState {
  const after = merge(before);
  const was = filesOf(before, openPolicy);
  const files = Object.entries(filesOf(after, openPolicy)).filter(([path, text]) => was[path] !== text);
  repo.commit(what, Object.fromEntries(files));
  return after;
}

async function counted<T>(repo: StateRepoFixture, run: () => Promise<T>): Promise<Asked & { result: T }> {
  await repo.control('DELETE', 'requests');
  const result = await run();
  const { total: requests, rest, points, writes } = await repo.requests();
  return { requests, rest, points, writes, result };
}

function done({ code, out, log }: Ran): void {
  if (code !== 0) throw new Error(`the run ended with ${code}:\n${out}\n${log}`);
}

/** Requests of a full plan, also where GraphQL refuses large pages and, in the end, everything but one at a time. */
export async function fullPlanFigures(size: OrganizationSize, refusing: readonly number[]): Promise<readonly Figure[]> {
  return withAppliedRepo(size, async (repo) => {
    const { requests, points } = await fullPlan(repo);
    const figures: Figure[] = [
      { what: `full plan of ${named(size)}`, value: requests, unit: 'requests', atMost: 200 },
      { what: `full plan of ${named(size)}`, value: points, unit: 'points', atMost: 250 },
    ];
    for (const nodes of refusing) {
      const { requests, changes } = await fullPlan(repo, nodes);
      const what = `the same, where a query may ask for ${nodes.toLocaleString('en-US')} nodes`;
      figures.push({ what, value: requests, unit: 'requests' }, { what, value: changes, unit: 'changes', atMost: 0 });
    }
    return figures;
  });
}

/** Requests and writes of small merges, and of a run with nothing to do. */
export async function mergeFigures(size: OrganizationSize): Promise<readonly Figure[]> {
  return withAppliedRepo(size, async (repo, state) => {
    const crowd = 'joiner of the two largest teams';
    const costs = await costOfMerges(repo, state, { ...merges, [crowd]: intoLargestTeams });
    const converged = await convergedRun(repo);
    return [
      ...costs.flatMap(({ what, requests, changes, writes }): Figure[] => [
        {
          what: `plan on merge of one ${what}, ${named(size)}`,
          value: requests,
          unit: 'requests',
          ...(what === crowd ? {} : { atMost: 8 }),
        },
        { what: `apply of the same, changes: ${changes}`, value: writes, unit: 'writes', atMost: changes },
      ]),
      { what: `full plan once converged, ${named(size)}`, value: converged.changes, unit: 'changes', atMost: 0 },
      { what: `full apply once converged, ${named(size)}`, value: converged.writes, unit: 'writes', atMost: 0 },
    ];
  });
}
