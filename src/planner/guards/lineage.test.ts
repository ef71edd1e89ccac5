import { describe, expect, it } from 'vitest';
import {
  aPull,
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
  type Story,
} from '../../../test/support/review-story.ts';
import { review } from './review.ts';

describe('an `unreviewed` allowance', () => {
  const line: Story['line'] = [
    ...on,
    'push',
    ['allow', { approvals: 1, since: id('begin'), unreviewed: [short('push')] }],
  ];
  const story = { line, from: 'push', allowances: [{ unreviewed: [short('push')] }] };

  it('lets a commit through, where it was reviewed itself', () => {
    expect(refused({ ...story, pulls: { ...trusted, allow: approvedBy('dana') } })).toEqual([]);
    expect(refused({ ...story, pulls: trusted })).toEqual(['allow: 1']);
    expect(refused({ ...story, pulls: { ...trusted, allow: approvedBy('dana') }, allowances: [] })).toEqual([
      'push: 1',
    ]);
  });

  it('needs what the commit needs that it lets through', () => {
    const off: Story['line'] = [
      ['begin', { approvals: 2 }],
      ['off', {}],
      ['allow', { unreviewed: [id('off')] }],
    ];
    const allowances = [{ unreviewed: [id('off')] }];
    expect(refused({ line: off, allowances, applied: 'allow' })).toEqual(['allow: 2']);
    expect(messages({ line: off, allowances })[0]).toContain(`as ${short('off')} does, which it lets through`);
    const again: Story['line'] = [...off, ['more', { unreviewed: [id('off'), id('allow')] }]];
    expect(refused({ line: again, allowances: [{ unreviewed: [id('off'), id('allow')] }] })).toEqual(['more: 2']);
  });

  it('never pardons the commit that wrote it, nor a later one', () => {
    const own = [...on, ['allow', { approvals: 1, since: id('begin'), unreviewed: [short('allow')] }]] as const;
    expect(refused({ line: own, pulls: trusted, allowances: [{ unreviewed: [short('allow')] }] })).toEqual([
      'allow: 1',
    ]);
    const later = [
      ...on,
      ['allow', { approvals: 1, since: id('begin'), unreviewed: [short('push')] }],
      'push',
    ] as const;
    const pulls = { ...trusted, allow: approvedBy('dana') };
    expect(refused({ line: later, pulls, allowances: [{ unreviewed: [short('push')] }] })).toEqual(['push: 1']);
  });

  it('names one commit and not two', () => {
    const pulls = { ...trusted, allow: approvedBy('dana') };
    const facts = factsOf({ ...story, pulls });
    const twin = `${short('push')}${'0'.repeat(33)}`;
    const lineage = { ...facts.lineage, line: facts.lineage.line.toSpliced(2, 0, twin) };
    expect(review(planFrom('push'), { ...facts, lineage })).toHaveLength(1);
  });
});

describe('switching review off by a push', () => {
  const two = { approvals: 2 };
  const start: Story['line'] = ['begin', ['two', { ...two, since: id('begin') }]];
  const pulls = { two: approvedBy('dana', 'eve') };

  it.each([undefined, 'begin', 'two', 'off', 'edit'])('is refused with refs/rollcall/applied at %s', (applied) => {
    const story = { line: [...start, ['off', { since: id('begin') }], 'edit'] as const, pulls, from: 'edit' };
    expect(refused({ ...story, ...(applied === undefined ? {} : { applied }) })).toContain('off: 2');
  });

  it('and on again by a second is refused twice', () => {
    const line: Story['line'] = [...start, ['off', {}], ['on', { ...two, since: id('begin') }]];
    expect(refused({ line, pulls, applied: 'on' })).toEqual(['off: 2', 'on: 2']);
  });

  it('by deleting `since` and all is refused', () => {
    expect(refused({ line: [...start, ['gone', {}], 'edit'], pulls, applied: 'edit' })).toEqual(['gone: 2']);
  });

  it('is not covered up by a `since` with fewer approvals than were asked before', () => {
    const lowered: Story['line'] = [...start, ['off', {}], 'bad', ['lower', { approvals: 1, since: id('bad') }]];
    const one = { ...pulls, lower: approvedBy('mallory') };
    expect(refused({ line: lowered, pulls: one, from: 'bad', applied: 'lower' })).toEqual(['lower: 2']);
    expect(messages({ line: lowered, pulls: one, applied: 'lower' })[0]).toContain('it moves `since`');
    expect(refused({ line: lowered, pulls: { ...pulls, lower: approvedBy('dana', 'eve') }, from: 'bad' })).toEqual([]);
  });

  it('and moving `since` to its own parent is refused', () => {
    const line: Story['line'] = [...start, 'bad', ['moved', { ...two, since: id('bad') }]];
    expect(refused({ line, pulls, from: 'bad', applied: 'moved' })).toEqual(['moved: 2']);
  });

  it('is refused where the whole branch was merged away beneath another', () => {
    const foxtrot: Story['line'] = ['begin', 'bad', ['merge', { leaves: true, brought: [two] }], 'edit'];
    expect(refused({ line: foxtrot, from: 'bad', applied: 'edit' })).toEqual(['merge: 2']);
    expect(messages({ line: foxtrot })[0]).toContain('as policy.yaml asks in the commits that it brings along');
  });

  it('is let through where as many approved as were asked before', () => {
    const line: Story['line'] = [...start, ['off', {}], 'edit'];
    expect(
      refused({ line, pulls: { ...pulls, off: approvedBy('dana', 'bob') }, from: 'edit', applied: 'off' }),
    ).toEqual([]);
  });

  it('is past where review was switched on again by a reviewed commit whose `since` says so', () => {
    const line: Story['line'] = [...start, ['off', {}], ['on', { ...two, since: id('off') }], ['off again', {}]];
    const approved = { ...pulls, on: approvedBy('dana', 'eve'), 'off again': approvedBy('dana', 'eve') };
    expect(refused({ line, pulls: approved, applied: 'off again' })).toEqual([]);
  });
});

describe('`since`', () => {
  const line = (since: string): Story['line'] => ['begin', ['trust', { approvals: 1, since }]];

  it.each([
    [
      'no commit of the branch',
      id('elsewhere'),
      `names ${id('elsewhere')}, which is no commit on the first-parent line of main`,
    ],
    [
      'the commit that wrote it',
      short('trust'),
      `names ${short('trust')}, which is no commit before the one that wrote it`,
    ],
  ])('that names %s is refused', (_, since, message) => {
    expect(messages({ line: line(since), pulls: trusted })).toEqual([
      `\`review.since\` in policy.yaml ${message}. Correct it.`,
    ]);
  });

  it('that names nothing is nobody’s business while no policy asks for an approval', () => {
    expect(messages({ line: ['begin', ['trust', { since: id('elsewhere') }]] })).toEqual([]);
  });

  it('moved by a reviewed commit makes up for approvals that lost their worth, also for what was applied last', () => {
    const old: Story['line'] = [...on, ['policy', { approvals: 1, since: id('begin') }], 'edit'];
    const left = aPull({ reviews: [approval('eve', { mayWrite: false })] });
    const pulls = { ...trusted, policy: left, edit: left, moved: approvedBy('dana') };
    expect(refused({ line: old, pulls, from: 'edit', applied: 'edit' })).toEqual(['policy: 1', 'edit: 1']);
    const moved: Story['line'] = [...old, ['moved', { approvals: 1, since: id('edit') }]];
    expect(refused({ line: moved, pulls, from: 'edit', applied: 'edit' })).toEqual([]);
  });
});
