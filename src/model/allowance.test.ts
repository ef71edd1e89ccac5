import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { allowanceLines, inForce } from './allowance.ts';

it.each([
  ['2026-11-21', false],
  ['2026-11-22', true],
  ['2026-12-06', true],
  ['2026-12-07', false],
  ['2027-11-22', false],
])('an allowance that ends on %s is in force on 2026-11-22: %s', (expires, expected) => {
  const allowance = { reason: 'Site closure', approvedBy: 'alice', expires, file: 'state/policy.yaml', line: 1 };
  expect(inForce({ allowances: [allowance] }, '2026-11-22')).toEqual(expected ? [allowance] : []);
});

it('writes lines that can be pasted into policy.yaml and would be in force', () => {
  const lines = parse(allowanceLines('feedRows: { hr: 2900 }', '2026-11-22')) as unknown;
  expect(lines).toEqual({
    allowances: [{ feedRows: { hr: 2900 }, reason: '…', approvedBy: '…', expires: '2026-11-25' }],
  });
});
