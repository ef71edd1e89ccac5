import { describe, expect, it } from 'vitest';
import type { Census } from '../model/census.ts';
import type { Change } from '../model/change.ts';
import type { Outcome } from '../model/plan.ts';
import { movementBetween } from './census.ts';
import { isAsPlanned, lookAgain, type Seen, type Sight, type Start, surprise } from './look.ts';

const remove = (login: string): Change => ({
  kind: 'remove-member',
  login,
  id: null,
  role: 'member',
  reason: 'because',
  attribution: null,
});
const done = (change: Change): Outcome => ({ change, result: 'done' });

const census = (members: Readonly<Record<string, number>>, invited: Readonly<Record<string, number>> = {}): Census => ({
  members: new Map(Object.entries(members).map(([login, id]) => [id, login])),
  invited: new Map(Object.entries(invited).map(([login, id]) => [id, login])),
});

describe('who came and who went', () => {
  const before = census({ Ann: 1, ben: 2, cat: 3 }, { dan: 91, eve: 92 });
  it.each<[string, Census, Change[], string[], string[]]>([
    ['nobody', before, [], [], []],
    ['whom the plan takes out', census({ Ann: 1, ben: 2 }, { dan: 91, eve: 92 }), [remove('CAT')], [], []],
    ['whom it does not', census({ Ann: 1, ben: 2 }, { dan: 91, eve: 92 }), [remove('ben')], ['cat'], []],
    ['one who accepted', census({ Ann: 1, ben: 2, cat: 3, dan: 4 }, { eve: 92 }), [], [], []],
    ['one who was renamed', census({ anna: 1, ben: 2, cat: 3 }, { dan: 91, eve: 92 }), [], [], []],
    ['one who was renamed while invited', census({ Ann: 1, ben: 2, cat: 3 }, { dan: 91, eva: 92 }), [], [], []],
    ['one who was invited anew', census({ Ann: 1, ben: 2, cat: 3 }, { dan: 91, eve: 99 }), [], [], []],
    ['one whose invitation is gone', census({ Ann: 1, ben: 2, cat: 3 }, { dan: 91 }), [], ['eve'], []],
    [
      'one who arrived',
      census({ Ann: 1, ben: 2, cat: 3, fay: 9 }, { dan: 91, eve: 92, gus: 93 }),
      [],
      [],
      ['fay', 'gus'],
    ],
  ])('%s', (_, after, planned, disappeared, arrived) => {
    expect(movementBetween(before, after, planned)).toEqual({ disappeared, arrived });
  });
});

const sight = (parts: Partial<Sight> = {}): Sight => ({
  changes: [],
  findings: [],
  violations: [],
  idOf: () => undefined,
  census: null,
  ...parts,
});

/** Looks at one sight after the other; the last one stays. */
function looking(...sights: readonly Partial<Sight>[]) {
  const waits: number[] = [];
  let index = 0;
  return {
    waits,
    again: (outcomes: readonly Outcome[], start: Partial<Start> = {}, settled = new Set<Change>()): Promise<Seen> =>
      lookAgain(
        outcomes,
        settled,
        { planned: outcomes.map(({ change }) => change), idOf: () => undefined, census: null, ...start },
        () => Promise.resolve(sight(sights[Math.min(index++, sights.length - 1)])),
        (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
      ),
  };
}

describe('looking again', () => {
  const [cat, ben] = [remove('cat'), remove('ben')];

  it('is patient with what GitHub shows late', async () => {
    const { again, waits } = looking({ changes: [cat] }, {});
    expect(isAsPlanned(await again([done(cat)]))).toBe(true);
    expect(waits).toEqual([0, 1000]);
  });

  it('says in the end what GitHub accepted and does not show', async () => {
    const { again, waits } = looking({ changes: [cat, ben] });
    const seen = await again([done(cat)]);
    expect(seen.notInEffect).toEqual([cat]);
    expect(surprise(seen)).toContain('remove-member cat');
    expect(waits).toHaveLength(5);
  });

  it('does not wait for what an earlier look has shown, such as an invitation that was declined since', async () => {
    const { again, waits } = looking({ changes: [cat] });
    expect(isAsPlanned(await again([done(cat)], {}, new Set([cat])))).toBe(true);
    expect(waits).toEqual([0]);
  });

  it('knows whom it concerns by the numeric id, whatever they are called by now', async () => {
    const { again } = looking({ changes: [remove('kate')], idOf: (login) => (login === 'kate' ? 3 : undefined) });
    const seen = await again([done(cat)], { idOf: (login) => (login === 'cat' ? 3 : undefined) });
    expect(seen.notInEffect).toEqual([cat]);
  });

  it('is patient with people who seem to be gone, and names them in the end', async () => {
    const [all, fewer] = [census({ cat: 1, zoe: 2 }), census({ cat: 1 })];
    const late = looking({ census: fewer }, { census: all });
    expect(isAsPlanned(await late.again([done(ben)], { census: all }))).toBe(true);
    const seen = await looking({ census: fewer }).again([done(ben)], { census: all });
    expect(seen.disappeared).toEqual(['zoe']);
    expect(surprise(seen)).toContain('Somebody is gone');
  });

  describe('for a change whose answer was lost', () => {
    const lost: Outcome = { change: cat, result: 'failed', code: 'no-answer' };

    it('tells whether it took effect', async () => {
      expect((await looking({}).again([lost])).landed).toEqual([cat]);
      expect((await looking({ changes: [cat] }).again([lost])).landed).toEqual([]);
    });

    it('does not take it for done where it is only held back by now', async () => {
      const held = { finding: 'held-back', login: 'cat', message: 'cat waits for a seat', unfinished: true } as const;
      expect((await looking({ findings: [held] }).again([lost])).landed).toEqual([]);
    });
  });
});
