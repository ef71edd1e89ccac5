import type { Status } from './data.ts';

/** The newest status of each context, newest first. */
export function latestByContext(statuses: readonly Status[]): Status[] {
  const latest = new Map<string, Status>();
  for (const status of statuses) {
    latest.delete(status.context);
    latest.set(status.context, status);
  }
  return [...latest.values()].toReversed();
}

/** @see https://docs.github.com/en/rest/commits/statuses#get-the-combined-status-for-a-specific-reference */
export function combinedState(statuses: readonly Status[]): 'failure' | 'pending' | 'success' {
  const states = latestByContext(statuses).map((status) => status.state);
  if (states.some((state) => state === 'error' || state === 'failure')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}
