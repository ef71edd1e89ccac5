import type { StatusReport } from '../../model/standing.ts';
import { json } from '../escape.ts';
import { countsOf } from './groups.ts';

/** Where everybody stands, for machines. The same report gives the same bytes. */
export function statusAsJson(report: StatusReport): string {
  const { organization, change, head, applied, checkedAt, people, unread } = report;
  return json({
    version: 1,
    organization,
    since: change.commit,
    head,
    applied,
    checkedAt,
    counts: Object.fromEntries(countsOf(report)),
    people: people.map(({ login, standing, since, until, reason, outstanding }) => ({
      login,
      standing,
      since,
      until,
      reason,
      outstanding,
    })),
    unread,
  });
}
