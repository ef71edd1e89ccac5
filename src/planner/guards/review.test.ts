import { describe, expect, it } from 'vitest';
import {
  approvedBy,
  factsOf,
  id,
  judged,
  messages,
  on,
  planFrom,
  refused,
  short,
  trusted,
  type Story,
} from '../../../test/support/review-story.ts';
import { review } from './review.ts';
import { needsOf } from './review-needs.ts';

describe('what must have been reviewed', () => {
  it('is nothing where no policy asks for an approval', () => {
    expect(refused({ line: [['begin', {}], 'edit'], from: 'edit', applied: 'begin' })).toEqual([]);
  });

  it('is HEAD: a push straight to the branch is named, with the lines that would let it through', () => {
    expect(judged({ line: [...on, 'edit'], pulls: trusted })).toEqual([
      {
        guard: 'review',
        message: `${short('edit')} (Do edit) was pushed straight to main: no merged pull request of acme/access brought it. It needs 1 approval, as policy.yaml asks.`,
        allow: `allowances:\n  - { unreviewed: [${id('edit')}], reason: …, approvedBy: …, expires: 2026-11-25 }`,
        figures: { approvals: 0, needed: 1 },
      },
    ]);
    expect(refused({ line: [...on, 'edit'], pulls: { ...trusted, edit: approvedBy('dana') } })).toEqual([]);
  });

  it('is the commit that a change comes from, wherever refs/rollcall/applied stands', () => {
    const story = { line: [...on, 'push', 'merge'], pulls: { ...trusted, merge: approvedBy('dana') }, from: 'push' };
    for (const applied of ['begin', 'trust', 'push', 'merge'])
      expect(refused({ ...story, applied })).toEqual(['push: 1']);
    expect(refused({ ...story, from: 'merge' })).toEqual([]);
  });

  it('is no commit up to `since`', () => {
    const line: Story['line'] = [['begin', { approvals: 1 }], 'old', ['trust', { approvals: 1, since: short('old') }]];
    expect(refused({ line, pulls: trusted, from: 'old', applied: 'trust' })).toEqual([]);
    expect(refused({ line, pulls: trusted, from: 'begin', applied: 'trust' })).toEqual([]);
  });

  it('is each commit that changes policy.yaml, with as many approvals as `policyApprovals` asks', () => {
    const asks = { approvals: 1, policyApprovals: 2 };
    const line: Story['line'] = [
      'begin',
      ['first', { ...asks, since: id('begin') }],
      ['second', { ...asks, since: id('begin') }],
      'edit',
    ];
    const pulls = { first: approvedBy('dana', 'eve'), second: approvedBy('dana'), edit: approvedBy('dana') };
    expect(refused({ line, pulls })).toEqual(['second: 2']);
    expect(messages({ line, pulls })[0]).toMatch(
      /came with pull request #12, which has 1 of 2 approvals \(by dana\). It needs 2 approvals, as policy.yaml asks for changes of itself.$/,
    );
  });

  it('is not the commit that first asked for approvals, nor what touched the policy before it', () => {
    const line: Story['line'] = [['begin', {}], ['on', { approvals: 1 }], 'merge'];
    const pulls = { merge: approvedBy('dana') };
    expect(refused({ line, pulls, from: 'merge', ofOrganization: ['begin', 'on'] })).toEqual([]);
    expect(refused({ line, pulls, from: 'on' })).toEqual(['on: 1']);
    expect(refused({ line: line.slice(0, 2) })).toEqual(['on: 1']);
    expect(
      refused({ line: [...line.slice(0, 2), ['again', { approvals: 1, policyApprovals: 0 }], 'merge'], pulls }),
    ).toEqual(['again: 1']);
  });

  it('is judged by the stricter of HEAD and what was applied last', () => {
    const line: Story['line'] = [
      'begin',
      ['two', { approvals: 2, since: id('begin') }],
      ['one', { approvals: 1, since: id('begin') }],
      'edit',
    ];
    const pulls = { two: approvedBy('dana', 'eve'), one: approvedBy('dana', 'eve'), edit: approvedBy('dana') };
    expect(refused({ line, pulls, applied: 'two' })).toEqual(['edit: 2']);
    expect(refused({ line, pulls, applied: 'one' })).toEqual([]);
  });

  it('is each commit that may have taken out the line of what is removed for standing nowhere', () => {
    const story = {
      line: [...on, 'push', 'merge'],
      pulls: { ...trusted, merge: approvedBy('dana') },
      applied: 'merge',
    };
    expect(refused({ ...story, unlisters: ['begin', 'push'] })).toEqual(['push: 1']);
  });

  it('is each commit that changes organization.yaml, back to `since`', () => {
    const story = {
      line: [...on, 'rename', 'merge'],
      pulls: { ...trusted, merge: approvedBy('dana') },
      ofOrganization: ['begin', 'rename', 'merge'],
    };
    for (const applied of ['begin', 'rename', 'merge']) expect(refused({ ...story, applied })).toEqual(['rename: 1']);
    expect(messages(story)[0]).toMatch(/It needs 1 approval, as policy.yaml asks for changes of organization.yaml.$/);
    expect(refused({ ...story, pulls: { ...story.pulls, rename: approvedBy('dana') } })).toEqual([]);
  });

  it('is each commit that wrote a line which the same change rests on', () => {
    const plan = planFrom('merge');
    const other = { file: 'state/teams/admins.yaml', line: 3, commit: id('push') };
    const changes = plan.changes.map((change) => ({ ...change, restsOn: [other] }));
    const facts = factsOf({ line: [...on, 'push', 'merge'], pulls: { ...trusted, merge: approvedBy('dana') } });
    expect(review({ ...plan, changes }, facts).map(({ message }) => message)).toEqual([
      expect.stringContaining(`${short('push')} (Do push) was pushed straight to main`),
    ]);
    const unknown = changes.map((change) => ({ ...change, restsOn: [{ ...other, commit: null }] }));
    expect(review({ ...plan, changes: unknown }, facts)).toMatchObject([
      { message: expect.stringContaining('which commit wrote state/teams/admins.yaml:3') as string },
    ]);
  });

  it('is told from a merge that somebody changed by hand', () => {
    const facts = { altered: new Set([id('edit')]) };
    expect(messages({ line: [...on, 'edit'], pulls: trusted, facts })).toEqual([
      `${short('edit')} (Do edit) is a merge that was made or changed by hand: it holds other things than the pull request that it merges. It needs 1 approval, as policy.yaml asks.`,
    ]);
  });

  it('is known only where the commit behind each change is known', () => {
    const story = { line: on, pulls: trusted, from: null };
    expect(messages(story)).toEqual([expect.stringContaining('which commit wrote state/users/all.yaml:2')]);
    const { lineage } = factsOf(story);
    const writers = new Map([['state/users/all.yaml:2', id('begin')]]);
    expect(messages({ ...story, facts: { lineage: { ...lineage, writers } } })).toEqual([]);
  });
});

it('without a state repository nothing is judged, and the line to write is said once', () => {
  const unknown = 'Write `stateRepository: acme/access` in organization.yaml.';
  expect(messages({ line: [...on, 'edit'], facts: { stateRepository: { unknown } } })).toEqual([unknown]);
});

it('asks for each commit once, oldest first', () => {
  const { lineage } = factsOf({ line: [...on, 'push', 'merge'], applied: 'trust' });
  expect(needsOf(planFrom('push'), lineage).map(({ commit }) => commit)).toEqual(['trust', 'push', 'merge'].map(id));
});
