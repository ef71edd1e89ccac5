import type { RequestEntry } from '../sandbox.ts';

/** What was asked so far, as `GET /_sandbox/requests` tells it. */
export function requestsJson(requests: readonly RequestEntry[]) {
  const count = (which: (entry: RequestEntry) => boolean): number => requests.filter(which).length;
  const graphql = count((entry) => entry.graphql);
  return {
    total: requests.length,
    rest: requests.length - graphql,
    graphql,
    writes: count(({ write }) => write),
    points: requests.reduce((sum, { points }) => sum + points, 0),
    missing: count(({ missing }) => missing),
    entries: requests.map(({ method, path, status, at, id, effect }) => ({ method, path, status, at, id, effect })),
  };
}
