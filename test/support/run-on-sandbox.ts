import { createCarrier } from '../../src/applier/carry-out.ts';
import type { Outcome, Plan } from '../../src/model/plan.ts';
import { baseOf, type Version } from '../../src/planner/base.ts';
import { plan, type PlanOptions, sidesOf } from '../../src/planner/plan.ts';
import { createClient } from '../../src/scm/github/client.ts';
import { createReader } from '../../src/scm/github/reader.ts';
import { createWriter } from '../../src/scm/github/writer.ts';
import { readLive } from '../../src/scm/read-live.ts';
import type { RunningSandbox } from '../../src/sandbox/start.ts';
import { openPolicy } from './planning.ts';

export interface RunOptions {
  readonly scope: 'full' | 'touched';
}

/** One run against a sandbox without git: reads live, plans from these versions (the first was applied last), carries out. */
export async function runOnSandbox(
  { url, token, organization }: RunningSandbox,
  versions: readonly Version[],
  { scope: kind }: RunOptions,
): Promise<{ readonly plan: Plan; readonly outcomes: readonly Outcome[] }> {
  const client = createClient({ apiUrl: url, auth: { token }, pacing: 'off', log: () => undefined });
  const reader = createReader(client, organization);
  const last = versions.at(-1);
  if (last === undefined) throw new Error('a run has at least one version');
  const base = baseOf(versions);
  const scope: PlanOptions['scope'] = kind === 'full' ? { kind } : { kind, users: [], teams: [], repos: [] };
  const live = await readLive(reader, { desired: last.state, base, scope });
  const options: PlanOptions = { scope, accounts: live.accounts, attempts: new Map() };
  const desired = { ...last, policy: openPolicy };
  const made = plan(desired, live.state, base, options);
  const { teams } = sidesOf(desired, live.state, base, options).live;
  const directory = {
    teams: new Map(
      [...teams].flatMap(([key, { id, slug }]) => (id === undefined ? [] : [[key, { id, slug }] as const])),
    ),
    logins: new Map<string, string>(),
    repos: new Map<string, string>(),
  };
  const carrier = createCarrier({
    writer: createWriter(client, organization, directory),
    steps: { before: () => 0, after: () => undefined },
    stopped: () => null,
    failuresAtMost: Number.POSITIVE_INFINITY,
    sentLately: () => Promise.resolve({ count: 0, oldest: undefined }),
    progress: () => undefined,
  });
  await carrier.carry(made.changes, 0);
  return { plan: made, outcomes: carrier.outcomes() };
}
