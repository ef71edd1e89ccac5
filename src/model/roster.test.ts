import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { foldWord } from './roster.ts';

it.each([
  ['left', 'left'],
  ['  On \t Leave\r\n', 'on leave'],
  ['ON\u00a0LEAVE', 'on leave'],
  ['ｌｅｆｔ', 'left'],
  ['\ufb01red', 'fired'],
  ['CAFE\u0301', 'café'],
  ['\ufeffleft', 'left'],
  [' ', ''],
  ['le\u200bft', 'le\u200bft'],
  ['l\u0435ft', 'l\u0435ft'],
  ['left.', 'left.'],
  ['left-', 'left-'],
])('folds %j to %j', (text, folded) => {
  expect(foldWord(text)).toBe(folded);
});

it('changes nothing that is folded already', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 30 }), (text) => {
      expect(foldWord(foldWord(text))).toBe(foldWord(text));
    }),
    { numRuns: 200, seed: 4 },
  );
});
