import { describe, expect, it } from 'vitest';
import { expectHarmless } from '../../../test/support/harmless-markdown.ts';
import type { Standing, StandingName, StatusReport } from '../../model/standing.ts';
import { standings } from '../../model/standing.ts';
import { noticesAsComment } from './comment.ts';
import { letterFor } from './letter.ts';

function someone(login: string, standing: StandingName, overrides: Partial<Standing> = {}): Standing {
  return { login, standing, since: null, until: null, reason: '', outstanding: [], ...overrides };
}

function reportOn(people: readonly Standing[], overrides: Partial<StatusReport> = {}): StatusReport {
  return {
    organization: 'acme',
    invitationPage: 'https://github.com/orgs/acme/invitation',
    change: { commit: '3f2c1ab00000000000000000000000000000000f', at: '2026-11-20T10:00:00Z', subject: '@all <b>' },
    head: 'f'.repeat(40),
    applied: null,
    checkedAt: '2026-11-22T18:30:00Z',
    people,
    unread: [],
    sightings: [],
    ...overrides,
  };
}

const nasty = [
  ['@root', '@acme/owners', '#12', '<script>alert(1)</script>', '![x](https://evil.example/x.png)', '</details>'],
  [
    '`@root`',
    '[x](javascript:1)',
    'line\nbreak\r\n# heading',
    '\u202Eevil',
    '<!-- rollcall-plan -->',
    'http://e.example',
  ],
].flat();

describe('the comment', () => {
  it('groups people by standing, whoever needs something first, with the words that they are told', () => {
    const comment = noticesAsComment(
      reportOn([
        someone('ann', 'restored'),
        someone('bob', 'invited', { until: '2026-11-29T14:30:00Z' }),
        someone('cat', 'failed', { reason: 'GitHub refused it: blocked.' }),
        someone('dan', 'accepted', { outstanding: [{ kind: 'team', team: 'sre', role: 'maintainer' }] }),
      ]),
    );
    expect([...comment.matchAll(/^### (.*)$/gm)].map(([, title]) => title)).toEqual([
      'failed: 1 person',
      'invited: 1 person',
      'accepted: 1 person',
      'restored: 1 person',
    ]);
    expect(comment).toContain('> **You are invited, and have to accept.**');
    expect(comment).toContain('- `bob`: until 29 November 2026, 14');
    expect(comment).toContain('- `cat`: GitHub refused it');
    expect(comment).toContain('- `dan`: missing');
    expect(comment).toContain('\n- `ann`');
  });

  it('lets nothing of a name, a reason or a sentence act', () => {
    const people = nasty.flatMap((text) => [
      someone(text, 'failed', { reason: text }),
      someone(`x${text}`, 'accepted', { outstanding: [{ kind: 'repo', repo: text, role: text }] }),
    ]);
    const comment = noticesAsComment(reportOn(people, { unread: nasty, organization: '@acme' }));
    expectHarmless(comment);
    expect([...comment.matchAll(/^#+ .*$/gm)].every(([line]) => /^###? (Where|failed|accepted)/.test(line))).toBe(true);
  });

  it.each(standings)('of 3,500 people fits into what GitHub takes, and counts the rest: %s', (standing) => {
    const outstanding = [{ kind: 'team', team: 'a-team-with-a-rather-long-name', role: 'member' }] as const;
    const people = Array.from({ length: 3_500 }, (_, n) =>
      someone(`person-number-${n}`, standing, { outstanding, reason: 'Some reason.', until: '2026-11-29T14:30:00Z' }),
    );
    const comment = noticesAsComment(reportOn(people));
    expect(comment.length).toBeLessThan(65_400);
    const rows = [...comment.matchAll(/^- `person-number-/gm)].length;
    const left = /\*\*([\d,]+) lines more did not fit/.exec(comment)?.[1]?.replace(',', '');
    expect(rows + Number(left)).toBe(3_500);
    expect(comment).toContain(`### ${standing}: 3,500 people`);
  });

  it('gives one reason no more than its share of the room', () => {
    const people = [someone('ann', 'failed', { reason: 'x'.repeat(70_000) }), someone('bob', 'failed')];
    expect(noticesAsComment(reportOn(people))).toContain('- `bob`');
  });
});

describe('a letter', () => {
  it('is plain lines, whatever a name holds', () => {
    const team = 'one\r\nBcc: all@example.org\u0007\u202E';
    const outstanding: Standing['outstanding'] = [{ kind: 'team', team, role: 'member' }];
    const { subject, text } = letterFor(someone('ann', 'accepted', { outstanding }), reportOn([]));
    expect(subject).toBe('[acme] You are in, and some of your access is still missing');
    expect(text).toContain('Still missing: the team one Bcc: all@example.org\\u{7}\\u{202e}.\n');
    expect(text).toMatch(/^Hello ann,\n\nYou are in, and some[^\r]*\n$/);
  });

  it('has a subject of one line', () => {
    const about = { organization: 'acme]\r\nBcc: x@example.org', invitationPage: 'x' };
    expect(letterFor(someone('ann', 'left'), about).subject).not.toMatch(/[\r\n]/);
  });
});
