import { describe, expect, it } from 'vitest';
import type { Prospect, Way } from '../model/restoration.ts';
import { type RestorationReport, restorationAsMarkdown, restorationTitle } from './restoration-markdown.ts';

const person = (login: string, way: Way, parts: Partial<Prospect> = {}): Prospect => {
  return { login, way, becomesOwner: false, teams: [], repos: [], ...parts };
};

const report: RestorationReport = {
  edits: [],
  leftOut: [{ login: 'gone', reason: 'gone was in the team <b>sre</b> and is gone.' }],
  people: [
    person('zoe', { kind: 'quota', from: '2026-11-24T10:00:00.000Z' }),
    person('ann', { kind: 'accepts' }, { teams: ['sre'], repos: ['api'] }),
    person('ben', { kind: 'at-once' }, { becomesOwner: true }),
    person('cat', { kind: 'accepts' }),
    person('<img src=x>@team', { kind: 'seat' }),
  ],
  from: { kind: 'to', commit: '1a2b3c4d5e6f7a8b9c0d', at: '2026-11-20T10:00:00.000Z' },
  named: [],
  exact: false,
  branch: 'rollcall/restore-1a2b3c4d5e',
};

describe('a restoration for a pull request', () => {
  it('says of each how they come back, the soonest first, and names owners at the top', () => {
    const text = restorationAsMarkdown(report);
    const headings = text.split('\n').filter((line) => /^(### |> )/.test(line));
    expect(headings).toEqual([
      '> [!WARNING]',
      '> **1 person is made owner again:** `ben`. Owners may do everything: look at these lines first.',
      '### 1 person: back at once, as members of the organisation. Nothing to accept',
      '### 2 people: invited when this is applied. **No access until they accept**',
      "### 1 person: wait for GitHub's quota of 500 invitations in 24 hours: invited from 2026-11-24 on at the earliest (of those sent in the last 24 hours, only what nobody accepted yet is counted), and **no access until they accept**",
      '### 1 person: wait for a seat: there are too few. Buy some, or have some freed; **no access until then, and until they accept**',
      '### What does not come back',
    ]);
    expect(text).toContain('| `ann` | `sre` | `api` |\n| `cat` |  |  |');
    expect(text).toContain('rollcall apply --user zoe ann ben cat');
  });

  it('keeps names text, and says what did not fit', () => {
    const text = restorationAsMarkdown(report);
    expect(text).not.toMatch(/<b>|^<img/m);
    const many = Array.from({ length: 3500 }, (_, index) => person(`user-${index}`, { kind: 'accepts' }));
    const long = restorationAsMarkdown({ ...report, people: many });
    expect(long.length).toBeLessThan(60_000);
    expect(long).toMatch(/\*\*[\d,]+ lines more did not fit here;\*\* the diff has them\./);
    expect(long).toContain('**After the merge**');
  });

  it('counts what is taken where the earlier state is asked for exactly', () => {
    const edits = [{ kind: 'drop-user', login: 'new', reason: 'new was not in the state then' }] as const;
    const text = restorationAsMarkdown({ ...report, edits, exact: true });
    expect(text).toContain('1 edit takes something.');
    expect(text).toContain('### What it takes\n\n- new was not in the state then');
  });
});

describe('its title', () => {
  it.each([
    [{}, 'Restore what stood on 2026-11-20 (1a2b3c4d)'],
    [{ exact: true }, 'Restore what stood on 2026-11-20 (1a2b3c4d), exactly'],
    [{ named: ['ann', 'sre'] }, 'Restore what stood on 2026-11-20 (1a2b3c4d) for ann and 1 more'],
    [{ from: { ...report.from, kind: 'revert' as const } }, 'Undo 1a2b3c4d'],
  ])('for %j', (parts, expected) => {
    expect(restorationTitle({ ...report, ...parts })).toBe(expected);
  });
});
