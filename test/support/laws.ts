import { assert, asyncProperty } from 'fast-check';
import { expect } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { Version } from '../../src/planner/base.ts';
import { takesAway } from '../../src/planner/order.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/start.ts';
import type { OrganizationBuilder } from './organization-builder.ts';
import { brief } from './planning.ts';
import { path, runsOr, seed } from './property-runs.ts';
import { anyOrganization } from './random-organization.ts';
import { runOnSandbox } from './run-on-sandbox.ts';

const numRuns = runsOr(60);

/** Live as the sandbox itself tells it, without what no revert can bring back: the dates of invitations. */
async function stateOf(sandbox: RunningSandbox): Promise<unknown> {
  const answer = await fetch(`${sandbox.url}/_sandbox/state`);
  return answer.json();
}

async function acceptAll(sandbox: RunningSandbox): Promise<void> {
  await fetch(`${sandbox.url}/_sandbox/accept`, {
    method: 'POST',
    body: '{"all": true}',
    headers: { 'content-type': 'application/json' },
  });
}

/** Every person has an account, whichever of the two organisations names them; those of the first have one already. */
async function giveAccounts(
  sandbox: RunningSandbox,
  first: OrganizationBuilder,
  second: OrganizationBuilder,
): Promise<void> {
  const addAccounts = [...second.state.users].flatMap(([user, { login, id }]) =>
    first.state.users.has(user) ? [] : [{ login, id }],
  );
  const { ok } = await fetch(`${sandbox.url}/_sandbox/change`, {
    method: 'POST',
    body: JSON.stringify({ addAccounts }),
    headers: { 'content-type': 'application/json' },
  });
  expect(ok).toBe(true);
}

/** What acceptance leaves to do, such as a maintainer's role, is done by whole runs; an organisation comes first, then its repositories. */
async function runUntilAccepted(sandbox: RunningSandbox, now: readonly Version[]): Promise<Plan> {
  for (let round = 0; ; round++) {
    await acceptAll(sandbox);
    const { plan } = await runOnSandbox(sandbox, now, { scope: 'full' });
    if (plan.changes.length === 0 || round === 3) return plan;
  }
}

/** Brings live to the last of these versions, people accepting what they are invited to; checks each law on the way. */
async function converge(
  sandbox: RunningSandbox,
  versions: readonly OrganizationBuilder[],
  scope: 'full' | 'touched',
): Promise<void> {
  const history = versions.map((version, index) => version.at(`commit-${index}`));
  const now = history.slice(-1);
  const first = await runOnSandbox(sandbox, history, { scope });
  for (const { result, message, change } of first.outcomes)
    expect({ result, message, change }).toMatchObject({ result: 'done' });
  const removals = first.plan.changes.filter((change) => takesAway(change, new Map()));
  expect(removals.filter(({ attribution }) => attribution === null)).toEqual([]);
  const second = await runOnSandbox(sandbox, history, { scope });
  expect({ first: brief(first.plan.changes), second: brief(second.plan.changes) }).toMatchObject({ second: [] });
  const whole = await runUntilAccepted(sandbox, now);
  expect(brief(whole.changes)).toEqual([]);
  expect(whole.unmanaged).toEqual([]);
}

/**
 * For pairs of organisations at random: apply reaches desired in one run, the second plan is empty, the revert gives
 * back the first, nothing is removed without a line that asks for it; also where the revert finds a run half done.
 * @param scope what each run looks at
 */
export async function laws(scope: 'full' | 'touched'): Promise<void> {
  const pairs = Math.ceil(numRuns / 2);
  process.stdout.write(`PROPERTY_SEED=${seed}: ${pairs} pairs, scope ${scope}\n`);
  const property = asyncProperty(anyOrganization, anyOrganization, (one, other) => lawsHold(one, other, scope));
  await assert(property, { numRuns: pairs, seed, path, endOnFailure: true });
}

/** The laws for one pair. */
export async function lawsHold(
  one: OrganizationBuilder,
  other: OrganizationBuilder,
  scope: 'full' | 'touched',
): Promise<void> {
  const sandbox = await startSandbox({ from: one.state, limits: unlimited });
  try {
    await giveAccounts(sandbox, one, other);
    const before = await stateOf(sandbox);
    await converge(sandbox, [one, other], scope);
    expect(await stateOf(sandbox)).toEqual(await stateMadeFrom(other));
    await converge(sandbox, [other, one], scope);
    expect(await stateOf(sandbox)).toEqual(before);
    await converge(sandbox, [one, other, one], scope);
    expect(await stateOf(sandbox)).toEqual(before);
  } finally {
    await sandbox.close();
  }
}

const unlimited = { invitationsPerDay: null, primary: null, secondary: false };

/** What the sandbox makes of a state at its start, which no planner had a hand in. */
async function stateMadeFrom({ state }: OrganizationBuilder): Promise<unknown> {
  const sandbox = await startSandbox({ from: state });
  try {
    return await stateOf(sandbox);
  } finally {
    await sandbox.close();
  }
}
