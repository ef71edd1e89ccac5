import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aStateRepository, type Fixture } from '../../sandbox/pulls/state-repository-fixture.ts';
import { createClient } from './client.ts';
import { createPullRequests } from './read-pull-requests.ts';

let at: Fixture;
beforeAll(async () => {
  at = await aStateRepository();
});
afterAll(() => at.close());
beforeEach(() => control('DELETE', 'requests'));

const acme = { owner: 'acme', repo: 'access' };

function pullRequests(repository = acme) {
  const { url, token } = at.sandbox;
  return createPullRequests(
    createClient({ apiUrl: url, auth: { token }, pacing: 'off', log: () => undefined }),
    repository,
  );
}

async function control(method: string, call: string, body?: object): Promise<{ entries: { path: string }[] }> {
  const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetch(`${at.sandbox.url}/_sandbox/${call}`, init);
  return (await answer.json().catch(() => ({ entries: [] }))) as { entries: { path: string }[] };
}

async function asked(): Promise<string[]> {
  const { entries } = await control('GET', 'requests');
  return entries.map(({ path }) => path.replace('/repos/acme/access/', '').replace(/\?.*/, '')).sort();
}

let count = 0;

/** Opens a pull request of the bot's with these commits, reviews it, and merges it. */
async function merged({
  commits = [{}],
  reviews = [],
  method = 'merge',
}: {
  readonly commits?: readonly { author?: string; message?: string }[];
  readonly reviews?: readonly (readonly [login: string, event: string])[];
  readonly method?: 'merge' | 'squash' | 'rebase';
} = {}): Promise<{ number: number; head: string; sha: string }> {
  at.git('checkout', '--quiet', 'main');
  at.git('pull', '--quiet', 'origin', 'main');
  const branch = `branch-${++count}`;
  const heads = commits.map((commit, index) => at.commit(branch, { [`${branch}-${index}`]: `${count}\n` }, commit));
  const { body } = await at.ask('POST', '/pulls', { body: { title: branch, head: branch, base: 'main' } });
  const number = Number(body['number']);
  for (const [as, event] of reviews) await at.ask('POST', `/pulls/${number}/reviews`, { as, body: { event } });
  const merge = await at.ask('PUT', `/pulls/${number}/merge`, { body: { merge_method: method } });
  expect(merge.status).toBe(200);
  await control('DELETE', 'requests');
  return { number, head: heads.at(-1) ?? '', sha: String(merge.body['sha']) };
}

const bob = { login: 'bob', id: 2 };

describe('the merged pull requests of a commit', () => {
  it.each(['merge', 'squash', 'rebase'] as const)(
    'are found after a %s, with who wrote and who approved',
    async (method) => {
      const { number, head, sha } = await merged({ reviews: [['alice', 'APPROVE']], method });
      expect(await pullRequests().mergedWith(sha, 'main')).toEqual([
        {
          number,
          head,
          openedBy: { login: 'rollcall[bot]', id: expect.any(Number) as number },
          wrote: [{ ...bob, commit: head }],
          listsAllCommits: true,
          reviews: [{ by: { login: 'alice', id: 1, kind: 'person' }, state: 'approved', commit: head, mayWrite: true }],
        },
      ]);
    },
  );

  it('cost three requests, and one for each who approved', async () => {
    const { sha } = await merged({
      reviews: [
        ['alice', 'APPROVE'],
        ['carol', 'APPROVE'],
      ],
    });
    await pullRequests().mergedWith(sha, 'main');
    expect(await asked()).toEqual(
      [
        'collaborators/alice/permission',
        'collaborators/carol/permission',
        `commits/${sha}/pulls`,
        `pulls/${count}/commits`,
        `pulls/${count}/reviews`,
      ].map((path) => expect.stringMatching(path.replace(`pulls/${count}/`, String.raw`pulls/\d+/`)) as string),
    );
  });

  it('are asked about once, however many commits they brought and however many somebody approved', async () => {
    const both = await merged({ commits: [{}, {}], reviews: [['alice', 'APPROVE']], method: 'rebase' });
    const other = await merged({ reviews: [['alice', 'APPROVE']] });
    at.git('fetch', '--quiet', 'origin');
    const first = at.git('rev-parse', `${both.sha}^`);
    const reader = pullRequests();
    await Promise.all([both.sha, first, other.sha].map((commit) => reader.mergedWith(commit, 'main')));
    const paths = await asked();
    expect(paths.filter((path) => path.endsWith('/reviews'))).toHaveLength(2);
    expect(paths.filter((path) => path.endsWith('/permission'))).toHaveLength(1);
  });

  it('are none for a direct push, an open pull request, another branch, and a commit that GitHub does not know', async () => {
    at.git('checkout', '--quiet', 'main');
    at.git('pull', '--quiet', 'origin', 'main');
    const pushed = at.commit('main', { direct: '1\n' });
    const open = at.commit('open', { open: '1\n' });
    await at.ask('POST', '/pulls', { body: { title: 'open', head: 'open', base: 'main' } });
    const { sha } = await merged();
    const reader = pullRequests();
    expect(await reader.mergedWith(pushed, 'main')).toEqual([]);
    expect(await reader.mergedWith(open, 'main')).toEqual([]);
    expect(await reader.mergedWith(sha, 'release')).toEqual([]);
    expect(await reader.mergedWith('1'.repeat(40), 'main')).toEqual([]);
  });

  it('are none of another repository, which a fork’s network may bring up', async () => {
    const { sha, number } = await merged();
    const pull = { number, merged_at: '2026-11-22T00:00:00Z', head: { sha }, user: null };
    const base = { ref: 'main', repo: { full_name: 'mallory/access' } };
    await control('POST', 'faults', { match: `GET ${sha}/pulls`, status: 200, body: [{ ...pull, base }], times: 1 });
    expect(await pullRequests().mergedWith(sha, 'main')).toEqual([]);
  });

  it('fail where a list cannot be read', async () => {
    const { sha, number } = await merged();
    await control('POST', 'faults', {
      match: `GET pulls/${number}/reviews`,
      status: 404,
      body: { message: 'Not Found' },
      times: 1,
    });
    await expect(pullRequests().mergedWith(sha, 'main')).rejects.toThrow(
      /GitHub refuses or hides the reviews of pull request #\d+ of acme\/access \(404: Not Found\). The token needs/,
    );
  });
});

describe('who wrote', () => {
  const of = async (commits: readonly { author?: string; message?: string }[]) => {
    const { sha } = await merged({ commits });
    const [pull] = await pullRequests().mergedWith(sha, 'main');
    return pull?.wrote.map(({ login, id }) => `${login} ${id}`);
  };

  it('is each author of each commit, once', async () => {
    const carol = { author: 'Carol <3+carol@users.noreply.github.com>' };
    expect(await of([{}, carol, {}])).toEqual(['bob 2', 'carol 3']);
  });

  it('is each co-author whose address is one of GitHub’s', async () => {
    const message = [
      'Work',
      '',
      'Co-authored-by: Carol <3+carol@users.noreply.github.com>',
      'co-authored-by: Old <old@users.noreply.github.com>',
      'Co-authored-by: Else <else@example.org>',
      'Mentions <9+eve@users.noreply.github.com>',
    ].join('\n');
    expect(await of([{ message }])).toEqual(['bob 2', 'carol 3', 'old null']);
  });

  it('is nobody for an address without an account, and not GitHub itself', async () => {
    const { sha, number } = await merged({ commits: [{ author: 'T <t@example.org>' }] });
    const reader = pullRequests();
    expect((await reader.mergedWith(sha, 'main'))[0]?.wrote).toEqual([]);
    const webFlow = { login: 'web-flow', id: 19864447 };
    const signature = { name: 'GitHub', email: 'noreply@github.com' };
    const commit = { sha, author: {}, committer: webFlow, commit: { author: null, committer: signature, message: '' } };
    await control('POST', 'faults', { match: `GET pulls/${number}/commits`, status: 200, body: [commit], times: 1 });
    expect((await pullRequests().mergedWith(sha, 'main'))[0]?.wrote).toEqual([]);
  });

  it.each([
    [250, true],
    [251, false],
  ])('is not known of all where GitHub lists 250 of %i commits', async (commits, listsAllCommits) => {
    const { sha, number } = await merged();
    const one = { sha, author: null, committer: null, commit: { author: null, committer: null, message: '' } };
    const body = Array.from({ length: 250 }, () => one);
    await control('POST', 'faults', { match: `GET pulls/${number}/commits`, status: 200, body, times: 1 });
    await control('POST', 'faults', { match: `GET pulls/${number}$`, status: 200, body: { commits }, times: 1 });
    expect(await pullRequests().mergedWith(sha, 'main')).toMatchObject([{ number, listsAllCommits }]);
  });
});

describe('the last word of a reviewer', () => {
  const of = async (...reviews: (readonly [string, string])[]) => {
    const { sha } = await merged({ reviews });
    const [pull] = await pullRequests().mergedWith(sha, 'main');
    return pull?.reviews.map(({ by, state, mayWrite }) => `${by.login} ${state}${mayWrite ? ', may write' : ''}`);
  };

  it('is the newest that is no comment', async () => {
    expect(await of(['alice', 'REQUEST_CHANGES'], ['alice', 'APPROVE'], ['alice', 'COMMENT'])).toEqual([
      'alice approved, may write',
    ]);
    expect(await of(['alice', 'APPROVE'], ['alice', 'REQUEST_CHANGES'])).toEqual(['alice changes-requested']);
    expect(await of(['alice', 'COMMENT'])).toEqual([]);
  });

  it('tells whether they may write today', async () => {
    expect(await of(['bob', 'APPROVE'], ['carol', 'APPROVE'])).toEqual(['bob approved, may write', 'carol approved']);
  });

  it('is dismissed where it was, and given on the commit that they saw', async () => {
    const { sha, number, head } = await merged({
      reviews: [
        ['alice', 'APPROVE'],
        ['bob', 'APPROVE'],
      ],
    });
    const { body } = await at.ask('GET', `/pulls/${number}/reviews`);
    const reviews = body as unknown as { id: number; user: { login: string } }[];
    const path = `/pulls/${number}/reviews/${reviews[0]?.id}/dismissals`;
    await at.ask('PUT', path, { body: { message: 'no' } });
    expect((await pullRequests().mergedWith(sha, 'main'))[0]?.reviews).toMatchObject([
      { by: { login: 'alice' }, state: 'dismissed', commit: head },
      { by: { login: 'bob' }, state: 'approved', commit: head },
    ]);
  });

  it('is a bot’s where a bot gave it, and nobody’s where the account is gone', async () => {
    const { sha, number } = await merged();
    const word = { state: 'APPROVED', commit_id: sha, submitted_at: '2026-11-22T00:00:00Z' };
    const body = [
      { ...word, user: null },
      { ...word, user: { login: 'helper[bot]', id: 77, type: 'Bot' } },
    ];
    await control('POST', 'faults', { match: `GET pulls/${number}/reviews`, status: 200, body, times: 1 });
    expect((await pullRequests().mergedWith(sha, 'main'))[0]?.reviews).toMatchObject([
      { by: { login: 'helper[bot]', kind: 'bot' }, mayWrite: false },
    ]);
    expect(await asked()).not.toContainEqual(expect.stringContaining('permission'));
  });

  it('is of somebody without access where GitHub no longer knows them', async () => {
    await control('POST', 'faults', {
      match: 'GET collaborators/bob/permission',
      status: 404,
      body: { message: 'Not Found' },
      times: 1,
    });
    expect(await of(['bob', 'APPROVE'])).toEqual(['bob approved']);
  });
});
