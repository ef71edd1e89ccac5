import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as leaversModule from '../src/proposal/leavers.ts';
import type { Matched } from '../src/proposal/matched.ts';
import { anHrOrganization } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, today } from './support/proposing.ts';

/** Set for one test: the founding mistake, in our own code. */
const mistake = vi.hoisted(() => ({ made: false }));

/**
 * The one wrong line: the exception, meant for one person, filters the whole list. Everybody whom no exception names is
 * a leaver.
 */
vi.mock('../src/proposal/leavers.ts', async (importOriginal) => {
  const original = await importOriginal<typeof leaversModule>();
  const findLeavers = (matched: Matched): ReturnType<typeof original.findLeavers> => {
    const { listed } = original.findLeavers(matched);
    const leavers = matched.users.flatMap(([key, user]) => {
      const person = matched.personOf.get(key);
      return person === undefined || matched.exceptionOf.has(key) ? [] : [{ key, user, person }];
    });
    return { leavers, listed };
  };
  return { findLeavers: (matched: Matched) => (mistake.made ? findLeavers : original.findLeavers)(matched) };
});

const organization = anHrOrganization(3500, today);

describe('the founding mistake, with 3,500 people and the default budgets', () => {
  let repo: ProposingRepo;
  beforeAll(async () => {
    repo = await aProposingRepo(organization);
  });
  afterAll(() => repo.close());

  const refused = async () => {
    const refs = repo.git('ls-remote', 'origin');
    const ran = await repo.propose({ only: 'leavers' });
    expect(ran.code).toBe(3);
    expect(await repo.pulls()).toEqual([]);
    expect(repo.git('ls-remote', 'origin')).toBe(refs);
    return ran;
  };

  it('in our own code: the exception applied to the wrong set', async () => {
    repo.hr(organization.before);
    mistake.made = true;
    const { out } = await refused().finally(() => {
      mistake.made = false;
    });
    expect(out).toContain(
      'This proposal takes away 3,499 people; policy.yaml lets through 10 (count 10 and 1 % of 3,502)',
    );
    const list = readFileSync(join(repo.dir, 'rollcall-refused-leavers.md'), 'utf8');
    expect(list.match(/^\| `p\d{5}` /gm)).toHaveLength(3499);
  });

  it('and independently the apply is refused, where such an edit is merged all the same', async () => {
    const employees = repo.read('state/users/employees.yaml');
    const all = employees.replaceAll(/(employee: E\d+) \}/g, `$1, suspended: ${today} }`);
    repo.commit('Disabling +3500 users…', { 'state/users/employees.yaml': all });
    await repo.control('DELETE', 'requests');
    const ran = await repo.apply();
    expect(ran.code).toBe(3);
    expect(ran.out).toContain('This plan takes away 3,500 people; policy.yaml lets through 10');
    const { writes, total } = await repo.requests();
    expect(writes).toBe(0);
    expect(total).toBeLessThan(200);
    repo.commit('Take it back', { 'state/users/employees.yaml': employees });
  });

  it('in the export: every status is empty', async () => {
    repo.hr(organization.before.map((row) => ({ ...row, status: '' })));
    const { out } = await refused();
    expect(out).toContain('3,500 of them, 100 %, are of unknown status');
  });

  it('in the export: every status says terminated', async () => {
    repo.hr(organization.before.map((row) => ({ ...row, status: 'Terminated' })));
    const { out } = await refused();
    expect(out).toContain('This proposal takes away 3,499 people; policy.yaml lets through 10');
  });
});
