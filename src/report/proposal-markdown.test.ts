import { describe, expect, it } from 'vitest';
import { sampleEdit, sampleListed, sampleReport } from '../../test/support/sample-proposal.ts';
import { toldEmployees, toldProposals } from '../../test/support/told-proposals.ts';
import { keyOf } from '../model/identity.ts';
import type { Evidence } from '../model/person.ts';
import type { Edit, Listed } from '../model/proposal.ts';
import type { ProposalReport, Which } from './proposal.ts';
import { proposalAsMarkdown, proposalMessage, proposalTitle, refusedListAsMarkdown } from './proposal-markdown.ts';

const told = toldProposals();
const golden = '../../test/golden';

function reportOf(which: Which, parts: Partial<ProposalReport> = {}): ProposalReport {
  return sampleReport(which, parts.proposal ?? told[which], { employees: toldEmployees, ...parts });
}

function leavers(count: number): Edit[] {
  return Array.from({ length: count }, (_, index) =>
    sampleEdit({ kind: 'suspend-user', login: `user${index}`, suspended: '2026-11-22' }),
  );
}

describe('a proposal as Markdown', () => {
  it.each(['joiners', 'movers', 'leavers'] as const)('tells the %s', async (which) => {
    const { body, rest } = proposalAsMarkdown(reportOf(which));
    await expect(body).toMatchFileSnapshot(`${golden}/proposal-${which}.md`);
    expect(rest).toBeUndefined();
  });

  it('counts and names what it leaves out, and has all of it in a file', async () => {
    const edits = [...told.leavers.edits, ...leavers(200)];
    const { body, rest } = proposalAsMarkdown(reportOf('leavers', { proposal: { ...told.leavers, edits } }), {
      limit: 6000,
    });
    await expect(body).toMatchFileSnapshot(`${golden}/proposal-leavers-cut.md`);
    await expect(rest).toMatchFileSnapshot(`${golden}/proposal-leavers-rest.md`);
  });

  it('leaves out what is given before what is taken', () => {
    const into = leavers(300).map((_, index) =>
      sampleEdit({ kind: 'add-team-member', team: 'sales', login: `new${index}` }),
    );
    const out = sampleEdit({ kind: 'remove-team-member', team: 'sales', login: 'zed' });
    const { body } = proposalAsMarkdown(sampleReport('movers', { edits: [...into, out] }), { limit: 5000 });
    expect(body).toContain('| `zed` |  | out of `sales` |');
    expect(body).not.toContain('`new299`');
  });

  it('puts into the file of the branch nothing that HR says of people', () => {
    const { rest = '' } = proposalAsMarkdown(reportOf('leavers', { proposal: whole() }), { limit: 3000 });
    expect(rest).toContain('E0003');
    expect(rest).not.toMatch(/terminated|active \||2026|Payments|Sales|department/);
  });

  it('is the same whatever the day', () => {
    expect(proposalAsMarkdown(reportOf('leavers'))).toEqual(proposalAsMarkdown(reportOf('leavers')));
  });

  it('says what a state without people and a policy without limits are to it', () => {
    const holds = { members: 0, teamMemberships: 0, teams: 0, repoAccess: 0 };
    const allowed = { members: Infinity, teamMemberships: 1, teams: 1, repoAccess: 1 };
    const { body } = proposalAsMarkdown(sampleReport('leavers', { edits: leavers(2) }, { holds, allowed }));
    expect(body).toContain('**2 people leave**: 2 are suspended.');
    expect(body).toContain('2 people, without a limit.');
  });

  it.each([
    [1, new Set<string>(), '1 person needs one. GitHub takes 500 in 24 hours, so all are sent within 1 day.'],
    [1200, new Set<string>(), '1,200 people need one. GitHub takes 500 in 24 hours, so all are sent within 3 days.'],
    [2, new Set(['new0']), '1 is in the organisation or invited already. 4 invitations are open today.'],
    [2, new Set(['new0', 'new1']), 'none is needed. 2 are in the organisation or invited already.'],
  ])('says how long the invitations of %i joiners take', (count, present, words) => {
    const edits = Array.from({ length: count }, (_, id) =>
      sampleEdit({ kind: 'add-user', login: `new${id}`, id, employee: `E${id}` }),
    );
    const invitations = { present: new Set([...present].map(keyOf)), open: 4, perDay: 500 };
    expect(proposalAsMarkdown(sampleReport('joiners', { edits }, { invitations })).body).toContain(words);
  });

  it.each(['null', '123', 'e5', 'Zoe-1', 'no'])('writes the login %s so that YAML reads it as text', (login) => {
    const edits = [sampleEdit({ kind: 'suspend-user', login, suspended: '2026-11-22' })];
    const written = /user: ([^,]+),/.exec(proposalAsMarkdown(sampleReport('leavers', { edits })).body)?.[1];
    expect(written).toBe(['e5', 'Zoe-1'].includes(login) ? login : `"${login}"`);
  });

  it('names files as they lie in a repository that is the state directory itself', () => {
    const { body } = proposalAsMarkdown(reportOf('leavers', { stateDirectory: '' }));
    expect(body).toContain('merged into `exceptions.yaml`');
  });
});

function whole(): { edits: readonly Edit[]; listed: readonly Listed[] } {
  const parts = [told.joiners, told.movers, told.leavers];
  return { edits: parts.flatMap(({ edits }) => edits), listed: parts.flatMap(({ listed }) => listed) };
}

describe('the title and the message of a proposal', () => {
  it.each([
    ['joiners', 'Joiners: add 1, into teams 1'],
    ['movers', 'Movers: rename 1, out of teams 1, into teams 1, end 1 allowance'],
    ['leavers', 'Leavers: suspend 1, remove 1, remove 1 outside, end 1 exception'],
  ] as const)('say how much of what: %s', (which, title) => {
    expect(proposalTitle(reportOf(which))).toBe(title);
  });

  it('end in the records of what is taken, and say nothing of HR', () => {
    expect(
      proposalMessage(reportOf('leavers'), [
        'Rollcall-Removal: suspend-user eli 1f2e',
        'Rollcall-Addition: add-user fay',
      ]),
    ).toMatchInlineSnapshot(`
      "Leavers: suspend 1, remove 1, remove 1 outside, end 1 exception

      Proposed from HR data by \`rollcall propose\`; the pull request says why.

      Rollcall-Removal: suspend-user eli 1f2e
      Rollcall-Addition: add-user fay
      "
    `);
    const additions = Array.from({ length: 3500 }, (_, index) => `Rollcall-Addition: add-user u${index}`);
    expect(proposalMessage(reportOf('joiners'), additions).split('\n').length).toBeLessThan(510);
    expect(proposalMessage(reportOf('joiners'), [])).not.toMatch(/Rollcall-Removal|\n\n$/);
  });
});

describe('many additions', () => {
  const added = (count: number): Edit[] =>
    Array.from({ length: count }, (_, index) =>
      sampleEdit({ kind: 'add-user', login: `user${index}`, id: index + 1, employee: `E${index}` }),
    );
  const into = (count: number): Edit[] =>
    Array.from({ length: count }, (_, index) =>
      sampleEdit({ kind: 'add-team-member', team: 'sre', login: `user${index}` }),
    );
  const bodyOf = (edits: Edit[], members: number, teamMemberships: number): string => {
    const holds = { members, teamMemberships, teams: 5, repoAccess: 5 };
    return proposalAsMarkdown(reportOf('joiners', { proposal: { edits, listed: [] }, holds })).body;
  };

  it.each<[what: string, edits: Edit[], members: number, memberships: number, words: string]>([
    ['of people', added(11), 100, 0, 'It adds 11 people, and the state holds 100 people: 11 % as many.'],
    ['of the first people', added(11), 0, 0, 'It adds 11 people, and the state holds none.'],
    [
      'of memberships',
      into(250),
      100,
      1000,
      'It gives 250 team memberships, and the state holds 1,000 team memberships: 25 % as many.',
    ],
  ])('%s are warned of before all else', (_, edits, members, memberships, words) => {
    const body = bodyOf(edits, members, memberships);
    expect(body.startsWith('> [!WARNING]\n> **This is unusually much.** ')).toBe(true);
    expect(body).toContain(words);
  });

  it.each<[what: string, edits: Edit[], members: number, memberships: number]>([
    ['ten are', added(10), 5, 0],
    ['a tenth is', added(11), 110, 0],
    ['a tenth of memberships is', into(100), 5, 1000],
  ])('%s not', (_, edits, members, memberships) => {
    expect(bodyOf(edits, members, memberships)).not.toContain('unusually much');
  });
});

describe('the file of the rest', () => {
  const evidenceAt = (place: string): Evidence => ({ source: 'ad', place, status: 'x', leftOn: undefined });
  const restWith = (place: string, employee?: string): string => {
    const about = { evidence: [evidenceAt(place)], ...(employee === undefined ? {} : { employee }) };
    const listed = [sampleListed('conflict', 'Why.', about)];
    const report = reportOf('leavers', { proposal: { edits: leavers(3500), listed } });
    return (
      proposalAsMarkdown(report, { limit: 20_000 })
        .rest?.split('\n')
        .findLast((line) => line !== '') ?? ''
    );
  };

  it.each([
    ['CN=Alice Smith,OU=Sales,DC=example,DC=com', 'E7'],
    ['CN=Alice Smith', undefined],
    ['row Alice', 'E7'],
    ['mail alice@example.org', 'E7'],
    ['id E7', undefined],
  ])('names no place that may say who it is: %s', (place, employee) => {
    expect(restWith(place, employee)).toMatch(/\| ad \|$/);
  });

  it.each([
    ['row 7', undefined],
    ['line 7', 'E7'],
    ['id 7', undefined],
    ['id E7', 'E7'],
    ['employee_id E7', 'E7'],
  ])('names the place where that is a number or the employee id: %s', (place, employee) => {
    expect(restWith(place, employee).replaceAll('\\', '')).toContain(`| ad, ${place} |`);
  });
});

describe('a proposal over its budget', () => {
  it('is listed whole, with the figures and what would let it through', async () => {
    const violation = {
      guard: 'removals.members',
      message: 'This proposal takes away 40 people; policy.yaml lets through 35 (count 35). The state holds 3,500.',
      allow: 'allowances:\n  - { allow: { members: 40 }, reason: …, approvedBy: …, expires: 2026-11-25 }',
    };
    const report = reportOf('leavers', { proposal: { ...told.leavers, edits: leavers(40) } });
    await expect(refusedListAsMarkdown(report, [violation])).toMatchFileSnapshot(`${golden}/proposal-refused.md`);
  });

  it('leaves out none of 3,500', () => {
    const list = refusedListAsMarkdown(sampleReport('leavers', { edits: leavers(3500) }), []);
    expect(list.match(/^\| `user\d+` \|/gm)).toHaveLength(3500);
  });
});

describe('what is only listed', () => {
  it('is folded away where it is long, and those without a login are told in short', () => {
    const listed = Array.from({ length: 11 }, (_, index) =>
      sampleListed('no-login', 'A long sentence.', { employee: `E${index}` }),
    );
    const { body } = proposalAsMarkdown(sampleReport('joiners', { listed }));
    expect(body).toContain('<details><summary><b>Active in HR, and without a login</b> (11)</summary>');
    expect(body).toContain('- `E10` (hr, row 99)');
    expect(body).not.toContain('A long sentence');
  });
});
