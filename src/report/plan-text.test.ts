import { styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  sampleChange,
  sampleKinds,
  samplePlan,
  sampleUnmanaged,
  sampleViolation,
} from '../../test/support/sample-plan.ts';
import { planAsText } from './plan-text.ts';

describe('a plan as text', () => {
  it('says in one line that there is nothing to do, and of what', () => {
    expect(planAsText(samplePlan(), [])).toMatchInlineSnapshot(`
      "Nothing to change: acme is as 1a2b3c4 says
      The whole organisation was looked at; applied last: 9f8e7d6.
      "
    `);
    const scope = { kind: 'touched', users: ['bob'], teams: ['sre', 'web'], repos: [] } as const;
    expect(planAsText(samplePlan({ scope, base: null, commit: null }), [])).toMatchInlineSnapshot(`
      "Nothing to change: what was looked at of acme is as the files here say
      Only what changed up to the files here was looked at: 1 person, 2 teams, 0 repositories; nothing was applied before.
      "
    `);
  });

  it('has one line for each change, in the groups that people think in', () => {
    const removals = { members: 5, teamMemberships: 3, teams: 1, repoAccess: 2004, total: 2013 };
    const changes = sampleKinds.map((kind) => sampleChange(kind));
    expect(planAsText(samplePlan({ changes, removals }), [])).toMatchInlineSnapshot(`
      "21 changes to acme; taken away: 5 members, 3 team memberships, 1 team, 2,004 repository permissions
      The whole organisation was looked at; applied last: 9f8e7d6.

      People (7)
        + bob: invite as member, into payments, sre — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - carl: cancel the invitation — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        ~ cleo: clear the failed invitation — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        ~ dana: owner → member — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - eli: remove from the organisation (member) — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - fay: member → outside collaborator — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - gus: remove the outside collaborator — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)

      Teams (3)
        + payments: create (Payments, closed, below engineering, Cards) — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        ~ sre: name SRE → Reliability, parent engineering → none, losing core for sre — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - billing: delete, with 2 memberships and 1 grant; below it billing-eu — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)

      Team members (3)
        + bob: into sre as member — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        ~ dana: in sre member → maintainer — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - hal: out of sre (member) — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)

      Access (8)
        + core: team sre none → write — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        ~ core: team web admin → security-reader — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - core: team ops read → none — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        + site: ida none → read — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        ~ site: jo write → read — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - site: kim admin → none — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        - site: cancel the invitation of lee (read) — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
        ~ every member, in 2,000 repositories: write → read — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)
      "
    `);
  });

  it('lists findings and what is not managed, and ends with what refuses the plan', () => {
    const findings = [
      { finding: 'departed', message: 'zoe is gone from GitHub. Touch her line to invite her.', login: 'zoe' },
      { finding: 'archived', message: 'site is archived.', repo: 'site', unfinished: true },
    ] as const;
    const plan = samplePlan({ changes: [sampleChange('remove-member')], findings, unmanaged: sampleUnmanaged });
    expect(
      planAsText(plan, [sampleViolation, { guard: 'owners', message: 'No owner would be left.' }]),
    ).toMatchInlineSnapshot(`
      "1 change to acme; nothing counts as taken away; refused by 2 guards
      The whole organisation was looked at; applied last: 9f8e7d6.

      People (1)
        - eli: remove from the organisation (member) — The line says so (state/teams/sre.yaml:12 @ 1a2b3c4)

      Findings (2)
        ! zoe is gone from GitHub. Touch her line to invite her. (departed)
        ! not in effect: site is archived. (archived)

      On GitHub, and not in the state: 1 member, 1 outside collaborator, 1 team, 1 team membership, 1 grant to a team, 1 grant to a person
        ? mo: member, invited
        ? ned: outside collaborator
        ? secret-lab: team
        ? mo: in sre as maintainer
        ? core: team secret-lab admin
        … and 1 more (--verbose)

      REFUSED (removals): This would take 3,499 members away; the budget is 10 and 1 % of 3,500, which is 35.
        To allow it, have these lines reviewed and merged into policy.yaml:
          allowances:
            - { allow: { members: 3499 }, reason: …, approvedBy: …, expires: 2026-12-06 }

      REFUSED (owners): No owner would be left.
      "
    `);
  });

  it('does not print 3,500 removals unless asked to', () => {
    const changes = Array.from({ length: 3500 }, () => sampleChange('remove-member'));
    const short = planAsText(samplePlan({ changes }), []);
    expect(short.split('\n')).toHaveLength(26);
    expect(short).toContain('  … and 3,480 more (--verbose)\n');
    const long = planAsText(samplePlan({ changes }), [], { verbose: true });
    expect(long.split('\n').filter((line) => line.startsWith('  - '))).toHaveLength(3500);
    expect(long).not.toContain('more (--verbose)');
  });

  it('shows what would move the cursor, hide or reorder text, and keeps each change on its line', () => {
    const reason = 'first\nsecond \u001b[2Jcleared \u202Ereversed \u200Bhidden \u0007';
    const text = planAsText(samplePlan({ changes: [sampleChange('remove-member', { reason })] }), []);
    expect(text).toContain('first second \\u{1b}[2Jcleared \\u{202e}reversed \\u{200b}hidden \\u{7}');
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });

  it('colours by what a change does, and not at all where nobody paints', () => {
    const plan = samplePlan({ changes: [sampleChange('remove-member')] });
    const painted = planAsText(plan, [], {
      paint: (style, text) => styleText(style, text, { validateStream: false }),
    });
    expect(painted).toContain('\u001b[31m- eli: remove from the organisation (member)\u001b[39m');
    expect(planAsText(plan, [])).not.toContain('\u001b');
  });
});
