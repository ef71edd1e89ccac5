import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, asyncProperty } from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { compare } from '../../src/model/order.ts';
import type { User } from '../../src/model/org-state.ts';
import {
  anyCase,
  type Case,
  isOutOf,
  loginByEmail,
  type Outcome,
  outcomeOf,
  reserved,
  today,
} from '../support/faulted-feeds.ts';
import { hasLeavingRow, saysDepartment, saysLeft } from '../support/left-oracle.ts';
import { path, runsOr, seed } from '../support/property-runs.ts';

const numRuns = runsOr(400);

const root = mkdtempSync(join(tmpdir(), 'rollcall-feeds-'));
afterAll(() => rmSync(root, { recursive: true }));

/** How often what happened, so that the law is seen to be about something. */
const tally = new Map<string, number>();
function count(what: string, times = 1): void {
  tally.set(what, (tally.get(what) ?? 0) + times);
}

/** Users whose line goes, or becomes suspended. */
function goneIn({ before, after }: Outcome): readonly User[] {
  return [...before.state.users].flatMap(([key, user]) => {
    const now = after.state.users.get(key);
    return now === undefined || (now.suspended !== undefined && user.suspended === undefined) ? [user] : [];
  });
}

/** Memberships that went while the person stays. */
function takenIn({ before, after }: Outcome): readonly (readonly [team: string, user: User])[] {
  return [...before.state.teams].flatMap(([key, team]) =>
    [...team.members.keys()].flatMap((login) => {
      const user = before.state.users.get(login);
      const isLost = after.state.users.has(login) && after.state.teams.get(key)?.members.has(login) !== true;
      return user !== undefined && isLost ? [[team.slug, user] as const] : [];
    }),
  );
}

function expectNobodyWronged(drawn: Case, outcome: Outcome): void {
  const { after, came, sent } = outcome;
  const reading = { today, loginByEmail: drawn.identity === 'saml' ? loginByEmail : new Map<string, string>() };
  const sought = ({ login, employee }: User) => ({ login, employee });
  const [gone, taken] = [goneIn(outcome), takenIn(outcome)];
  expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect([...gone, ...taken.map(([, user]) => user)].filter(({ login }) => reserved.has(login))).toEqual([]);
  expect(gone.filter((user) => !saysLeft(came, sought(user), reading))).toEqual([]);
  const isMoved = ([team, user]: readonly [string, User]): boolean =>
    saysDepartment(came, sought(user), reading, isOutOf[team] ?? (() => false));
  expect(taken.filter((one) => !isMoved(one))).toEqual([]);
  const unsent = gone.filter((user) => !hasLeavingRow(sent, sought(user), reading));
  const isInnocent = drawn.exports.every(({ faults }) => faults.every(({ isInnocent }) => isInnocent));
  expect(isInnocent ? unsent : []).toEqual([]);
  count('leavers proposed', gone.length);
  count('leavers of whom only the faulted feed says so', unsent.length);
  count('memberships taken', taken.length);
}

it('no mixture of faults in the bytes and rows of exports takes anything from whom HR does not call left or moved', async () => {
  const property = asyncProperty(anyCase, async (drawn) => {
    const outcome = await outcomeOf(drawn, root);
    const isFaulted = drawn.exports.some(({ faults }) => faults.length > 0);
    count('cases');
    count(isFaulted ? 'cases with faults' : 'cases without');
    count(`cases with ${drawn.exports.length} sources`);
    for (const check of new Set(outcome.refusedBy)) count(`refused by ${check}`);
    if (outcome.refusedBy.length > 0) count('cases refused');
    if (isFaulted && outcome.refusedBy.length === 0) count('cases with faults that were believed');
    expectNobodyWronged(drawn, outcome);
  });
  await assert(property, { numRuns, seed, path, endOnFailure: true });
  process.stdout.write(
    `PROPERTY_SEED=${seed}: ${JSON.stringify(Object.fromEntries([...tally].sort(([a], [b]) => compare(a, b))), null, 1)}\n`,
  );
  // Of one case that is looked at again nothing can be counted.
  const least = path === '' ? numRuns / 20 : -1;
  for (const what of ['leavers proposed', 'memberships taken', 'cases with faults that were believed']) {
    expect([what, tally.get(what) ?? 0]).toEqual([what, expect.toSatisfy((times: number) => times > least)]);
  }
}, 3_600_000);
