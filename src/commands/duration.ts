import { millisecondsOf } from '../model/duration.ts';
import { UsageError } from '../model/errors.ts';

/**
 * A time as it is typed: `90s`, `5m`, `2h`.
 * @param option what it was given to, for the message
 * @returns milliseconds
 * @throws UsageError where it is no such time
 */
export function durationFrom(text: string, option: string): number {
  if (!/^\d{1,6}[smh]$/.test(text)) {
    throw new UsageError('duration', `${option} ${text} is no length of time. Give one such as 90s, 5m or 2h.`);
  }
  return millisecondsOf(text);
}
