import { describe, expect, it } from 'vitest';
import { journalPath, newRunId, runOfFile } from './run-id.ts';

describe("a run's id", () => {
  it('sorts by time, and no two are the same', () => {
    const seconds = ['01.250', '01.251', '01.999', '02.000'].map((second) => `2026-11-22T10:50:${second}Z`);
    const times = [...seconds, '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'];
    const ids = times.map((time) => newRunId(new Date(time)));
    expect(ids.toSorted()).toEqual(ids);
    expect(ids[0]).toMatch(/^20261122T105001Z-[0-9a-f]{8}$/);
    const now = new Date();
    expect(newRunId(now)).not.toBe(newRunId(now));
  });

  it('says which folder of the branch holds its journal, and the file says whose it is', () => {
    const run = '20261122T105001Z-3f2c1ab9';
    expect(journalPath(run)).toBe(`2026/11/${run}.jsonl`);
    expect(runOfFile(journalPath(run))).toBe(run);
  });

  it.each(['', '../../etc', '20261122T105001Z-3f2c1ab9/..', '20261122T105001Z'])('is nothing else: %j', (run) => {
    expect(() => journalPath(run)).toThrow(/is no run's id/);
    expect(runOfFile(`2026/11/${run}.jsonl`)).toBeUndefined();
  });
});
