import { assert, date, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { leavingDay } from './leaving-day.ts';

it.each([
  ['2026-11-20', '2026-11-20'],
  ['2028-02-29', '2028-02-29'],
  ['9999-12-31', '9999-12-31'],
  ['20261120', '2026-11-20'],
  ['2026/11/20', '2026-11-20'],
  ['2026.11.20', '2026-11-20'],
  ['2026-11-20T17:30', '2026-11-20'],
  ['2026-11-20 17:30:00', '2026-11-20'],
  ['2026-11-20T17:30:00.000Z', '2026-11-20'],
  ['2026-11-20 17:30:00.123456+01', '2026-11-20'],
  ['20261120173000Z', '2026-11-20'],
  ['202611201730Z', '2026-11-20'],
  ['20261120173000.0-0500', '2026-11-20'],
  ['2026-11-20t00:00:00z', '2026-11-20'],
  // Begun in UTC, and not where it was written.
  ['2026-11-20T00:00:00+13:00', '2026-11-20'],
  // Over where it was written, and not in UTC.
  ['2026-11-20T23:00:00-05:00', '2026-11-21'],
])('reads %s as %s', (text, day) => {
  expect(leavingDay(text)).toBe(day);
});

it.each([
  '03/04/2026',
  '13/04/2026',
  '20.11.2026',
  '20-11-26',
  '26-11-20',
  '20 Nov 2026',
  '2026-11',
  '2026-11-2',
  '2026-1-05',
  '2026-11/20',
  '2026-1120',
  '202611',
  '2026112',
  '2026-02-30',
  '2027-02-29',
  '2026-13-01',
  '2026-00-10',
  '0000-00-00',
  '2026-11-20T',
  '2026-11-20T1',
  '2026-11-20T25:00:00Z',
  '2026-11-20T17:30:00+99:00',
  '2026-11-20T17:30:00 CET',
  '2026-11-20 or later',
  '-2026-11-20',
  '２０２６-11-20',
  '46346',
  '1795132800',
  'n/a',
  'NULL',
  '-',
  '',
])('does not read %j', (text) => {
  expect(leavingDay(text)).toBeUndefined();
});

it('never reads the beginning of a date as an earlier day', () => {
  const day = date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
  assert(
    property(day, integer({ min: 0, max: 24 }), (day, length) => {
      const whole = day.toISOString();
      const read = leavingDay(whole.slice(0, length));
      expect([undefined, whole.slice(0, 10)]).toContain(read);
    }),
    { numRuns: 500, seed: 4 },
  );
});
