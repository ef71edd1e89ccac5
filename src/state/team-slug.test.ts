import { expect, it } from 'vitest';
import { teamSlug } from './team-slug.ts';

it.each([
  ['Payments', 'payments'],
  ['Monkeys & Bananas', 'monkeys-bananas'],
  ['under_score', 'under_score'],
  ['a/b c.d', 'a-b-c-d'],
  ['Jäger', 'jager'],
  [' (core) ', 'core'],
  ['漢字', ''],
])('gives the team %j the slug %j', (name, slug) => {
  expect(teamSlug(name)).toBe(slug);
});
