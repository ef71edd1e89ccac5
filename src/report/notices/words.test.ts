import { describe, expect, it } from 'vitest';
import type { Outstanding, Standing } from '../../model/standing.ts';
import { standings } from '../../model/standing.ts';
import { plainWords } from './words.ts';

const about = { organization: 'acme', invitationPage: 'https://github.com/orgs/acme/invitation' };

function someone(overrides: Partial<Standing>): Standing {
  return { login: 'alice', standing: 'invited', since: null, until: null, reason: '', outstanding: [], ...overrides };
}

function told(overrides: Partial<Standing>): string {
  const { title, sentences } = plainWords(someone(overrides), about);
  return [title, ...sentences].join('\n');
}

describe('the words for who is concerned', () => {
  it('say to who is invited that there is no access yet, where to accept, and until when', () => {
    expect(told({ standing: 'invited', until: '2026-11-29T14:30:00Z' })).toBe(
      `You are invited, and have to accept
You have no access until you accept: https://github.com/orgs/acme/invitation
Sign in to GitHub with the account that was invited: the invitation to acme is for that one alone.
It can be accepted until 29 November 2026, 14:30 UTC. If it runs out, another one has to be sent.`,
    );
    expect(told({ standing: 'invited' })).not.toContain('until null');
  });

  it('send an outside collaborator to the repositories, and not to the page of the organisation', () => {
    const outstanding: Outstanding[] = [{ kind: 'repo', repo: 'site', role: 'read' }];
    const words = told({ standing: 'invited', outstanding });
    expect(words).toContain('You have no access to these repositories of acme until you accept: site.');
    expect(words).not.toContain(about.invitationPage);
  });

  it('list what is missing of somebody who accepted', () => {
    const outstanding: Outstanding[] = [
      { kind: 'role', role: 'owner' },
      { kind: 'team', team: 'sre', role: 'maintainer' },
      { kind: 'team', team: 'web', role: 'member' },
      { kind: 'repo', repo: 'site', role: 'write' },
      { kind: 'team-repo', team: 'web', repo: 'shop', role: 'read' },
    ];
    expect(told({ standing: 'accepted', outstanding })).toContain(
      'Still missing: the role owner; the team sre, as its maintainer; the team web; write in site; read in shop, by the team web.',
    );
    const many = Array.from({ length: 23 }, (_, n): Outstanding => ({ kind: 'repo', repo: `r${n}`, role: 'read' }));
    expect(told({ standing: 'accepted', outstanding: many })).toContain('read in r19; and 3 more.');
  });

  it('tell until when somebody waits, and leave reasons to those for whom they are written', () => {
    const reason = 'the circuit breaker of policy.yaml is open (422 Validation Failed)';
    expect(told({ standing: 'waiting', reason, until: '2026-11-23T08:05:00.000Z' })).toContain(
      'Its owners can see what it waits for.\nIt does not go on before 23 November 2026, 08:05 UTC.',
    );
    expect(told({ standing: 'failed', reason })).toContain('Its owners can see why.');
    for (const standing of standings) expect(told({ standing, reason })).not.toContain(reason);
  });

  it('say to nobody suspended that they are a member, as they may have left', () => {
    expect(told({ standing: 'suspended' })).not.toContain('You stay a member');
  });

  it('claim nothing of somebody who could not be read', () => {
    const words = told({ standing: 'unknown', reason: 'GitHub answered 502.' });
    expect(words).toContain('nothing is known of your access: neither that you have it, nor that you do not');
  });

  it('say of nobody but the restored that all is there, and of nobody but those that nothing is to do', () => {
    const whole = standings.filter((standing) => /all your access|nothing to do/.test(told({ standing })));
    expect(whole).toEqual(['restored']);
  });

  it.each(standings)('have a title of one short line without the name of the organisation: %s', (standing) => {
    const { title, sentences } = plainWords(someone({ standing }), about);
    expect(title).toMatch(/^[A-Z][^.\n]{10,70}$/);
    expect(title).not.toContain('acme');
    expect(sentences.length).toBeGreaterThan(1);
    expect(sentences.every((sentence) => sentence.length > 12)).toBe(true);
  });

  it('keep a time that cannot be read as it came', () => {
    expect(told({ standing: 'invited', until: 'soon' })).toContain('until soon.');
  });
});
