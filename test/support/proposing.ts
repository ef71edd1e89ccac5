import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from '../../src/commands/context.ts';
import { proposeCommand } from '../../src/commands/propose.ts';
import { loadState } from '../../src/state/load-state.ts';
import { csvOf, type HrOrganization, type HrRow, rosterFile, stateFilesOf } from './hr-organization.ts';
import { aStateRepo, type Ran, type StateRepoFixture } from './state-repo.ts';

/** A state repo whose roster reads HR data, applied as it stands. */
export interface ProposingRepo extends StateRepoFixture {
  /** Writes the HR export that roster.yaml reads, outside the checkout. */
  hr(rows: readonly HrRow[] | string): void;
  propose(options?: Parameters<typeof proposeCommand>[1], context?: Partial<Context>): Promise<Ran>;
  pulls(): Promise<readonly PullJson[]>;
  /** Approves a pull request as one person, and merges it as another. */
  approveAndMerge(number: number): Promise<void>;
}

export interface PullJson {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly title: string;
  readonly body: string;
  readonly merged_at: string | null;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly requested_reviewers: readonly { readonly login: string }[];
}

export const today = new Date().toISOString().slice(0, 10);

export async function aProposingRepo(
  organization: HrOrganization,
  { policy, roster = rosterFile('csv: { file: ../hr/people.csv }') }: { policy?: string; roster?: string } = {},
): Promise<ProposingRepo> {
  const { state, problems } = loadState(stateFilesOf(organization), { prefix: 'state', today });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const repo = await aStateRepo(state, { policy: null });
  rmSync(join(repo.dir, 'state'), { recursive: true });
  const files = Object.entries(organization.files).map(([path, text]) => [`state/${path}`, text] as const);
  repo.commit('As people keep it', {
    ...Object.fromEntries(files),
    'state/roster.yaml': roster,
    ...(policy === undefined ? {} : { 'state/policy.yaml': policy }),
  });
  const applied = await repo.apply();
  if (applied.code !== 0) throw new Error(applied.out + applied.log);
  for (const change of organization.changes) await repo.control('POST', 'change', change);
  return {
    ...repo,
    hr: (rows) => {
      const path = join(repo.dir, '..', 'hr', 'people.csv');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof rows === 'string' ? rows : csvOf(rows));
    },
    propose: async (options = {}, parts = {}) => {
      const context = repo.context(parts);
      const code = await proposeCommand(context, options);
      return { code, ...context.printed };
    },
    pulls: () => repo.as<PullJson[]>('root', 'GET', '/repos/acme/access/pulls?state=all&per_page=100'),
    approveAndMerge: async (number) => {
      await repo.as('root', 'POST', `/repos/acme/access/pulls/${number}/reviews`, { event: 'APPROVE' });
      await repo.as('spare', 'PUT', `/repos/acme/access/pulls/${number}/merge`, {});
      repo.git('pull', '--quiet', '--ff-only', 'origin', 'main');
    },
  };
}
