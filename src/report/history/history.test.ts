import { describe, expect, it } from 'vitest';
import type { History } from '../../model/history.ts';
import type { AccessReview } from '../../model/holding.ts';
import { accessAsJson, accessAsMarkdown, accessAsText } from './access-review.ts';
import { historyAsJson } from './history-json.ts';
import { historyAsMarkdown } from './history-markdown.ts';
import { historyAsText } from './history-text.ts';

const id = '1a2b3c4d'.repeat(5);

function aHistory(subject = 'Merge pull request #12 from acme/edit', changes = 1): History {
  return {
    subject: { noun: 'user', name: 'alice', formerly: ['alicia'], id: 1001, stands: true, remarks: [] },
    source: { branch: 'main', head: id, remoteAsked: true, commits: 9000, wrongDates: 1, notAsked: null },
    left: 3,
    steps: [
      {
        commit: { id, cameAt: '2026-11-20T10:31:00Z', authors: ['Dana'], subject },
        changes: Array.from({ length: changes }, (_, nth) => ({
          kind: 'team-membership' as const,
          login: 'alice',
          team: `team-${nth}`,
          before: 'member',
          after: null,
          file: 'state/teams/payments.yaml',
          line: 12,
        })),
        pullRequest: {
          known: 'by-github',
          pullRequest: { number: 12, openedBy: 'dana', approvers: [{ login: 'zoe', onLastCommit: false }] },
        },
        applied: { run: '20261120T103500Z-00000000', at: '2026-11-20T10:36:00.000Z', commit: id },
      },
    ],
  };
}

describe('a history', () => {
  it('reads as text', () => {
    expect(historyAsText(aHistory())).toMatchInlineSnapshot(`
      "alice (id 1001), formerly alicia
      This is what the state said, commit by commit: 9,000 commits of main up to 1a2b3c4. What was live may have been something else.
      The dates of 1 commit contradict the order; such a commit counts as having come with the one before it.

      2026-11-20 10:31:00 UTC  1a2b3c4  Merge pull request #12 from acme/edit
        #12 opened by dana, by Dana, approved by zoe (an older commit of it)
        in effect by 2026-11-20 10:36:00 UTC (run 20261120T103500Z-00000000)
        - alice: out of team-0 (member)  state/teams/payments.yaml:12

      … and 3 older commits (--limit all)
      "
    `);
  });

  it('counts what of one commit is not shown, and shows it where asked', () => {
    expect(historyAsText(aHistory('x', 30))).toContain('    … and 10 more (--verbose)');
    expect(historyAsText(aHistory('x', 30), { verbose: true })).toContain('out of team-29 (member)');
  });

  it('reads as Markdown', () => {
    expect(historyAsMarkdown(aHistory())).toMatchInlineSnapshot(`
      "### History of \`alice\` (id 1001), formerly \`alicia\`

      - This is what the state said, commit by commit: 9,000 commits of main up to 1a2b3c4. What was live may have been something else.
      - The dates of 1 commit contradict the order; such a commit counts as having come with the one before it.

      | came (UTC) | commit | change | line | reviewed | in effect by (UTC) |
      |---|---|---|---|---|---|
      | 2026-11-20 10:31:00 | \`1a2b3c4\` Merge pull request \\#<!-- -->12 from acme/edit | \`alice\`: out of \`team-0\` (\`member\`) | \`state/teams/payments.yaml:12\` | #12 opened by dana, by Dana, approved by zoe (an older commit of it) | 2026-11-20 10:36:00 |

      … and 3 older commits (\`--limit all\`)
      "
    `);
  });

  it('lets nothing of a commit act', () => {
    const hostile = '\u001b[31m| <b>@everyone</b> \u202e';
    expect(historyAsText(aHistory(hostile))).toContain('\\u{1b}[31m| <b>@everyone</b> \\u{202e}');
    expect(historyAsMarkdown(aHistory(hostile))).toContain('\\|');
    expect(historyAsMarkdown(aHistory(hostile))).not.toMatch(/<b>|@everyone/);
    expect(historyAsJson(aHistory(hostile))).not.toContain('\u202e');
  });

  it('is data for scripts', () => {
    expect(JSON.parse(historyAsJson(aHistory()))).toMatchObject({
      version: 1,
      subject: { noun: 'user', name: 'alice', id: 1001, formerly: ['alicia'] },
      left: 3,
      commits: [{ commit: id, saysAt: '2026-11-20T10:31:00Z', asked: true, pullRequest: { number: 12 } }],
    });
  });
});

const review: AccessReview = {
  organization: 'acme',
  about: null,
  asked: '2026-11-20',
  moment: '2026-11-20T23:59:59Z',
  branch: 'main',
  commit: id,
  cameAt: '2026-11-20T10:31:00Z',
  remoteAsked: true,
  wrongDates: 0,
  basePermission: 'none',
  applied: { run: '20261119T103500Z-00000000', at: '2026-11-19T10:36:00.000Z', commit: '9'.repeat(40) },
  unreadable: [],
  holdings: [
    {
      login: 'bob',
      id: 2,
      employee: 'E2',
      kind: 'repository',
      name: 'api',
      permission: 'write',
      by: { way: 'team', team: 'payments', grantedTo: 'engineering' },
      at: { file: 'state/repos/api.yaml', line: 3 },
      since: { commit: id, cameAt: '2026-11-20T10:31:00Z' },
    },
  ],
};

describe('an access review', () => {
  it('reads as text, and says what was applied', () => {
    expect(accessAsText(review)).toMatchInlineSnapshot(`
      "acme: who had what
      What the state said at 2026-11-20 23:59:59 UTC: commit 1a2b3c4, which came to main at 2026-11-20 10:31:00 UTC. What was live may have been something else.
      By the journal, another commit, 9999999 had been applied last (2026-11-19 10:36:00 UTC, run 20261119T103500Z-00000000).
      Every member: nothing besides (base permission none).
      1 person, 1 row.

      bob
        repository api: write (team payments, inherited from engineering), since 2026-11-20 (1a2b3c4)
      "
    `);
  });

  it('reads as Markdown and as data', () => {
    expect(accessAsMarkdown(review)).toContain(
      '| `bob` | repository | `api` | `write` | team payments, inherited from engineering | since 2026-11-20 (1a2b3c4) |',
    );
    expect(JSON.parse(accessAsJson(review))).toMatchObject({ version: 1, commit: id, rows: review.holdings });
  });

  it.each([
    ['user', 'Only what bob held.'],
    ['team', 'Only who was in the team bob, and what it gave.'],
    ['repo', 'Only who might touch the repository bob.'],
  ] as const)('says that it is of one %s alone', (noun, sentence) => {
    expect(accessAsText({ ...review, about: { noun, name: 'bob' } })).toContain(sentence);
  });
});
