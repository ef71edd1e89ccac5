import { describe, expect, it } from 'vitest';
import {
  sampleChange,
  sampleKinds,
  samplePlan,
  sampleUnmanaged,
  sampleViolation,
} from '../../test/support/sample-plan.ts';
import { planAsMarkdown } from './plan-markdown.ts';

describe('a plan as Markdown', () => {
  it('shows each kind of change in a table, findings and what is not managed', async () => {
    const changes = sampleKinds.map((kind) => sampleChange(kind));
    const findings = [{ finding: 'archived', message: 'site is archived.', unfinished: true }] as const;
    const plan = samplePlan({ changes, findings, unmanaged: sampleUnmanaged });
    await expect(planAsMarkdown(plan, [sampleViolation])).toMatchFileSnapshot('golden/plan.md.golden');
  });

  it('says that there is nothing to do', () => {
    expect(planAsMarkdown(samplePlan(), [])).toMatchInlineSnapshot(`
      "### Nothing to change: \`acme\` is as \`1a2b3c4\` says

      The whole organisation was looked at; applied last: \`9f8e7d6\`.
      "
    `);
  });

  it.each([60_000, 5_000, 1_500])('cuts 3,500 removals at %i characters and says how many are missing', (limit) => {
    const changes = Array.from({ length: 3500 }, (_, index) =>
      sampleChange('remove-member', { reason: `no ${index}` }),
    );
    const text = planAsMarkdown(samplePlan({ changes }), [sampleViolation], { limit });
    expect(text.length).toBeLessThanOrEqual(limit);
    const shown = text.split('\n').filter((line) => line.startsWith('| `-` |')).length;
    expect(text).toContain(`**${(3500 - shown).toLocaleString('en')} lines more did not fit here.**`);
    expect(text).toContain('**Refused (removals)**');
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it('folds long lists away and keeps short ones open', () => {
    const many = Array.from({ length: 21 }, () => sampleChange('remove-member'));
    expect(planAsMarkdown(samplePlan({ changes: many }), [])).toContain('<details><summary><b>People</b> (21)');
    expect(planAsMarkdown(samplePlan({ changes: many.slice(1) }), [])).not.toContain('<details>');
  });

  it('lets no name or text mention, link, break the table or become HTML', () => {
    const hostile = '@acme/all | <img src=x onerror=alert(1)> `x` [a](http://x) #12\n| - | `';
    const explained = { reason: hostile, attribution: { commit: null, file: hostile, line: 1 }, team: hostile };
    const change = sampleChange('create-team', explained);
    const violation = { guard: hostile, message: hostile, allow: '```\n@acme/all\n````' };
    const plan = samplePlan({
      organization: hostile,
      changes: [change],
      findings: [{ finding: 'renamed', message: hostile }],
    });
    const text = planAsMarkdown(plan, [violation]);
    const [fenced = ''] = /`{5}yaml[^]*?`{5}/.exec(text) ?? [];
    expect(fenced.split('\n')).toHaveLength(5);
    const outside = text.replace(fenced, '');
    expect(outside).not.toMatch(/@[a-z]|(?<!\\)<img|(?<!\\)\]\(|:\/\/|#\d/);
    const cells = outside.split('\n').filter((line) => line.startsWith('| `+`'));
    expect(cells.map((line) => line.split(/(?<!\\)\|/).length)).toEqual([6]);
  });
});
