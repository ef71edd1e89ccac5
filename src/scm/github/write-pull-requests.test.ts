import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WriteError } from '../../model/errors.ts';
import type { OwnPullRequest } from '../../model/pull-request.ts';
import { aStateRepository, type Fixture } from '../../sandbox/pulls/state-repository-fixture.ts';
import { addTeam } from '../../sandbox/world/teams.ts';
import type { PullRequestWriter } from '../pull-request-writer.ts';
import { createClient } from './client.ts';
import { createPullRequestWriter } from './write-pull-requests.ts';

let at: Fixture;
let writer: PullRequestWriter;
let branch = '';
let count = 0;
beforeAll(async () => {
  at = await aStateRepository();
});
afterAll(() => at.close());

beforeEach(async () => {
  await control('DELETE', 'faults');
  branch = `rollcall/test-${(count += 1)}`;
  at.commit(branch, { [`file-${count}`]: '1\n' }, { author: 'rollcall <rollcall@example.org>' });
  writer = writerOf();
  await asked();
});

function writerOf(token = at.sandbox.token): PullRequestWriter {
  const apiUrl = at.sandbox.url;
  const client = createClient({ apiUrl, auth: { token }, pacing: 'off', log: () => undefined, patience: [1] });
  return createPullRequestWriter(client, { owner: 'acme', repo: 'access' });
}

async function control(method: string, call: string, body?: object): Promise<{ entries: Entry[] }> {
  const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetch(`${at.sandbox.url}/_sandbox/${call}`, init);
  return (await answer.json().catch(() => ({ entries: [] }))) as { entries: Entry[] };
}

interface Entry {
  readonly method: string;
  readonly path: string;
}

/** What was asked since the last time, below the repository, with numbers as N. */
async function asked(): Promise<string[]> {
  const { entries } = await control('GET', 'requests');
  await control('DELETE', 'requests');
  return entries.map(({ method, path }) =>
    `${method} ${path}`.replace('/repos/acme/access/', '').replace(/\?.*/, '').replaceAll(/\d+/g, 'N'),
  );
}

const fault = (match: string, what: object) => control('POST', 'faults', { match, times: 1, ...what });
const lost = { drop: true };
const lostAfterwards = { drop: true, afterEffect: true };
const draft = (parts: object = {}) => ({ branch, base: 'main', title: 'Joiners', body: 'three of them', ...parts });
const open = () => writer.open(draft());
const newest = (base = 'main') => writer.newest(branch, base);
const errorOf = (work: Promise<unknown>): Promise<WriteError> =>
  work.then(
    () => Promise.reject(new Error('it went well')),
    (error: unknown) => {
      if (error instanceof WriteError) return error;
      throw error;
    },
  );
const review = (number: number, as: string, event: string) =>
  at.ask('POST', `/pulls/${number}/reviews`, { as, body: { event, body: 'x' } });
const comments = async (number: number) => {
  const { body } = await at.ask('GET', `/issues/${number}/comments?per_page=100`);
  return (body as unknown as { user: { login: string }; body: string }[]).map(
    ({ user, body }) => `${user.login}: ${body}`,
  );
};

describe('opening', () => {
  it('is one request, and tells of the pull request', async () => {
    const opened = await open();
    expect(opened).toEqual<OwnPullRequest>({
      number: opened.number,
      url: `https://github.com/acme/access/pull/${opened.number}`,
      title: 'Joiners',
      body: 'three of them',
      head: at.git('rev-parse', branch),
      state: 'open',
      approved: false,
      asked: new Set(),
      reviewers: new Set(),
    });
    expect(await asked()).toEqual(['POST pulls']);
    expect(await newest()).toEqual(opened);
  });

  it('looks whether it is there where the answer was lost', async () => {
    await fault('POST /pulls$', lostAfterwards);
    const opened = await open();
    expect(opened).toMatchObject({ title: 'Joiners', state: 'open' });
    expect((await asked()).filter((path) => path.startsWith('POST'))).toEqual(['POST pulls']);
  });

  it('fails, and is not sent twice, where it is not there after all', async () => {
    await fault('POST /pulls$', lost);
    const { code, message } = await errorOf(open());
    expect([code, message]).toEqual(['no-answer', expect.stringMatching(/It may have taken effect or not.*run again/)]);
    expect((await asked()).filter((path) => path.startsWith('POST'))).toEqual(['POST pulls']);
    expect(await newest()).toBeUndefined();
  });

  it('takes the one that somebody opened meanwhile, and brings it to what was to be said', async () => {
    const { number } = await open();
    const again = await writer.open(draft({ title: 'Joiners, later' }));
    expect(again).toMatchObject({ number, title: 'Joiners, later' });
    expect(await newest()).toMatchObject({ number, title: 'Joiners, later', body: 'three of them' });
  });

  it.each([
    [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
    [{ resource: 'PullRequest', code: 'custom', message: "Head sha can't be blank" }],
  ])('is asked for again where GitHub has not heard of the branch yet: %j', async (error) => {
    await fault('POST /pulls$', { status: 422, body: { message: 'Validation Failed', errors: [error] } });
    await expect(open()).resolves.toMatchObject({ state: 'open' });
    expect(await asked()).toEqual(['POST pulls', 'POST pulls']);
    expect(await errorOf(writer.open(draft({ branch: 'nowhere' })))).toMatchObject({ code: 'refused' });
    expect(await asked()).toEqual(['POST pulls', 'POST pulls']);
  });

  it('fails where nothing differs', async () => {
    const error = await errorOf(writer.open(draft({ branch: 'main' })));
    expect(error).toMatchObject({ code: 'refused', status: 422 });
    expect(error.message).toContain('No commits between main and main. The branch holds nothing more');
  });

  it.each([
    ['title', 256],
    ['body', 65_536],
  ])('sends no %s longer than %i', async (part, most) => {
    const error = await errorOf(writer.open(draft({ [part]: 'x'.repeat(most + 1) })));
    expect(error.message).toBe(
      `Not sent: opening a pull request from ${branch}. Its ${part} has ${most + 1} characters, and GitHub takes ${most}; shorten it.`,
    );
    expect(await asked()).toEqual([]);
    await expect(writer.open(draft({ [part]: 'x'.repeat(most) }))).resolves.toMatchObject({ state: 'open' });
  });

  it.each([
    [
      'is forbidden',
      403,
      'Resource not accessible by integration',
      'forbidden',
      'The token needs the permission "Pull requests: write" on acme/access (scope repo) (GitHub asks for pull_requests=write).',
    ],
    [
      'is hidden',
      404,
      'Not Found',
      'not-found',
      'The token needs the permission "Pull requests: write" on acme/access',
    ],
    ['is archived', 403, 'Repository was archived so is read-only.', 'archived', 'unarchive it to propose anything'],
    [
      'is not for workflows',
      403,
      'GitHub Actions is not permitted to create or approve pull requests.',
      'forbidden',
      'Turn on "Allow GitHub Actions to create and approve pull requests"',
    ],
    ['is refused', 422, 'Validation Failed', 'refused', 'See what GitHub says'],
    ['is not accepted', 401, 'Bad credentials', 'unauthorized', 'give a valid one'],
  ])('that %s says what to do', async (_, status, message, code, next) => {
    const headers = { 'x-accepted-github-permissions': 'pull_requests=write' };
    await fault('POST /pulls$', { status, body: { message }, ...(status === 403 ? { headers } : {}) });
    const error = await errorOf(open());
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain(message.replace(/\.$/, ''));
    expect(error.message).toContain(next);
  });

  it('is not done where the repository was renamed, whose redirect would list and not open', async () => {
    await fault('POST /pulls$', { status: 200, body: [] });
    expect(await errorOf(open())).toMatchObject({ code: 'not-made' });
  });
});

describe('the newest pull request', () => {
  const closed = { as: 'bob', body: { state: 'closed' } };

  it('is the newest closed one where none is open, and an open one before it', async () => {
    expect(await newest()).toBeUndefined();
    const [first, second] = [await open().then(closeIt), await open().then(closeIt)];
    expect(await newest()).toMatchObject({ number: second, state: 'closed' });
    await at.ask('PATCH', `/pulls/${first}`, { ...closed, body: { state: 'open' } });
    expect(await newest()).toMatchObject({ number: first, state: 'open' });
    expect(await newest('release')).toBeUndefined();
  });

  async function closeIt({ number }: OwnPullRequest): Promise<number> {
    await writer.close(number);
    return number;
  }

  it('tells a merged one from a closed one, and asks nothing more about either', async () => {
    const { number } = await open();
    await at.ask('PUT', `/pulls/${number}/merge`);
    await asked();
    expect(await newest()).toMatchObject({ number, state: 'merged', approved: false });
    expect(await asked()).toEqual(['GET pulls']);
  });

  it('is none of a fork, and none that another filter brought', async () => {
    const { number } = await open();
    const { body } = await at.ask('GET', `/pulls/${number}`);
    const own = body as unknown as { head: object };
    const elsewhere = [
      { ...own, head: { ...own.head, repo: { id: 1 } } },
      { ...own, head: { ...own.head, repo: null } },
      { ...own, head: { ...own.head, ref: 'other' } },
    ];
    await fault('GET /pulls', { status: 200, body: elsewhere });
    expect(await newest()).toBeUndefined();
  });

  it('costs three requests where it is open, and two more where somebody approved', async () => {
    const { number } = await open();
    await asked();
    await newest();
    expect((await asked()).sort()).toEqual(['GET pulls', 'GET pulls/N/commits', 'GET pulls/N/reviews']);
    await review(number, 'alice', 'APPROVE');
    await asked();
    await newest();
    expect(await asked()).toHaveLength(5);
  });
});

describe('an approval', () => {
  async function approvedAfter(...reviews: (readonly [login: string, event: string])[]): Promise<boolean | undefined> {
    const { number } = await open();
    for (const [login, event] of reviews) await review(number, login, event);
    return (await newest())?.approved;
  }

  it.each([
    ['of somebody with write access', [['alice', 'APPROVE']], true],
    ['of somebody without', [['carol', 'APPROVE']], false],
    ['that is none', [['alice', 'COMMENT']], false],
    [
      'while somebody else asks for changes',
      [
        ['carol', 'REQUEST_CHANGES'],
        ['alice', 'APPROVE'],
      ],
      false,
    ],
    [
      'after the same person asked for changes',
      [
        ['alice', 'REQUEST_CHANGES'],
        ['alice', 'APPROVE'],
      ],
      true,
    ],
  ] as const)('%s', async (_, reviews, approved) => {
    expect(await approvedAfter(...reviews)).toBe(approved);
  });

  it('of an older commit, and of who wrote one, counts for nothing', async () => {
    const { number } = await open();
    await review(number, 'alice', 'APPROVE');
    at.commit(branch, { more: `${count}\n` });
    expect(await newest()).toMatchObject({ approved: false });
    await review(number, 'bob', 'APPROVE');
    expect(await newest()).toMatchObject({ approved: false });
    await review(number, 'alice', 'APPROVE');
    expect(await newest()).toMatchObject({ approved: true });
  });

  it('of the account whose token asks, and of who opened it, counts for nothing', async () => {
    const { number } = await open();
    await review(number, 'alice', 'APPROVE');
    expect(await writerOf('as:alice').newest(branch, 'main')).toMatchObject({ approved: false });
    expect(await writerOf('as:bob').newest(branch, 'main')).toMatchObject({ approved: true });
  });
});

describe('changing', () => {
  it('text and state is one request each, sent again where the answer was lost', async () => {
    const { number } = await open();
    await asked();
    await writer.update(number, { title: 'Leavers', body: '' });
    expect(await asked()).toEqual(['PATCH pulls/N']);
    expect(await newest()).toMatchObject({ title: 'Leavers', body: '' });
    await fault(`PATCH /pulls/${number}$`, lostAfterwards);
    await asked();
    await writer.close(number);
    expect(await asked()).toEqual(['PATCH pulls/N', 'PATCH pulls/N']);
    expect(await newest()).toMatchObject({ state: 'closed' });
  });

  it('is sent with no title or body that is too long', async () => {
    const { number } = await open();
    const text = { title: 'x', body: 'x'.repeat(65_537) };
    expect((await errorOf(writer.update(number, text))).message).toContain(
      `Not sent: editing #${number}. Its body has`,
    );
  });
});

describe('a comment', () => {
  it('is one request', async () => {
    const { number } = await open();
    await asked();
    await writer.comment(number, 'Nothing is left.');
    expect(await asked()).toEqual(['POST issues/N/comments']);
    expect(await comments(number)).toEqual(['rollcall[bot]: Nothing is left.']);
  });

  it('is looked for where the answer was lost, among our own and the newest', async () => {
    const { number } = await open();
    const text = 'Nothing is left.';
    await fault('POST /comments$', lostAfterwards);
    await writer.comment(number, text);
    expect(await comments(number)).toEqual([`rollcall[bot]: ${text}`]);
    await control('POST', 'clock', { advance: '1h' });
    await at.ask('POST', `/issues/${number}/comments`, { as: 'bob', body: { body: text } });
    await fault('POST /comments$', lost);
    expect(await errorOf(writer.comment(number, text))).toMatchObject({ code: 'no-answer' });
    expect(await comments(number)).toEqual([`rollcall[bot]: ${text}`, `bob: ${text}`]);
  });

  it.each([
    [410, 'Issues are disabled for this repo', 'refused', 'Turn the issues of the state repository on'],
    [403, 'Unable to create comment because issue is locked.', 'refused', 'Unlock the conversation'],
    [404, 'Not Found', 'not-found', 'Pull requests: write'],
  ])('that GitHub answers with %i says what to do', async (status, message, code, next) => {
    const { number } = await open();
    await fault('POST /comments$', { status, body: { message } });
    const error = await errorOf(writer.comment(number, 'x'));
    expect(error.code).toBe(code);
    expect(error.message).toContain(next);
  });

  it('longer than GitHub takes is not sent', async () => {
    expect((await errorOf(writer.comment(1, 'x'.repeat(65_537)))).message).toContain(
      'Its comment has 65537 characters',
    );
  });
});

describe('the comment that is kept', () => {
  const mark = '<!-- rollcall:plan -->';

  it('is made, left alone where it says the same, and edited in place', async () => {
    const { number } = await open();
    await writer.comment(number, 'first');
    await asked();
    await writer.keepComment(number, mark, `${mark}\nplan`);
    await writer.keepComment(number, mark, 'plan');
    expect((await asked()).filter((path) => !path.startsWith('GET'))).toEqual([
      'POST /graphql',
      'POST issues/N/comments',
    ]);
    await writer.keepComment(number, mark, `${mark}\nanother plan`);
    expect((await asked()).filter((path) => !path.startsWith('GET'))).toEqual(['PATCH issues/comments/N']);
    expect(await comments(number)).toEqual(['rollcall[bot]: first', `rollcall[bot]: ${mark}\nanother plan`]);
  });

  it('is none of somebody else with the same mark', async () => {
    const { number } = await open();
    await at.ask('POST', `/issues/${number}/comments`, { as: 'bob', body: { body: `${mark}\nmine` } });
    await writer.keepComment(number, mark, 'plan');
    await writerOf('as:alice').keepComment(number, mark, 'of a person');
    await writerOf('as:alice').keepComment(number, mark, 'of a person, again');
    expect(await comments(number)).toEqual([
      `bob: ${mark}\nmine`,
      `rollcall[bot]: ${mark}\nplan`,
      `alice: ${mark}\nof a person, again`,
    ]);
  });

  it('is found behind a hundred others', async () => {
    const { number } = await open();
    const { comments: all } = at.sandbox.world.documents.get('pulls') as { comments: object[] };
    const one = { pull: number, author: 2, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' };
    for (let id = 1; id <= 100; id += 1) all.push({ ...one, id: 1_000_000 + id, body: 'x' });
    await writer.keepComment(number, mark, 'plan');
    await writer.keepComment(number, mark, 'another plan');
    const ours = (all as { pull: number; body: string }[]).filter((each) => each.pull === number && each.body !== 'x');
    expect(ours.map(({ body }) => body)).toEqual([`${mark}\nanother plan`]);
  });

  it('is made once where the answer was lost', async () => {
    const { number } = await open();
    await fault('POST /comments$', lostAfterwards);
    await writer.keepComment(number, mark, 'plan');
    expect(await comments(number)).toEqual([`rollcall[bot]: ${mark}\nplan`]);
  });
});

describe('reviewers', () => {
  it('are asked in one request, and remembered as asked once they reviewed', async () => {
    const { number } = await open();
    const { world } = at.sandbox;
    const [repo] = world.repos.values();
    addTeam(world, { name: 'People Ops', creator: 1 }).repos.set(repo?.id ?? 0, 'read');
    await asked();
    expect(await writer.askReviewers(number, { users: ['Alice', 'carol'], teams: ['people-ops'] })).toEqual([]);
    expect(await asked()).toEqual(['POST pulls/N/requested_reviewers']);
    await review(number, 'alice', 'COMMENT');
    expect(await newest()).toMatchObject({
      asked: new Set(['carol', 'team/people-ops']),
      reviewers: new Set(['alice']),
    });
  });

  it('are asked one by one where GitHub refuses some, and those are told with its reason', async () => {
    const { number } = await writerOf('as:bob').open(draft());
    const refused = await writer.askReviewers(number, { users: ['alice', 'eve', 'bob'], teams: ['nobodys'] });
    const collaborators = expect.stringMatching(/^Reviews may only be requested from collaborators/) as string;
    expect(refused).toEqual([
      { who: 'eve', why: collaborators },
      { who: 'bob', why: 'Review cannot be requested from pull request author.' },
      { who: 'team/nobodys', why: collaborators },
    ]);
    expect((await newest())?.asked).toEqual(new Set(['alice']));
  });

  it('are not asked for where there are none, and one alone is asked once', async () => {
    const { number } = await open();
    await asked();
    expect(await writer.askReviewers(number, { users: [], teams: [] })).toEqual([]);
    expect(await writer.askReviewers(number, { users: ['eve'], teams: [] })).toMatchObject([{ who: 'eve' }]);
    expect(await asked()).toEqual(['POST pulls/N/requested_reviewers']);
  });

  it('fail where GitHub does not answer', async () => {
    const { number } = await open();
    await control('POST', 'faults', { match: 'POST /requested_reviewers$', status: 502, times: 5 });
    const asking = writer.askReviewers(number, { users: ['alice'], teams: [] });
    expect(await errorOf(asking)).toMatchObject({ code: 'no-answer' });
  });
});
