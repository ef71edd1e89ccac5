import { describe, expect, it } from 'vitest';
import { sampleChange } from '../../test/support/sample-plan.ts';
import type { Outcome } from '../model/plan.ts';
import type { ApplyReport } from './outcome.ts';
import { outcomeAsJson } from './outcome-json.ts';
import { outcomeAsMarkdown } from './outcome-markdown.ts';
import { outcomeAsText } from './outcome-text.ts';

const outcomes: readonly Outcome[] = [
  { change: sampleChange('create-team'), result: 'done' },
  { change: sampleChange('invite-member'), result: 'failed', message: 'GitHub answered 422 | @all:\nno seat' },
  { change: sampleChange('add-team-member'), result: 'skipped', message: 'bob is not invited' },
];
const report: ApplyReport = {
  organization: 'acme',
  commit: 'a'.repeat(40),
  outcomes,
  planned: outcomes.length,
  stop: null,
  findings: [
    { finding: 'archived', message: 'site is archived.', unfinished: true },
    { finding: 'renamed', message: 'zoe is called zoe2 now.' },
  ],
  verification: { result: 'differs', changes: 2 },
  applied: { moved: false, at: 'b'.repeat(40), why: '2 changes did not take effect; run again.' },
};

describe('what apply did', () => {
  it('is told as text: counts, what did not succeed, and where the state repo stands', () => {
    expect(outcomeAsText(report)).toMatchInlineSnapshot(`
      "1 change made to acme, 1 failed, 1 skipped
        failed  bob: invite as member, into payments, sre: GitHub answered 422 | @all: no seat
        skipped  bob: into sre as member: bob is not invited
        ! not in effect: site is archived.
      Read again: 2 changes still to make.
      The commit applied last did not move (it stays at bbbbbbb): 2 changes did not take effect; run again.
      "
    `);
  });

  it('is told as Markdown', () => {
    expect(outcomeAsMarkdown(report)).toMatchInlineSnapshot(`
      "### 1 change made to \`acme\`, 1 failed, 1 skipped

      Read again: 2 changes still to make. The commit applied last did not move (it stays at bbbbbbb): 2 changes did not take effect; run again\\.

      | result | change | why |
      |---|---|---|
      | failed | \`bob\`: invite as member, into \`payments\`, \`sre\` | GitHub answered 422 \\| \\@<!-- -->all\\:<!-- --> no seat |
      | skipped | \`bob\`: into \`sre\` as \`member\` | bob is not invited |

      **Not in effect**

      - site is archived\\.
      "
    `);
  });

  it('is told as JSON', () => {
    const data = JSON.parse(outcomeAsJson(report)) as Record<string, unknown>;
    const keys = 'version organization commit summary outcomes findings verification applied';
    expect(Object.keys(data).join(' ')).toBe(keys);
    expect(data).toMatchObject({
      summary: { done: 1, failed: 1, skipped: 1 },
      outcomes: outcomes.map(({ result, change }) => ({ result, change })),
      verification: report.verification,
      applied: report.applied,
    });
  });

  it.each<[string, Partial<ApplyReport>, string]>([
    ['converged', { verification: { result: 'converged', scope: 'full' } }, 'Read again: converged.'],
    ['in scope', { verification: { result: 'converged', scope: 'touched' } }, 'converged in scope: the rest of the'],
    ['unread', { verification: { result: 'not-verified', why: 'the run was stopped' } }, 'Not verified: the run was'],
    [
      'overtaken',
      { verification: { result: 'overtaken', changes: 1 } },
      'all of it is in effect; 1 change came up since',
    ],
    [
      'stopped',
      { planned: 5, stop: { reason: 'not-as-planned', message: 'dana is gone.' } },
      'Stopped (not-as-planned): dana is gone. 2 changes not tried.',
    ],
    ['journalled', { run: '20261122T105001Z-3f2c1ab9' }, 'rollcall journal --run 20261122T105001Z-3f2c1ab9 shows'],
    ['moved', { applied: { moved: true, to: 'c'.repeat(40) } }, 'The commit applied last is now ccccccc.'],
    ['first', { applied: { moved: false, at: null, why: 'x' } }, 'did not move (there is none yet): x'],
    ['nothing', { outcomes: [] }, 'Nothing was changed in acme\n'],
  ])('says no more than is known: %s', (_, parts, words) => {
    expect(outcomeAsText({ ...report, ...parts })).toContain(words);
  });

  it('tells what waits for the same once, and when it goes on', () => {
    const waiting = { change: sampleChange('invite-member'), result: 'waiting', message: 'Not before noon.' } as const;
    const text = outcomeAsText({ ...report, outcomes: Array.from({ length: 700 }, () => waiting) });
    expect(text).toContain(
      '0 changes made to acme, 700 waiting\n  waiting  bob: invite as member, into payments, sre, and 699 more: Not before noon.\n',
    );
  });

  it('lists what was done only where asked to, and does not bury the end under failures', () => {
    expect(outcomeAsText(report, { verbose: true })).toContain('  done  payments: create');
    const failed = Array.from({ length: 3500 }, () => ({ ...outcomes[1], result: 'failed' }) as Outcome);
    const text = outcomeAsText({ ...report, outcomes: failed });
    expect(text.split('\n')).toHaveLength(56);
    expect(text).toContain('… and 3,450 more (--verbose)');
    expect(outcomeAsMarkdown({ ...report, outcomes: failed }, { limit: 5000 }).length).toBeLessThanOrEqual(5000);
  });
});
