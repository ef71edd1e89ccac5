import { assert, array, boolean, integer, oneof, property } from 'fast-check';
import { expect, it } from 'vitest';
import type { Change } from '../model/change.ts';
import type { Wave } from '../model/policy.ts';
import { wavesOf } from './waves.ts';

/** A plan spelled out: `+` adds, `-` takes away. */
function plan(signs: string): Change[] {
  return signs
    .split('')
    .map(
      (sign, index) => ({ kind: sign === '-' ? 'remove-member' : 'add-team-member', login: String(index) }) as never,
    );
}
const takesAway = ({ kind }: Change): boolean => kind === 'remove-member';
const spell = (waves: readonly (readonly Change[])[]): string =>
  waves.map((wave) => wave.map((change) => (takesAway(change) ? '-' : '+')).join('')).join(' ');

const usual: readonly Wave[] = [{ count: 1 }, { count: 10 }, { percent: 100 }];

it.each<[string, string, readonly Wave[]]>([
  ['', '', usual],
  ['+++', '+++', usual],
  ['++-', '++ -', usual],
  ['-', '-', usual],
  ['--', '- -', usual],
  ['+------------', '+ - --------- --', usual],
  ['-+-', '-+ -', usual],
  ['----', '----', [{ percent: 100 }]],
  ['----', '- ---', [{ count: 1 }]],
  ['-----', '--- --', [{ percent: 50 }]],
  ['---', '---', [{ count: 10 }, { count: 2 }, { count: 3 }].slice(0, 1)],
  ['---', '---', []],
  ['-', '-', [{ percent: 0 }]],
])('cuts %j into %j', (signs, waves, policy) => {
  expect(spell(wavesOf(plan(signs), policy, takesAway))).toBe(waves);
});

it('keeps every change, in its order, and no wave empty, whatever the policy', () => {
  const wave = oneof(
    integer({ min: 1, max: 20 }).map((count) => ({ count })),
    integer({ min: 0, max: 100 }).map((percent) => ({ percent })),
  );
  assert(
    property(array(boolean()), array(wave), (signs, policy) => {
      const changes = plan(signs.map((takes) => (takes ? '-' : '+')).join(''));
      const waves = wavesOf(changes, policy, takesAway);
      expect(waves.flat()).toEqual(changes);
      expect(waves.every(({ length }) => length > 0)).toBe(true);
    }),
    { endOnFailure: true, seed: 4 },
  );
});
