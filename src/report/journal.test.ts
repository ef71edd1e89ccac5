import { describe, expect, it } from 'vitest';
import { journalText, sampleJournal, sampleRun, step } from '../../test/support/sample-journal.ts';
import { sampleChange, sampleKinds } from '../../test/support/sample-plan.ts';
import { readJournal } from '../applier/journal/read-journal.ts';
import { type RunJournal, summaryOf } from './journal.ts';
import { heldWords } from './journal-steps.ts';
import { runAsJson, runsAsJson } from './journal-json.ts';
import { runAsMarkdown, runsAsMarkdown } from './journal-markdown.ts';
import { runAsText, runsAsText } from './journal-text.ts';

function journal(text: string, { run = sampleRun, pushed = true } = {}): RunJournal {
  return { run, pushed, ...readJournal(text) };
}

const ended = journal(sampleJournal());
const killedRun = '20261123T080000Z-0a0b0c0d';
const killed = journal(`${sampleJournal({ isEnded: false, run: killedRun })}{"ver`, { run: killedRun, pushed: false });
const spoiled = journal(sampleJournal().replace(/^.*"entry":"run".*$/m, 'what?'));
const summaries = [summaryOf(killed), summaryOf(ended)];

describe('the runs', () => {
  it('are listed for people', () => {
    expect(runsAsText(summaries)).toMatchInlineSnapshot(`
      "2 runs, newest first
        20261123T080000Z-0a0b0c0d  2026-11-22 10:50:02  1a2b3c4  alice@laptop  1 done, 1 failed, 1 without outcome  no end (killed, or still running); the last line is torn; not pushed yet
        20261122T105001Z-3f2c1ab9  2026-11-22 10:50:02  1a2b3c4  alice@laptop  2 done, 1 failed  not as planned (exit 4)
      rollcall journal --run ID shows one whole; the beginning of an id is enough.
      "
    `);
  });

  it('are a table in Markdown', () => {
    expect(runsAsMarkdown(summaries)).toMatchInlineSnapshot(`
      "### 2 runs in the journal

      | run | time (UTC) | commit | by | changes | ended |
      |---|---|---|---|---|---|
      | \`20261123T080000Z-0a0b0c0d\` | 2026-11-22 10:50:02 | \`1a2b3c4\` | \`alice@laptop\` | 1 done, 1 failed, 1 without outcome | no end (killed, or still running); the last line is torn; not pushed yet |
      | \`20261122T105001Z-3f2c1ab9\` | 2026-11-22 10:50:02 | \`1a2b3c4\` | \`alice@laptop\` | 2 done, 1 failed | not as planned (exit 4) |
      "
    `);
  });

  it('have their figures in JSON', () => {
    expect(JSON.parse(runsAsJson([summaryOf(killed)]))).toMatchInlineSnapshot(`
      {
        "runs": [
          {
            "base": "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
            "changes": {
              "done": 1,
              "failed": 1,
              "skipped": 0,
              "waiting": 0,
              "withoutOutcome": 1,
            },
            "commit": "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b",
            "end": null,
            "organization": "acme",
            "owner": "alice@laptop",
            "planned": 3,
            "pushed": false,
            "run": "20261123T080000Z-0a0b0c0d",
            "time": "2026-11-22T10:50:02.000Z",
            "torn": true,
            "unreadable": 0,
          },
        ],
        "version": 1,
      }
    `);
  });

  it('are told of where there are none, and counted where there are many', () => {
    expect(runsAsText([])).toBe('No run is in the journal: none has changed anything yet.\n');
    const many = Array.from({ length: 60 }, () => summaryOf(ended));
    expect(runsAsText(many)).toContain('… and 10 more (--verbose)');
    expect(runsAsText(many, { verbose: true }).split('\n')).toHaveLength(63);
  });

  it('are known by what is left where the first line is lost', () => {
    expect(summaryOf(spoiled)).toMatchObject({
      time: '2026-11-22T10:50:01Z',
      commit: null,
      owner: null,
      unreadable: 1,
    });
    expect(runsAsText([summaryOf(spoiled)])).toContain('1 line cannot be read');
  });
});

describe('one run', () => {
  it('is told step by step', () => {
    expect(runAsText(ended)).toMatchInlineSnapshot(`
      "Run 20261122T105001Z-3f2c1ab9: acme @ 1a2b3c4, applied before: 9f8e7d6
      Started 2026-11-22 10:50:02 UTC by alice@laptop.
      It took over the lock of the dead run 20261121T000000Z-00000000 (bob@ci, since 2026-11-21T00:00:00Z).
      3 changes planned: 2 done, 1 failed; not as planned (exit 4).

      Wave 1 (1 change)
        done  #3 bob: invite as member, into payments, sre
            2026-11-22 10:50:05 — held nothing — request ABCD:1234 — state/teams/sre.yaml:12 @ 1a2b3c4 — pull request #12, approved by carol, dana
        read again: as planned

      Wave 2 (2 changes)
        failed  #5 dana: in sre member → maintainer: GitHub answered 422 (refused)
            2026-11-22 10:50:08 — held member — 2 attempts — state/teams/sre.yaml:12 @ 1a2b3c4
        done  #6 eli: remove from the organisation (member)
            2026-11-22 10:50:10 — held role member; teams: sre maintainer; repos: none — request ABCD:1234 — state/teams/sre.yaml:12 @ 1a2b3c4
        read again: stopped: zoe is gone
      "
    `);
  });

  it('shows what a killed run was at', () => {
    expect(runAsText(killed)).toMatchInlineSnapshot(`
      "Run 20261123T080000Z-0a0b0c0d: acme @ 1a2b3c4, applied before: 9f8e7d6
      Started 2026-11-22 10:50:02 UTC by alice@laptop.
      It took over the lock of the dead run 20261121T000000Z-00000000 (bob@ci, since 2026-11-21T00:00:00Z).
      3 changes planned: 1 done, 1 failed, 1 without outcome; no end (killed, or still running); the last line is torn; not pushed yet.

      Wave 1 (1 change)
        done  #3 bob: invite as member, into payments, sre
            2026-11-22 10:50:05 — held nothing — request ABCD:1234 — state/teams/sre.yaml:12 @ 1a2b3c4 — pull request #12, approved by carol, dana
        read again: as planned

      Wave 2 (2 changes)
        failed  #5 dana: in sre member → maintainer: GitHub answered 422 (refused)
            2026-11-22 10:50:08 — held member — 2 attempts — state/teams/sre.yaml:12 @ 1a2b3c4
        without outcome  #6 eli: remove from the organisation (member)
            2026-11-22 10:50:09 — held role member; teams: sre maintainer; repos: none — state/teams/sre.yaml:12 @ 1a2b3c4
      "
    `);
  });

  it('is a table in Markdown', () => {
    expect(runAsMarkdown(ended)).toMatchInlineSnapshot(`
      "### Run \`20261122T105001Z-3f2c1ab9\`

      - of \`1a2b3c4\` to \`acme\`, \`9f8e7d6\` applied before
      - started 2026-11-22 10:50:02 UTC by \`alice@laptop\`
      - took over the lock of \`20261121T000000Z-00000000\` (\`bob@ci\`, since \`2026-11-21T00:00:00Z\`)
      - 3 changes planned: 2 done, 1 failed; not as planned (exit 4)

      | # | wave | result | change | held before | request | from | reviewed |
      |---|---|---|---|---|---|---|---|
      | 3 | 1 | done | \`bob\`: invite as member, into \`payments\`, \`sre\` | nothing | \`ABCD:1234\` | \`state/teams/sre.yaml:12 @ 1a2b3c4\` | pull request #12, approved by \`carol\`, \`dana\` |
      | 5 | 2 | failed: GitHub answered 422 (refused) | \`dana\`: in \`sre\` \`member\` → \`maintainer\` | \`member\` | 2 attempts | \`state/teams/sre.yaml:12 @ 1a2b3c4\` |  |
      | 6 | 2 | done | \`eli\`: remove from the organisation (member) | \`role\` \`member\`; \`teams\`: \`sre\` \`maintainer\`; \`repos\`: none | \`ABCD:1234\` | \`state/teams/sre.yaml:12 @ 1a2b3c4\` |  |

      **Read again after waves**

      - wave 1: as planned
      - wave 2: **stopped**: zoe is gone
      "
    `);
  });

  it('says which lines cannot be read', () => {
    expect(runAsText(spoiled)).toContain('Line 1 cannot be read: it is no JSON');
    expect(runAsMarkdown(spoiled)).toContain('- line 1: it is no JSON');
    expect(JSON.parse(runAsJson(spoiled))).toMatchObject({ unreadable: [{ line: 1, why: 'it is no JSON' }] });
  });

  it('has its entries in JSON as the file has them', () => {
    const { version, run, summary, entries } = JSON.parse(runAsJson(ended)) as Record<string, unknown>;
    const lines = sampleJournal().trimEnd().split('\n');
    expect({ version, run, entries }).toEqual({
      version: 1,
      run: sampleRun,
      entries: lines.map((line) => JSON.parse(line) as unknown),
    });
    expect(summary).toEqual(summaryOf(ended));
  });

  it.each(sampleKinds)('shows %s in every format', (kind) => {
    const one = journal(journalText((writer) => step(writer, sampleChange(kind))));
    expect(runAsText(one)).toMatch(
      / {2}done {2}#1 .+\n {6}2026-11-22 10:50:03 — held .+request ABCD:1234.+sre\.yaml:12 @ 1a2b3c4/,
    );
    expect(runAsMarkdown(one)).toMatch(/^\| 1 \| 1 \| done \| [^|]+ \| [^|]+ \| `ABCD:1234` \| [^|]+ \| [^|]*\|$/m);
  });

  it('is cut where a page of Markdown has no room, and says so', () => {
    const long = journal(
      journalText((writer) => Array.from({ length: 200 }, () => step(writer, sampleChange('remove-member')))),
    );
    const page = runAsMarkdown(long, { limit: 5000 });
    expect(page.length).toBeLessThanOrEqual(5000);
    expect(page).toContain(`lines more did not fit here.** \`rollcall journal --run ${sampleRun}\` shows all.`);
  });
});

describe('what somebody held', () => {
  it.each([
    [null, 'nothing'],
    ['admin', '<admin>'],
    [
      { role: 'owner', teams: { sre: 'maintainer', web: 'member' }, repos: {} },
      '<role> <owner>; <teams>: <sre> <maintainer>, <web> <member>; <repos>: none',
    ],
    [{ name: 'SRE', description: '', parent: null }, '<name> <SRE>; <description> empty; <parent> none'],
    [{}, 'nothing'],
  ])('is said in words: %j', (held, words) => {
    expect(heldWords(held, (text) => `<${text}>`)).toBe(words);
  });
});

describe('names and messages in a journal', () => {
  const hostile = 'x\u001b[31m|`<b>@alice\u202e\n| done | #1';
  const text = journalText((writer) => {
    const facts = { commit: null, base: null, scope: 'full', digest: 'd'.repeat(64), changes: 1 } as const;
    writer.started({ ...facts, organization: hostile, owner: hostile });
    writer.tookOver({ owner: hostile, run: hostile, since: hostile });
    const attribution = { commit: null, file: hostile, line: 1 };
    const answer = { result: 'failed', code: hostile, message: hostile, requestId: hostile } as const;
    const review = { pullRequest: 1, approvers: [hostile] };
    const held = { [hostile]: hostile, teams: { [hostile]: hostile } };
    step(writer, sampleChange('add-team-member', { login: hostile, team: hostile, attribution }), answer, {
      held,
      review,
    });
    writer.looked(1, 'stopped', hostile);
    writer.ended(4, hostile);
  });
  const one = { ...journal(text), unreadable: [{ line: 9, why: hostile }] };

  it.each([
    ['text', runAsText(one) + runsAsText([summaryOf(one)])],
    ['JSON', runAsJson(one) + runsAsJson([summaryOf(one)])],
    ['Markdown', runAsMarkdown(one) + runsAsMarkdown([summaryOf(one)])],
  ])('do nothing in %s', (_, shown) => {
    expect(shown).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  });

  it('make no rows, mentions or elements in Markdown', () => {
    const shown = runAsMarkdown(one) + runsAsMarkdown([summaryOf(one)]);
    expect(shown).not.toMatch(/(?<!\\)<b>/);
    expect(shown).not.toMatch(/@alice/);
    const rows = shown.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length - 2)).toEqual([8, 8, 8, 6, 6, 6]);
  });
});
