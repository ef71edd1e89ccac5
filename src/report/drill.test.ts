import { expect, it } from 'vitest';
import type { DrillReport } from './drill.ts';
import { drillAsJson, drillAsMarkdown, drillAsText } from './drill-formats.ts';

const [second, day] = [1000, 86_400_000];
const report: DrillReport = {
  organization: 'acme',
  lose: 'all',
  windowPassed: true,
  lost: { people: 501, teamMemberships: 812, directGrants: 1, of: 504 },
  notes: ['Stays: <b>alice</b>, bob, as the guards insist on 2 owners.'],
  atOnce: 0,
  accepting: 501,
  reinstated: 500,
  notReinstated: [{ people: 1, why: 'had lost their access before' }],
  first: [
    { team: 'sre', people: 12, last: 2 * second },
    { team: 'payments', people: 0, last: null },
  ],
  runs: [
    { start: 0, invitations: 500, first: second, last: 367 * second, requests: 1041 },
    { start: day + second, invitations: 1, first: day + 2 * second, last: day + 2 * second, requests: 541 },
  ],
  took: day + second,
  shortest: day,
  requests: { invitations: 501, writes: 502, all: 1582 },
  heldUp: 0,
  seats: 501,
  completed: { changes: 3, requests: 3 },
  differences: Array.from({ length: 12 }, (_, index) => `p${index} in sre: maintainer is member now`),
};

it('tells the way back in lines and a table', () => {
  expect(drillAsText(report)).toMatchInlineSnapshot(`
    "Drill for acme: 501 of 504 people lost, and the way back

    Rehearsed on the embedded GitHub, with the limits that GitHub documents, on a clock that jumps. No network; nothing real was touched.
    Lost: 501 people, with 812 team memberships and 1 direct grant.
    Stays: <b>alice</b>, bob, as the guards insist on 2 owners.
    Four months passed before the way back.
    Back at once: nobody. Whoever is out of the organisation must accept an invitation.
    Without access until they accept: 501 people, each from the moment of their invitation on.
    Reinstated, so that one acceptance gives back all they held: 500 of 501.
    Not reinstated: 1, had lost their access before.
    The order: first the teams of \`restoreFirst\`: sre (12, the last invited at 00:00:02), payments (nobody lost); then everybody else, by login.

      run    starts at  invitations        first         last  requests
        1     00:00:00          500     00:00:01     00:06:07     1,041
        2  1d 00:00:01            1  1d 00:00:02  1d 00:00:02       541

    Invitations: 501, one request each, on 2 days, as GitHub takes 500 in 24 hours. Held up by a rate limit: 0.
    From the first invitation to the last: 1d 00:00:01. The documented limits allow no less than 1d 00:00:00 (1.000 times that).
    Requests: 1,582 in all, 502 of them writes.
    Seats: 501 are taken again; whether they are still paid for is not known here.
    Then everybody accepted, and later runs added 3 changes with 3 writes.
    Live is NOT equal to what it was before the loss: 12 differences.
      p0 in sre: maintainer is member now
      p1 in sre: maintainer is member now
      p2 in sre: maintainer is member now
      p3 in sre: maintainer is member now
      p4 in sre: maintainer is member now
      p5 in sre: maintainer is member now
      p6 in sre: maintainer is member now
      p7 in sre: maintainer is member now
      p8 in sre: maintainer is member now
      p9 in sre: maintainer is member now
      and 2 more
    "
  `);
});

it('says so where all is as it was', () => {
  expect(drillAsText({ ...report, differences: [] })).toContain('Live is equal to what it was before the loss.\n');
  expect(JSON.parse(drillAsJson({ ...report, differences: [] }))).toMatchObject({ equal: true, days: 2 });
});

it('lets no name act in Markdown', () => {
  expect(drillAsMarkdown(report)).not.toContain('<b>');
});

it('tells seconds in JSON', () => {
  expect(JSON.parse(drillAsJson(report))).toMatchObject({
    version: 1,
    took: 86_401,
    shortest: 86_400,
    equal: false,
    first: [{ team: 'sre', last: 2 }, { last: null }],
    runs: [{ first: 1, last: 367 }, { start: 86_401 }],
  });
});
