import { randomUUID } from 'node:crypto';

/** Who holds the lock: what the message of the ref's commit tells, as JSON. */
export interface Holder {
  /** Who started the run; for people to read. */
  readonly owner: string;
  /** Id of the run. */
  readonly run: string;
  /** When the lock was taken, ISO. */
  readonly since: string;
  /** When the lease was renewed last, ISO, by the holder's clock. */
  readonly renewedAt: string;
  readonly leaseSeconds: number;
  /** The same only on the same machine, since it started, and among processes that see each other. */
  readonly machine: string;
  readonly pid: number;
  /** When that process started, as the system tells it, so that a reused pid is known; null where it tells nothing. */
  readonly processStarted: string | null;
}

/** Characters. What is longer is no owner and no run. */
const longest = 100;

/** A lease longer than that would keep everybody out for too long after a death elsewhere. */
const longestLease = 3600;

/** The message of a commit that stands for this holder. No two are the same, or a renewal might be no new commit. */
export function messageOf(holder: Holder): string {
  const { owner, run } = { owner: shown(holder.owner), run: shown(holder.run) };
  const first = `Rollcall's lock: ${owner}, run ${run}, since ${holder.since}`;
  return `${first}\n\n${JSON.stringify({ ...holder, owner, run, mark: randomUUID() }, null, 2)}`;
}

/**
 * The holder that a message tells of; null where it is not one of ours. Whoever may push can write there, so nothing is
 * taken that has not the right type and size, and no text that would do something to a terminal.
 */
export function parseHolder(message: string): Holder | null {
  const written = jsonOf(message.slice(message.indexOf('\n\n') + 2));
  if (typeof written !== 'object' || written === null) return null;
  const fields = written as Readonly<Record<keyof Holder, unknown>>;
  return isHolder(fields) ? { ...picked(fields), owner: shown(fields.owner), run: shown(fields.run) } : null;
}

function isHolder(fields: Readonly<Record<keyof Holder, unknown>>): fields is Holder {
  return (
    isText(fields.owner) &&
    isText(fields.run) &&
    isTime(fields.since) &&
    isTime(fields.renewedAt) &&
    isWhole(fields.leaseSeconds, longestLease) &&
    isText(fields.machine) &&
    isWhole(fields.pid, 2 ** 31 - 1) &&
    (fields.processStarted === null || isText(fields.processStarted))
  );
}

function picked({ owner, run, since, renewedAt, leaseSeconds, machine, pid, processStarted }: Holder): Holder {
  return { owner, run, since, renewedAt, leaseSeconds, machine, pid, processStarted };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Control characters, line ends, and what changes the direction of text, each as a question mark. */
function shown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?').slice(0, longest);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}

function isTime(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(value) &&
    Number.isFinite(Date.parse(value))
  );
}

function isWhole(value: unknown, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}
