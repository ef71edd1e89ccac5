import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { Edit } from '../model/proposal.ts';
import { loadState } from './load-state.ts';
import { madeEdits } from './make-edits.ts';
import type { StateFile } from './state-file.ts';

/** An organisation of so many people, with a team for every ten and a repository for every five. */
function filesFor(people: number): StateFile[] {
  const numbers = Array.from({ length: people }, (_, index) => index);
  const users = numbers.map(
    (n) => `  user-${n}: { id: ${n + 1}, employee: E${n}, role: ${n < 2 ? 'owner' : 'member'} }`,
  );
  const files = [
    ['organization.yaml', 'name: acme'],
    ['users/employees.yaml', ['users:', ...users].join('\n')],
    ...numbers
      .filter((n) => n % 10 === 0)
      .map((n) => {
        const members = Array.from({ length: 10 }, (_, index) => `  - user-${(n * 7 + index) % people}`);
        return [
          `teams/team-${n}.yaml`,
          [`id: ${n + 1}`, 'parent: team-0', 'members:', ...members].slice(n === 0 ? 2 : 0).join('\n'),
        ];
      }),
    ...numbers
      .filter((n) => n % 5 === 0)
      .map((n) => [`repos/repo-${n}.yaml`, `teams:\n  team-${n - (n % 10)}: write\n`]),
  ] as const;
  return files.map(([path = '', text = '']) => ({ path, id: path, text }));
}

/**
 * How many times the second costs what the first does, in processor time. The two take turns, and of each the cheapest
 * run counts, so that what else the machine does weighs little.
 */
function ratio(first: () => unknown, second: () => unknown, rounds: number): number {
  let [least, other] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round += 1) {
    least = Math.min(least, microseconds(first));
    other = Math.min(other, microseconds(second));
  }
  return other / least;
}

function microseconds(act: () => unknown): number {
  const start = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const load = (files: readonly StateFile[]): void => {
  expect(loadState(files, { prefix: 'state', today: '2026-11-22' }).problems).toEqual([]);
};

describe('the cost of loading', () => {
  it('is less than twice what the YAML parser alone needs', () => {
    const files = filesFor(1500);
    load(files);
    const parse = () => files.map(({ text }) => parseDocument(text, { uniqueKeys: false }));
    expect(ratio(parse, () => load(files), 6)).toBeLessThan(2);
  });

  it('grows with the number of people, not with its square', () => {
    const [few, many] = [filesFor(1000), filesFor(8000)];
    load(few);
    expect(
      ratio(
        () => load(few),
        () => load(many),
        3,
      ),
    ).toBeLessThan(8 * 3);
  });

  it('stays in proportion where every line is wrong', () => {
    const wrong = (people: number): StateFile[] => {
      const lines = Array.from(
        { length: people },
        (_, n) => `  user-${n}: { id: x, rol: owner, sponsor: nobody-${n} }`,
      );
      return [{ path: 'users/a.yaml', id: '', text: ['users:', ...lines].join('\n') }];
    };
    const judge = (files: readonly StateFile[]) =>
      loadState(files, { prefix: '', today: '2026-11-22' }).problems.length;
    expect(judge(wrong(10))).toBe(3 * 10 + 2);
    const [few, many] = [wrong(500), wrong(4000)];
    expect(
      ratio(
        () => judge(few),
        () => judge(many),
        3,
      ),
    ).toBeLessThan(8 * 3);
  });
});

it('makes edits of many people at a cost in proportion', () => {
  const arrivals = (count: number): Edit[] =>
    Array.from({ length: count }, (_, n) => {
      return {
        kind: 'add-user',
        login: `new-${n}`,
        id: 10_000 + n,
        employee: `N${n}`,
        reason: '',
        evidence: [],
        basis: [],
      };
    });
  const make = (people: number): number => madeEdits(filesFor(people), arrivals(people)).size;
  expect(make(10)).toBe(1);
  expect(
    ratio(
      () => make(500),
      () => make(4000),
      3,
    ),
  ).toBeLessThan(8 * 3);
});
