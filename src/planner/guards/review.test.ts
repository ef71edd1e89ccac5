import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { planning } from '../../../test/support/planning.ts';
import type { Plan } from '../../model/plan.ts';
import type { Allowance, Review as Asks } from '../../model/policy.ts';
import type { MergedPullRequest, Review } from '../../model/pull-request.ts';
import type { PolicyStep } from './lineage.ts';
import { type ReviewFacts, review } from './review.ts';
import { needsOf } from './review-needs.ts';

/** Names of commits stand for ids. */
const id = (name: string): string => createHash('sha1').update(name).digest('hex');
const short = (name: string): string => id(name).slice(0, 7);

const people = { alice: 1001, bob: 1002, dana: 1004, eve: 1005, mallory: 1013 } as const;
type Login = keyof typeof people;
const account = (login: Login) => ({ login, id: people[login] });

/** Opened by the bot, written by alice, and nobody has reviewed it yet. */
function aPull(parts: Partial<MergedPullRequest> = {}): MergedPullRequest {
  return {
    number: 12,
    head: id('head of 12'),
    openedBy: { login: 'rollcall[bot]', id: 7 },
    wrote: [{ ...account('alice'), commit: id('work') }],
    listsAllCommits: true,
    reviews: [],
    ...parts,
  };
}

function approval(login: Login, parts: Partial<Review> = {}): Review {
  const by = { ...account(login), kind: 'person' } as const;
  return { by, state: 'approved', commit: id('head of 12'), mayWrite: true, ...parts };
}

const approvedBy = (...logins: Login[]): MergedPullRequest =>
  aPull({ reviews: logins.map((login) => approval(login)) });

interface Story {
  /** The first-parent line, oldest first: a commit's name, or with it what its policy.yaml asks. */
  readonly line: readonly (string | readonly [string, Partial<Asks> & StepParts])[];
  /** The commit that refs/rollcall/applied names. */
  readonly applied?: string;
  readonly pulls?: Readonly<Record<string, MergedPullRequest>>;
  /** Where the one change of the plan comes from. */
  readonly from?: string | null;
  readonly allowances?: readonly Pick<Allowance, 'unreviewed'>[];
  readonly unlisters?: readonly string[];
  readonly ofOrganization?: readonly string[];
  readonly facts?: Partial<ReviewFacts>;
}

interface StepParts {
  readonly unreviewed?: readonly string[];
  readonly brought?: readonly Asks[];
  /** The commit merges other policies and leaves policy.yaml as it was. */
  readonly leaves?: true;
}

function factsOf(story: Story): ReviewFacts {
  const { line, applied, pulls = {}, allowances = [], unlisters = [], ofOrganization = [], facts = {} } = story;
  const names = line.map((step) => (typeof step === 'string' ? step : step[0]));
  const policies = line.flatMap((step): PolicyStep[] => {
    if (typeof step === 'string') return [];
    const [name, { unreviewed = [], brought = [], leaves = false, ...asks }] = step;
    return [{ commit: id(name), changes: !leaves, review: { approvals: 0, ...asks }, unreviewed, brought }];
  });
  const atApplied = policies.findLast(({ commit }) => names.map(id).indexOf(commit) <= names.indexOf(applied ?? ''));
  const allowance = { reason: 'r', approvedBy: 'alice', expires: '2026-11-23', file: 'f', line: 1 };
  return {
    lineage: {
      branch: 'main',
      line: names.map(id),
      policies,
      baseReview: applied === undefined ? undefined : (atApplied?.review ?? { approvals: 0 }),
      allowances: allowances.map((parts) => ({ ...allowance, ...parts })),
      writers: new Map(),
      unlisters: unlisters.map(id),
      ofOrganization: ofOrganization.map(id),
    },
    stateRepository: { name: 'acme/access' },
    pulls: new Map(Object.entries(pulls).map(([name, pull]) => [id(name), [pull]])),
    altered: new Set(),
    subjects: new Map(names.map((name) => [id(name), `Do ${name}`])),
    suspended: [],
    actor: { login: 'rollcall[bot]', kind: 'app' },
    today: '2026-11-22',
    ...facts,
  };
}

/** Brings bob in, on a line that the commit wrote. */
function planFrom(commit: string | null | undefined): Plan {
  const alice = anOrganization().withOwner('alice', { id: 1001 });
  const { plan } = planning({ history: [alice, alice.withMember('bob', { id: 1002 })], live: alice });
  if (commit === undefined) return { ...plan, changes: [] };
  const attribution = { file: 'state/users/all.yaml', line: 2, commit: commit === null ? null : id(commit) };
  return { ...plan, changes: plan.changes.map((change) => ({ ...change, attribution })) };
}

const judged = (story: Story) => review(planFrom(story.from), factsOf(story));
const messages = (story: Story): string[] => judged(story).map(({ message }) => message);
/** `commit: approvals` for each commit refused, by its name. */
function refused(story: Story): string[] {
  const names = new Map(
    story.line.map((step) => (typeof step === 'string' ? step : step[0])).map((n) => [short(n), n]),
  );
  return judged(story).map(
    ({ message, figures }) => `${names.get(message.slice(0, 7)) ?? message}: ${figures?.['needed'] ?? '-'}`,
  );
}

/** Review has been on for long. */
const on: Story['line'] = [
  ['begin', { approvals: 1 }],
  ['trust', { approvals: 1, since: id('begin') }],
];
const trusted = { trust: approvedBy('dana') };

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

it('without a state repository nothing is judged, and the line to write is said once', () => {
  const unknown = 'Write `stateRepository: acme/access` in organization.yaml.';
  expect(messages({ line: [...on, 'edit'], facts: { stateRepository: { unknown } } })).toEqual([unknown]);
});

it('asks for each commit once, oldest first', () => {
  const { lineage } = factsOf({ line: [...on, 'push', 'merge'], applied: 'trust' });
  expect(needsOf(planFrom('push'), lineage).map(({ commit }) => commit)).toEqual(['trust', 'push', 'merge'].map(id));
});
