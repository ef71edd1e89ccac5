import { expect, it } from 'vitest';
import { counted, grouped, percentText } from './figures.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [3500, '3,500'],
  [1_234_567, '1,234,567'],
])('writes %d as %s', (count, text) => {
  expect(grouped(count)).toBe(text);
});

it.each([
  [counted(1, 'change'), '1 change'],
  [counted(0, 'change'), '0 changes'],
  [counted(3480, 'change'), '3,480 changes'],
  [counted(1, 'person', 'people'), '1 person'],
  [counted(2, 'person', 'people'), '2 people'],
])('counts things: %s', (text, expected) => {
  expect(text).toBe(expected);
});

it('rounds percentages to two places and drops noughts', () => {
  expect(percentText(120, 3500)).toBe('3.43 %');
  expect(percentText(1, 4)).toBe('25 %');
});
