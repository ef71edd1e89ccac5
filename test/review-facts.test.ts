import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readStateRepo } from '../src/commands/desired.ts';
import { reviewedOf, reviewFacts } from '../src/commands/review-facts.ts';
import type { Organization } from '../src/model/org-state.ts';
import type { MergedPullRequest } from '../src/model/pull-request.ts';
import { review as judge } from '../src/planner/guards/review.ts';
import type { PullRequests } from '../src/scm/pull-requests.ts';
import { headOf } from './support/applied-repo.ts';
import { planning } from './support/planning.ts';
import { acme, aReviewedRepo, commitAs, type ReviewedRepo, startAgain } from './support/reviewed-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

let reviewed: ReviewedRepo;
let repo: StateRepoFixture;
let begin: string;

beforeAll(async () => {
  reviewed = await aReviewedRepo();
  ({ repo, begin } = reviewed);
}, 60_000);
afterAll(() => repo.close());
afterEach(() => startAgain(reviewed));

describe('what review judges by', () => {
  /** Asks the pull requests that the test answers for. Returns what was asked, and how long was waited. */
  async function factsWith(
    answers: readonly (readonly MergedPullRequest[])[],
    { remote, organization }: { remote?: string; organization?: Partial<Organization> } = {},
  ) {
    const waits: number[] = [];
    const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void waits.push(milliseconds));
    const context = repo.context({ sleep });
    const found = await readStateRepo(context);
    const { state } = found.desired;
    const desired = { ...found.desired, state: { ...state, organization: { ...state.organization, ...organization } } };
    const stateRepo = { ...found, desired, remote: { ...found.remote, name: remote ?? found.remote.name } };
    const { plan } = planning({ history: [acme], live: acme });
    const asked: string[] = [];
    const pullRequestsOf = (repository: { owner: string; repo: string }): PullRequests => ({
      mergedWith: (commit) => {
        if (commit === headOf(repo)) asked.push(`${repository.owner}/${repository.repo}`);
        return Promise.resolve(answers[asked.length - 1] ?? []);
      },
    });
    const facts = await reviewFacts(context, stateRepo, pullRequestsOf, { plan, actor: null });
    return { facts, asked, waits, messages: judge(plan, facts).map(({ message }) => message) };
  }

  const pull = { number: 9, head: 'h', openedBy: null, wrote: [], listsAllCommits: true, reviews: [] };

  it('is asked again for HEAD, whose pull request GitHub may not know at once', async () => {
    expect(await factsWith([[], [pull]])).toMatchObject({ asked: ['acme/access', 'acme/access'], waits: [1000] });
    expect(await factsWith([])).toMatchObject({ asked: Array(3).fill('acme/access'), waits: [1000, 3000] });
  });

  it('is no pull request whose merge somebody made by hand, with other things in it', async () => {
    repo.git('checkout', '--quiet', '-b', 'side');
    const head = commitAs(repo, 'alice', { SIDE: '1' });
    repo.git('checkout', '--quiet', 'main');
    commitAs(repo, 'alice', { MAIN: '1' });
    repo.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
    repo.git('push', '--quiet', 'origin', 'main');
    const brought = await factsWith([[{ ...pull, head }]]);
    expect(brought.facts.pulls.get(headOf(repo))).toEqual([{ ...pull, head }]);
    const other = await factsWith([[pull]]);
    repo.write('MAIN', 'by hand');
    repo.git('commit', '--quiet', '--all', '--amend', '--no-edit');
    repo.git('push', '--quiet', '--force', 'origin', 'main');
    const changed = await factsWith([[{ ...pull, head }]]);
    for (const { messages } of [other, changed]) {
      expect(messages).toContainEqual(expect.stringContaining('is a merge that was made or changed by hand'));
    }
  });

  it('is told to the journal', async () => {
    const { facts } = await factsWith([[{ ...pull, head: repo.git('rev-parse', 'HEAD^2') }]]);
    expect(reviewedOf(facts, headOf(repo))).toEqual({ pullRequest: 9, approvers: [] });
    expect(reviewedOf(facts, begin)).toBeNull();
    expect(reviewedOf(facts, null)).toBeNull();
  });

  it('is asked of nobody where no policy asks for an approval', async () => {
    repo.git('reset', '--quiet', '--hard', begin);
    repo.git('push', '--quiet', '--force', 'origin', 'main', `${begin}:refs/rollcall/applied`);
    expect(await factsWith([])).toMatchObject({ asked: [], waits: [], messages: [] });
  });

  it('is the repository that the remote’s URL names, and no other', async () => {
    repo.git('config', 'remote.web.url', 'https://token:secret@github.com/Acme/Access.git');
    repo.git('config', 'remote.other.url', 'git@github.com:acme/elsewhere.git');
    expect(await factsWith([[pull]], { remote: 'web' })).toMatchObject({ asked: ['Acme/Access'] });
    const { asked, messages } = await factsWith([], { remote: 'other' });
    expect(asked).toEqual([]);
    expect(messages).toEqual([
      'organization.yaml says `stateRepository: acme/access`, and the remote other is acme/elsewhere: its commits cannot have come by pull requests of another repository. Write `stateRepository: acme/elsewhere` in organization.yaml, or run in a clone of acme/access.',
    ]);
  });

  it('is the repository applied last, where HEAD would point to another and the remote tells nothing', async () => {
    const organization = { stateRepository: 'mallory/access' };
    expect(await factsWith([[pull]], { organization })).toMatchObject({ asked: ['acme/access'] });
  });

  it('is the repository that the remote’s URL names where organization.yaml says nothing', async () => {
    repo.git('config', 'remote.web.url', 'https://github.com/acme/access');
    const organization = { stateRepository: undefined } as unknown as Partial<Organization>;
    expect(await factsWith([[pull]], { remote: 'web', organization })).toMatchObject({ asked: ['acme/access'] });
  });

  it('is nothing where neither says it: the line to write is said', async () => {
    const organization = { stateRepository: undefined } as unknown as Partial<Organization>;
    const { asked, messages } = await factsWith([], { organization });
    expect(asked).toEqual([]);
    expect(messages).toEqual([
      'policy.yaml asks for approvals, and nothing says where the pull requests are. Write `stateRepository: OWNER/NAME` in organization.yaml.',
    ]);
  });
});
