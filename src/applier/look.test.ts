import { describe, expect, it } from 'vitest';
import type { Census } from '../model/census.ts';
import type { Change } from '../model/change.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Outcome } from '../model/plan.ts';
import { movementBetween } from './census.ts';
import { isAsPlanned, lookAgain, type Sight, surprise } from './look.ts';

const remove = (login: string): Change => ({
  kind: 'remove-member',
  login,
  id: null,
  role: 'member',
  reason: 'because',
  attribution: null,
});
const done = (change: Change): Outcome => ({ change, result: 'done' });

const census = (members: Readonly<Record<string, number>>, invited: readonly string[] = []): Census => ({
  members: new Map(Object.entries(members).map(([login, id]) => [id, login])),
  invited: new Map(invited.map((login): [Key, string] => [keyOf(login), login])),
});

describe('who came and who went', () => {
  const before = census({ Ann: 1, ben: 2, cat: 3 }, ['dan', 'eve']);
  it.each<[string, Census, Change[], string[], string[]]>([
    ['nobody', before, [], [], []],
    ['whom the plan takes out', census({ Ann: 1, ben: 2 }, ['dan', 'eve']), [remove('CAT')], [], []],
    ['whom it does not', census({ Ann: 1, ben: 2 }, ['dan', 'eve']), [remove('ben')], ['cat'], []],
    ['one who accepted', census({ Ann: 1, ben: 2, cat: 3, dan: 4 }, ['eve']), [], [], []],
    ['one who was renamed', census({ anna: 1, ben: 2, cat: 3 }, ['dan', 'eve']), [], [], []],
    ['one whose invitation is gone', census({ Ann: 1, ben: 2, cat: 3 }, ['dan']), [], ['eve'], []],
    ['one who arrived', census({ Ann: 1, ben: 2, cat: 3, fay: 9 }, ['dan', 'eve', 'gus']), [], [], ['fay', 'gus']],
  ])('%s', (_, after, planned, disappeared, arrived) => {
    expect(movementBetween(before, after, planned)).toEqual({ disappeared, arrived });
  });
});

/** Looks at one sight after the other; the last one stays. */
function looking(...sights: readonly Sight[]) {
  const waits: number[] = [];
  let index = 0;
  return {
    waits,
    look: () => Promise.resolve(sights[Math.min(index++, sights.length - 1)] ?? { changes: [], census: null }),
    wait: (milliseconds: number) => Promise.resolve(void waits.push(milliseconds)),
  };
}

describe('looking again', () => {
  const [cat, ben] = [remove('cat'), remove('ben')];

  it('is patient with what GitHub shows late', async () => {
    const { look, wait, waits } = looking({ changes: [cat], census: null }, { changes: [], census: null });
    expect(isAsPlanned(await lookAgain([done(cat)], [cat], null, look, wait))).toBe(true);
    expect(waits).toEqual([0, 1000]);
  });

  it('says in the end what GitHub accepted and does not show', async () => {
    const { look, wait, waits } = looking({ changes: [cat, ben], census: null });
    const seen = await lookAgain([done(cat)], [cat, ben], null, look, wait);
    expect(seen).toMatchObject({ notInEffect: [cat], left: [cat, ben] });
    expect(surprise(seen)).toContain('remove-member cat');
    expect(waits).toHaveLength(5);
  });

  it('is patient with people who seem to be gone, and names them in the end', async () => {
    const [all, fewer] = [census({ cat: 1, zoe: 2 }), census({ cat: 1 })];
    const late = looking({ changes: [], census: fewer }, { changes: [], census: all });
    expect(isAsPlanned(await lookAgain([done(ben)], [ben], all, late.look, late.wait))).toBe(true);
    const gone = looking({ changes: [], census: fewer });
    const seen = await lookAgain([done(ben)], [ben], all, gone.look, gone.wait);
    expect(seen.disappeared).toEqual(['zoe']);
    expect(surprise(seen)).toContain('Somebody is gone');
  });

  it('tells what became of a change whose answer was lost', async () => {
    const lost: Outcome = { change: cat, result: 'failed', code: 'no-answer' };
    const { look, wait } = looking({ changes: [], census: null });
    expect((await lookAgain([lost], [cat], null, look, wait)).landed).toEqual([cat]);
    const still = looking({ changes: [cat], census: null });
    expect((await lookAgain([lost], [cat], null, still.look, still.wait)).landed).toEqual([]);
  });
});
