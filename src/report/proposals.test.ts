import { describe, expect, it } from 'vitest';
import { rowOfHr, sampleEdit, sampleListed, sampleReport } from '../../test/support/sample-proposal.ts';
import type { EditBody } from '../model/proposal.ts';
import type { ProposalOutcome, ProposeReport } from './proposal.ts';
import { proposalsAsJson } from './proposals-json.ts';
import { proposalsAsMarkdown } from './proposals-markdown.ts';
import { proposalsAsText } from './proposals-text.ts';

const edit = sampleEdit({ kind: 'suspend-user', login: 'eli', suspended: '2026-11-22' });
const listed = [sampleListed('unknown', 'dana is kept.', { login: 'dana', until: '2026-12-01' })];
const report = sampleReport('leavers', { edits: [edit], listed });
const pullRequest = { number: 12, url: 'https://github.com/acme/access/pull/12' };
const violation = { guard: 'removals.members', message: 'Too many | @all.', allow: 'allowances:\n  - { a: 1 }' };
const dryRun: ProposalOutcome = {
  kind: 'dry-run',
  title: 'Leavers: suspend 1',
  body: '**1 person leaves**\n',
  diff: '--- a/users.yaml\n+++ b/users.yaml\n-  eli: {}\n+  eli: { suspended: 2026-11-22 }\n',
  report,
  warnings: [],
};

function ran(...outcomes: readonly ProposalOutcome[]): ProposeReport {
  return { violations: [], warnings: [], outcomes };
}

describe('what propose did', () => {
  it.each<[ProposalOutcome['kind'], string]>([
    ['opened', 'Leavers: suspend 1. Opened #12 (https://github.com/acme/access/pull/12).'],
    ['updated', 'Leavers: suspend 1. Updated #12 ('],
    ['unchanged', 'Leavers: suspend 1. Nothing changed in #12 ('],
    ['left-alone', 'Left alone, as it is approved and its content would be the same: #12 ('],
    ['left-closed', 'Left closed, as people closed just this: #12 ('],
    ['closed', 'Leavers: nothing left to propose. Closed #12 ('],
    ['nothing', 'Leavers: nothing to propose.'],
  ])('is one sentence for each proposal: %s', (kind, words) => {
    const outcome = { kind, pullRequest, report, warnings: [] } as ProposalOutcome;
    expect(proposalsAsText(ran(outcome))).toContain(words);
    expect(proposalsAsMarkdown(ran(outcome))).toContain(
      words.replaceAll(/\(https[^)]*\)/g, (url) => `(\`${url.slice(1, -1)}\`)`),
    );
  });

  it('says who is kept in figures, and in words where all is asked for', () => {
    const outcomes = ran({ kind: 'opened', pullRequest, report, warnings: ['mia could not be asked: gone'] });
    expect(proposalsAsText(outcomes)).toMatchInlineSnapshot(`
      "Leavers: suspend 1. Opened #12 (https://github.com/acme/access/pull/12).
        ! mia could not be asked: gone
        Kept: HR does not say whether they are here (1)
      "
    `);
    expect(proposalsAsText(outcomes, { verbose: true })).toContain('\n    dana is kept.\n');
  });

  it('names those whom people should look at, up to a bound, though nothing is proposed', () => {
    const many = Array.from({ length: 22 }, (_, index) => sampleListed('conflict', `Whose is @u${index}?`));
    const about = [sampleListed('suspended-and-active', 'eli is suspended.'), ...many, ...listed];
    const outcomes = ran({ kind: 'nothing', report: sampleReport('leavers', { listed: about }), warnings: [] });
    const text = proposalsAsText(outcomes);
    expect(text).toContain('  Suspended, and active in HR (1)\n    eli is suspended.\n');
    expect(text).toContain('\n    Whose is @u19?\n    and 2 more\n');
    expect(text).not.toContain('dana');
    const markdown = proposalsAsMarkdown(outcomes);
    expect(markdown).toContain('- Suspended, and active in HR: 1\n  - eli is suspended\\.\n');
    expect(markdown).toContain('- Conflicts: nobody can tell whose login it is: 22\n  - Whose is \\@<!-- -->u0?\n');
    expect(markdown).toContain('  - and 2 more\n');
    expect(markdown).not.toMatch(/dana|u20/);
  });

  it('shows the pull request of a dry run', () => {
    expect(proposalsAsText(ran(dryRun))).toMatchInlineSnapshot(`
      "Leavers: suspend 1. Nothing was written; this would be the pull request:
        Kept: HR does not say whether they are here (1)
      title:  Leavers: suspend 1
      branch: rollcall/leavers into main

      **1 person leaves**

      --- a/users.yaml
      +++ b/users.yaml
      -  eli: {}
      +  eli: { suspended: 2026-11-22 }
      "
    `);
    expect(proposalsAsMarkdown(ran(dryRun))).toMatchInlineSnapshot(`
      "### Leavers: suspend 1. Nothing was written; this would be the pull request:

      - Kept: HR does not say whether they are here: 1

      **Leavers\\:<!-- --> suspend 1** from \`rollcall/leavers\` into \`main\`

      **1 person leaves**

      \`\`\`diff
      --- a/users.yaml
      +++ b/users.yaml
      -  eli: {}
      +  eli: { suspended: 2026-11-22 }
      \`\`\`
      "
    `);
  });

  it('prints figures and allowance of what is over a budget, and where the list is', () => {
    const refused = ran({ kind: 'refused', violations: [violation], list: 'refused.md', report, warnings: [] });
    expect(proposalsAsText(refused)).toMatchInlineSnapshot(`
      "Leavers: suspend 1. NOT PROPOSED: over the budget. All of it is in refused.md.
        Kept: HR does not say whether they are here (1)
      REFUSED (removals.members): Too many | @all.
        To allow it, have these lines reviewed and merged into policy.yaml:
          allowances:
            - { a: 1 }
      "
    `);
    expect(proposalsAsMarkdown(refused)).toMatchInlineSnapshot(`
      "### Leavers: suspend 1. NOT PROPOSED: over the budget. All of it is in \`refused.md\`.

      - Kept: HR does not say whether they are here: 1

      > [!CAUTION]
      > **Refused (removals\\.members)**: Too many \\| \\@<!-- -->all\\.

      To allow it, have these lines reviewed and merged into \`policy.yaml\`:

      \`\`\`yaml
      allowances:
        - { a: 1 }
      \`\`\`
      "
    `);
    const rehearsed = ran({ kind: 'refused', violations: [violation], list: undefined, report, warnings: [] });
    expect(proposalsAsText(rehearsed)).toContain('NOT PROPOSED: over the budget.\n');
  });

  it('says why a source is not believed, and what else is amiss', () => {
    const all = {
      violations: [{ guard: 'feed.hr.atLeast', message: 'hr has 3 rows.' }],
      warnings: ['hr.csv is tracked.'],
    };
    expect(proposalsAsText({ ...all, outcomes: [] })).toMatchInlineSnapshot(`
      "! hr.csv is tracked.

      REFUSED (feed.hr.atLeast): hr has 3 rows.

      Nothing was proposed.
      "
    `);
    expect(proposalsAsMarkdown({ ...all, outcomes: [] })).toMatchInlineSnapshot(`
      "> [!WARNING]
      > hr\\.csv is tracked\\.

      ### Nothing was proposed

      > [!CAUTION]
      > **Refused (feed\\.hr\\.atLeast)**: hr has 3 rows\\.
      "
    `);
  });

  it('does nothing to a terminal or a page', () => {
    const hostile = '\u001B[2J\u202E@all | <b>\n';
    const warned = { ...ran({ kind: 'nothing', report, warnings: [hostile] }), warnings: [hostile] };
    expect(proposalsAsText(warned)).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
    expect(proposalsAsMarkdown(warned)).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}|@all|(?<!\\)<b>/u);
  });
});

describe('what propose did, as JSON', () => {
  it('has its keys in one order', () => {
    expect(
      proposalsAsJson(ran(dryRun, { kind: 'opened', pullRequest, report, warnings: ['w'] })),
    ).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "violations": [],
        "warnings": [],
        "proposals": [
          {
            "proposal": "leavers",
            "outcome": "dry-run",
            "branch": "rollcall/leavers",
            "base": "main",
            "title": "Leavers: suspend 1",
            "body": "**1 person leaves**\\n",
            "diff": "--- a/users.yaml\\n+++ b/users.yaml\\n-  eli: {}\\n+  eli: { suspended: 2026-11-22 }\\n",
            "removals": {
              "members": 1,
              "teamMemberships": 0,
              "teams": 0,
              "repoAccess": 0,
              "total": 1
            },
            "edits": [
              {
                "kind": "suspend-user",
                "login": "eli",
                "suspended": "2026-11-22",
                "reason": "Because of suspend-user.",
                "evidence": [
                  {
                    "source": "hr",
                    "place": "row 12",
                    "status": "terminated",
                    "leftOn": null
                  }
                ]
              }
            ],
            "listed": [
              {
                "kind": "unknown",
                "login": "dana",
                "until": "2026-12-01",
                "reason": "dana is kept.",
                "evidence": [
                  {
                    "source": "hr",
                    "place": "row 99",
                    "status": "terminated",
                    "leftOn": null
                  }
                ]
              }
            ],
            "warnings": []
          },
          {
            "proposal": "leavers",
            "outcome": "opened",
            "branch": "rollcall/leavers",
            "base": "main",
            "pullRequest": {
              "number": 12,
              "url": "https://github.com/acme/access/pull/12"
            },
            "removals": {
              "members": 1,
              "teamMemberships": 0,
              "teams": 0,
              "repoAccess": 0,
              "total": 1
            },
            "edits": [
              {
                "kind": "suspend-user",
                "login": "eli",
                "suspended": "2026-11-22",
                "reason": "Because of suspend-user.",
                "evidence": [
                  {
                    "source": "hr",
                    "place": "row 12",
                    "status": "terminated",
                    "leftOn": null
                  }
                ]
              }
            ],
            "listed": [
              {
                "kind": "unknown",
                "login": "dana",
                "until": "2026-12-01",
                "reason": "dana is kept.",
                "evidence": [
                  {
                    "source": "hr",
                    "place": "row 99",
                    "status": "terminated",
                    "leftOn": null
                  }
                ]
              }
            ],
            "warnings": [
              "w"
            ]
          }
        ]
      }
      "
    `);
  });

  it('has the fields of each kind of edit, and not what it rests on', () => {
    const bodies: readonly EditBody[] = [
      { kind: 'add-user', login: 'a', id: 1, employee: 'E1' },
      { kind: 'remove-user', login: 'a', teams: ['t'], repos: ['r'] },
      { kind: 'remove-outside', login: 'a', repos: ['r'] },
      { kind: 'rename-user', before: 'a', after: 'b', id: 1 },
      { kind: 'add-team-member', team: 't', login: 'a' },
      { kind: 'remove-exception', user: 'a', expires: '2026-11-20', file: 'f', line: 1 },
      { kind: 'remove-allowance', why: 'w', expires: '2026-11-20', file: 'f', line: 1 },
    ];
    const edits = bodies.map((body) => ({ ...sampleEdit(body, 'Because.', [rowOfHr(1)]), basis: ['a secret word'] }));
    const text = proposalsAsJson(ran({ kind: 'nothing', report: sampleReport('movers', { edits }), warnings: [] }));
    const { proposals } = JSON.parse(text) as { proposals: { edits: unknown[] }[] };
    const evidence = [{ source: 'hr', place: 'row 1', status: 'terminated', leftOn: null }];
    expect(proposals[0]?.edits).toEqual(bodies.map((body) => ({ ...body, reason: 'Because.', evidence })));
    expect(text).not.toContain('a secret word');
  });

  it('tells of a refusal with and without a list', () => {
    const refused = { kind: 'refused', violations: [violation], report, warnings: [] } as const;
    const text = proposalsAsJson(ran({ ...refused, list: 'refused.md' }, { ...refused, list: undefined }));
    const { proposals } = JSON.parse(text) as { proposals: object[] };
    expect(proposals).toMatchObject([
      { outcome: 'refused', list: 'refused.md', violations: [violation] },
      { outcome: 'refused', list: null },
    ]);
  });
});
