import { describe, expect, it } from 'vitest';
import { suspensionAsMarkdown, type SuspensionReport, suspensionTitle } from './suspension-markdown.ts';

const eli = { login: 'eli', employee: 'E0003', role: 'owner', teams: ['payments', 'sre'], repos: ['api'] } as const;
const fay = { login: 'fay', employee: undefined, role: 'member', teams: [], repos: [] } as const;
const report: SuspensionReport = {
  people: [eli, fay],
  reason: 'Laptop stolen; see @security #12',
  overBudget: [],
  basePermission: 'read',
  graceDays: 14,
  branch: 'rollcall/suspend-eli',
};

describe('a suspension as Markdown', () => {
  it('says what it takes, what it leaves, and what to do after the merge', async () => {
    await expect(suspensionAsMarkdown(report)).toMatchFileSnapshot('../../test/golden/suspension.md');
  });

  it.each([
    [{ basePermission: undefined }, "and what the organisation's base permission gives to all members."],
    [{ graceDays: 0 }, 'After that they are proposed for removal'],
  ] as const)('says what policy and organisation make of it: %j', (parts, words) => {
    expect(suspensionAsMarkdown({ ...report, ...parts })).toContain(words);
  });

  it('counts whom it does not show', () => {
    const people = Array.from({ length: 1000 }, (_, index) => ({ ...fay, login: `user${index}` }));
    const text = suspensionAsMarkdown({ ...report, people }, { limit: 8000 });
    expect(text.length).toBeLessThanOrEqual(8000);
    const shown = text.match(/^\| `user\d+` \|/gm)?.length ?? 0;
    expect(text).toContain(`**${1000 - shown} people more did not fit here;** the diff has them.`);
    expect(text).toContain('user49 …');
  });

  it('has a title for one and for several', () => {
    expect(suspensionTitle({ people: [eli] })).toBe('Suspend eli');
    expect(suspensionTitle(report)).toBe('Suspend eli and 1 more');
  });
});
