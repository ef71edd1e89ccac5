import { describe, expect, it } from 'vitest';
import {
  aPull,
  account,
  approval,
  approvedBy,
  factsOf,
  id,
  messages,
  on,
  planFrom,
  refused,
  short,
  trusted,
} from '../../../test/support/review-story.ts';
import type { MergedPullRequest } from '../../model/pull-request.ts';
import { type ReviewFacts, review } from './review.ts';

describe('an approval', () => {
  const bot = { by: { login: 'rollcall[bot]', id: 7, kind: 'bot' } } as const;
  const older = { commit: id('older') };
  it.each<[string, Partial<MergedPullRequest>, string]>([
    ['was given on an older commit', { reviews: [approval('dana', older)] }, 'by dana on an older commit'],
    ['is of somebody who wrote a commit', { reviews: [approval('alice')] }, `by alice, who wrote ${short('work')}`],
    [
      'is of somebody who wrote a commit, known by login alone',
      { reviews: [approval('dana')], wrote: [{ login: 'Dana', id: null, commit: id('work') }] },
      `by dana, who wrote ${short('work')}`,
    ],
    ['is of who opened it', { reviews: [approval('bob')], openedBy: account('bob') }, 'by bob, who opened it'],
    ['is of a bot', { reviews: [approval('dana', bot)] }, 'by rollcall[bot], which is a bot'],
    [
      'is of somebody without write access',
      { reviews: [approval('eve', { mayWrite: false })] },
      'by eve, who has no write access',
    ],
    ['is of somebody suspended', { reviews: [approval('mallory')] }, 'by mallory, who is suspended'],
    ['is of somebody suspended under another login', { reviews: [approval('eve')] }, 'by eve, who is suspended'],
    ['was dismissed', { reviews: [approval('dana', { state: 'dismissed' })] }, 'by dana, dismissed'],
    [
      'gave way to a request for changes',
      { reviews: [approval('dana', { state: 'changes-requested' })] },
      'by dana, who asks for changes',
    ],
    [
      'is of a pull request whose writers nobody knows',
      { reviews: [approval('dana')], listsAllCommits: false },
      'by dana, as GitHub does not list all of its commits, and so nobody knows who wrote them',
    ],
  ])('does not count where it %s', (_, parts, why) => {
    const suspended = [{ login: 'mallory' }, { login: 'eve-of-old', id: 1005 }].slice(
      0,
      why.includes('eve, who is s') ? 2 : 1,
    );
    const story = { line: [...on, 'edit'], pulls: { ...trusted, edit: aPull(parts) }, facts: { suspended } };
    expect(messages(story)).toEqual([
      `${short('edit')} (Do edit) came with pull request #12, which has 0 of 1 approvals. Not counted: ${why}. It needs 1 approval, as policy.yaml asks.`,
    ]);
  });

  it('does not count where it is of the account whose token the run uses', () => {
    const pulls = { ...trusted, edit: approvedBy('dana') };
    const told = (actor: ReviewFacts['actor']) => messages({ line: [...on, 'edit'], pulls, facts: { actor } });
    const dana = { login: 'Dana', kind: 'user' } as const;
    expect(told(dana).map((message) => message.replace(/.* Not/, 'Not'))).toEqual([
      'Not counted: by dana, whose token this run uses. It needs 1 approval, as policy.yaml asks for changes of itself.',
      'Not counted: by dana, whose token this run uses. It needs 1 approval, as policy.yaml asks.',
    ]);
    expect(told({ ...dana, kind: 'app' })).toEqual([]);
    expect(told({ ...dana, login: 'eve' })).toEqual([]);
  });

  it('counts beside others that do not, and in any one of several pull requests', () => {
    const mixed = aPull({ reviews: [approval('alice'), approval('dana'), approval('bob', bot)] });
    expect(refused({ line: [...on, 'edit'], pulls: { ...trusted, edit: mixed } })).toEqual([]);
    const facts = factsOf({ line: [...on, 'edit'], pulls: trusted });
    const pulls = new Map([...facts.pulls, [id('edit'), [aPull(), mixed]]]);
    expect(review(planFrom(undefined), { ...facts, pulls })).toEqual([]);
  });

  it('is not lost by somebody else who took over the login of a writer', () => {
    const wrote = [{ login: 'dana', id: 999, commit: id('work') }];
    const edit = aPull({ wrote, reviews: [approval('dana')] });
    expect(refused({ line: [...on, 'edit'], pulls: { ...trusted, edit } })).toEqual([]);
  });
});
