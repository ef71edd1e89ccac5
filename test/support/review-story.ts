import { createHash } from 'node:crypto';
import type { Plan } from '../../src/model/plan.ts';
import type { Allowance, Review as Asks } from '../../src/model/policy.ts';
import type { MergedPullRequest, Review } from '../../src/model/pull-request.ts';
import type { PolicyStep } from '../../src/planner/guards/lineage.ts';
import { type ReviewFacts, review } from '../../src/planner/guards/review.ts';
import { anOrganization } from './organization-builder.ts';
import { planning } from './planning.ts';

/** Names of commits stand for ids. */
export const id = (name: string): string => createHash('sha1').update(name).digest('hex');
export const short = (name: string): string => id(name).slice(0, 7);

const people = { alice: 1001, bob: 1002, dana: 1004, eve: 1005, mallory: 1013 } as const;
type Login = keyof typeof people;
export const account = (login: Login) => ({ login, id: people[login] });

/** Opened by the bot, written by alice, and nobody has reviewed it yet. */
export function aPull(parts: Partial<MergedPullRequest> = {}): MergedPullRequest {
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

export function approval(login: Login, parts: Partial<Review> = {}): Review {
  const by = { ...account(login), kind: 'person' } as const;
  return { by, state: 'approved', commit: id('head of 12'), mayWrite: true, ...parts };
}

export const approvedBy = (...logins: Login[]): MergedPullRequest =>
  aPull({ reviews: logins.map((login) => approval(login)) });

export interface Story {
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

export function factsOf(story: Story): ReviewFacts {
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
export function planFrom(commit: string | null | undefined): Plan {
  const alice = anOrganization().withOwner('alice', { id: 1001 });
  const { plan } = planning({ history: [alice, alice.withMember('bob', { id: 1002 })], live: alice });
  if (commit === undefined) return { ...plan, changes: [] };
  const attribution = { file: 'state/users/all.yaml', line: 2, commit: commit === null ? null : id(commit) };
  return { ...plan, changes: plan.changes.map((change) => ({ ...change, attribution })) };
}

export const judged = (story: Story) => review(planFrom(story.from), factsOf(story));
export const messages = (story: Story): string[] => judged(story).map(({ message }) => message);
/** `commit: approvals` for each commit refused, by its name. */
export function refused(story: Story): string[] {
  const names = new Map(
    story.line.map((step) => (typeof step === 'string' ? step : step[0])).map((n) => [short(n), n]),
  );
  return judged(story).map(
    ({ message, figures }) => `${names.get(message.slice(0, 7)) ?? message}: ${figures?.['needed'] ?? '-'}`,
  );
}

/** Review has been on for long. */
export const on: Story['line'] = [
  ['begin', { approvals: 1 }],
  ['trust', { approvals: 1, since: id('begin') }],
];
export const trusted = { trust: approvedBy('dana') };
