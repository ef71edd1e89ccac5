import { randomBytes } from 'node:crypto';

const pattern = /^(\d{4})(\d{2})\d{2}T\d{6}Z-[0-9a-f]{8}$/;

/**
 * An id that no other run has, such as `20261122T105001Z-3f2c1ab9`. Ids sort by time: of the eight digits at the end three
 * are the milliseconds, as quick runs follow each other within a second.
 */
export function newRunId(now: Date): string {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const milliseconds = now.getUTCMilliseconds().toString(16).padStart(3, '0');
  return `${time}-${milliseconds}${randomBytes(3).toString('hex').slice(0, 5)}`;
}

/** Where the branch keeps a run's journal: a folder a month, so that none grows without end. */
export function journalPath(run: string): string {
  const [, year, month] = pattern.exec(run) ?? [];
  if (year === undefined || month === undefined) throw new TypeError(`${JSON.stringify(run)} is no run's id`);
  return `${year}/${month}/${run}.jsonl`;
}

/** Whose journal a file is, by its name alone; undefined where it is no journal. */
export function runOfFile(path: string): string | undefined {
  const run = path.slice(path.lastIndexOf('/') + 1).replace(/\.jsonl$/, '');
  return path.endsWith('.jsonl') && pattern.test(run) ? run : undefined;
}
