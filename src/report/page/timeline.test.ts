import { describe, expect, it } from 'vitest';
import { aSighting, aStanding, aStatusReport, after, aResponse } from '../../../test/support/sample-status.ts';
import type { StandingName, StatusReport } from '../../model/standing.ts';
import { timelineOf } from './timeline.ts';

/** The buckets in a line each: when, where people stand, and how many newly accepted and restored. */
function told(report: StatusReport): readonly string[] {
  return timelineOf(report).buckets.map(({ start, seen }) => {
    const when = start.toISOString().slice(8, 13);
    if (seen === null) return `${when} not looked`;
    const counts = [...seen.counts].map(([name, count]) => `${count} ${name}`).sort();
    const unseen = seen.unseen === 0 ? [] : [`${seen.unseen} unseen`];
    return `${when} ${[...counts, ...unseen].join(', ')}; +${seen.newly.accepted} +${seen.newly.restored}`;
  });
}

const standing = (standings: Readonly<Record<string, StandingName>>) =>
  Object.entries(standings).map(([login, name]) => aStanding(login, name));

describe('the response over time', () => {
  it('tells the last look of each hour, and what was seen first in it', () => {
    const report = aStatusReport(standing({ ann: 'restored', bob: 'accepted', cy: 'invited' }), {
      checkedAt: after(3),
      sightings: [
        aSighting(after(0.1), { ann: 'invited', bob: 'invited', cy: 'invited' }),
        aSighting(after(0.2), { ann: 'accepted' }),
        aSighting(after(0.5), { ann: 'restored' }),
        aSighting(after(2.1), { bob: 'accepted' }),
      ],
    });
    expect(timelineOf(report).unit).toBe('hour');
    expect(told(report)).toEqual([
      '20T09 1 restored, 2 invited; +1 +1',
      '20T10 not looked',
      '20T11 1 accepted, 1 invited, 1 restored; +1 +0',
      '20T12 1 accepted, 1 invited, 1 restored; +0 +0',
    ]);
  });

  it('never fills in what nobody looked at', () => {
    const report = aStatusReport(standing({ ann: 'restored' }), {
      checkedAt: after(72),
      sightings: [aSighting(after(1), { ann: 'invited' })],
    });
    expect(timelineOf(report).unit).toBe('day');
    expect(told(report)).toEqual([
      '20T00 1 invited; +0 +0',
      '21T00 not looked',
      '22T00 not looked',
      '23T00 1 restored; +0 +1',
    ]);
  });

  it('counts whom nobody had looked at yet, and knows nothing of them', () => {
    const report = aStatusReport(standing({ ann: 'invited', Bob: 'restored' }), {
      checkedAt: after(1),
      sightings: [aSighting(after(0.1), { ann: 'invited' })],
    });
    expect(told(report)).toEqual(['20T09 1 invited, 1 unseen; +0 +0', '20T10 1 invited, 1 restored; +0 +1']);
  });

  it('goes on from where people stood before the change, and counts nobody anew for it', () => {
    const report = aStatusReport(standing({ ann: 'restored', bob: 'restored' }), {
      checkedAt: after(1.1),
      sightings: [
        aSighting(after(-40), { ann: 'restored', bob: 'restored' }),
        aSighting(after(0.1), { bob: 'invited' }),
      ],
    });
    expect(told(report)).toEqual(['20T09 1 invited, 1 restored; +0 +0', '20T10 2 restored; +0 +1']);
  });

  it('counts once who was restored, lost something and was restored again', () => {
    const report = aStatusReport(standing({ ann: 'restored' }), {
      checkedAt: after(2),
      sightings: [
        aSighting(after(0), { ann: 'restored' }),
        aSighting(after(1), { ann: 'accepted' }),
        aSighting(after(1.9), { ann: 'restored' }),
      ],
    });
    expect(told(report).map((line) => line.split('; ')[1])).toEqual(['+0 +1', '+1 +0', '+0 +0']);
  });

  it('leaves out other people, and what came after the report', () => {
    const report = aStatusReport(standing({ Ann: 'invited' }), {
      checkedAt: after(0.5),
      sightings: [aSighting(after(0.1), { ann: 'waiting', eve: 'restored' }), aSighting(after(9), { ann: 'restored' })],
    });
    expect(told(report)).toEqual(['20T09 1 invited; +0 +0']);
  });

  it('ends with what the report says, though it could not be recorded', () => {
    const report = aResponse(100);
    const last = timelineOf({ ...report, sightings: report.sightings.slice(0, -1) }).buckets.at(-1);
    const counts = new Map<string, number>();
    for (const { standing } of report.people) counts.set(standing, (counts.get(standing) ?? 0) + 1);
    expect(last?.seen?.counts).toEqual(counts);
  });

  it.each([
    [1, 'hour', 2, '2026-11-20T09'],
    [48, 'hour', 49, '2026-11-20T09'],
    [48.01, 'day', 3, '2026-11-20T00'],
    [120 * 24, 'day', 121, '2026-11-20T00'],
    [121 * 24, 'week', 18, '2026-11-16T00'],
  ] as const)('counts %d hours by the %s', (hours, unit, count, first) => {
    const { buckets, ...timeline } = timelineOf(aResponse(10, [hours]));
    expect(timeline.unit).toBe(unit);
    expect(buckets).toHaveLength(count);
    expect(buckets[0]?.start.toISOString()).toBe(`${first}:00:00.000Z`);
    expect(buckets.at(-1)?.seen).not.toBeNull();
  });

  it('is one look where the change is of a later clock', () => {
    expect(told(aStatusReport(standing({ ann: 'invited' }), { checkedAt: after(-0.1) }))).toEqual([
      '20T09 1 invited; +0 +0',
    ]);
  });

  it('has nothing where the change touched nobody', () => {
    expect(timelineOf(aResponse(0)).buckets).toEqual([]);
  });
});
