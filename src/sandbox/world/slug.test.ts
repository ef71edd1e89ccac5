import { expect, it } from 'vitest';
import { slugOf } from './slug.ts';

it.each([
  ['My TEam Näme', 'my-team-name'],
  ['rustup.rs', 'rustup-rs'],
  ['Monkeys & Bananas', 'monkeys-bananas'],
  ['under_score', 'under_score'],
  ['a/b', 'a-b'],
  ['-edges-', 'edges'],
  ['日本', ''],
])('%s is %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
