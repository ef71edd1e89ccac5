import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takesAway } from '../src/planner/order.ts';
import { type RunningSandbox, startSandbox } from '../src/sandbox/start.ts';
import type { OrganizationBuilder } from './support/organization-builder.ts';
import { brief } from './support/planning.ts';
import { anyOrganization } from './support/random-organization.ts';
import { runOnSandbox } from './support/run-on-sandbox.ts';

/** CI runs the thousand; a run by hand is content with fewer. */
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 60);

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
  for (let round = 0; round < 3; round++) {
    await acceptAll(sandbox);
    await runOnSandbox(sandbox, now, { scope: 'full' });
  }
  const whole = await runOnSandbox(sandbox, now, { scope: 'full' });
  expect(brief(whole.plan.changes)).toEqual([]);
  expect(whole.plan.unmanaged).toEqual([]);
}

describe('for two organisations at random', () => {
  it.each(['touched', 'full'] as const)(
    'apply reaches desired, the second plan is empty, and the revert gives back the first (%s)',
    async (scope) => {
      await fc.assert(
        fc.asyncProperty(anyOrganization, anyOrganization, async (one, other) => {
          const sandbox = await startSandbox({
            from: one.state,
            limits: { invitationsPerDay: null, primary: null, secondary: false },
          });
          try {
            await giveAccounts(sandbox, one, other);
            const before = await stateOf(sandbox);
            await converge(sandbox, [one, other], scope);
            await converge(sandbox, [other, one], scope);
            expect(await stateOf(sandbox)).toEqual(before);
            await converge(sandbox, [one, other, one], scope);
            expect(await stateOf(sandbox)).toEqual(before);
          } finally {
            await sandbox.close();
          }
        }),
        { numRuns: Math.ceil(numRuns / 2), endOnFailure: true },
      );
    },
    1_200_000,
  );
});
