import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStateRepository, type Fixture } from './state-repository-fixture.ts';

let at: Fixture;
let main = '';
beforeAll(async () => {
  at = await aStateRepository();
  main = at.git('rev-parse', 'main');
  at.commit('topic', { 'teams/a b.yaml': 'name: A\n', 'teams/é.yaml': 'é\n' });
  await at.ask('POST', '/pulls', { as: 'bob', body: { title: 'Topic', head: 'topic', base: 'main' } });
});
afterAll(() => at.close());

describe('comments', () => {
  it('are made, changed, listed and deleted', async () => {
    const made = await at.ask('POST', '/issues/1/comments', { body: { body: 'plan' } });
    expect(made).toMatchObject({ status: 201, body: { body: 'plan', user: { login: 'rollcall[bot]' } } });
    const path = `/issues/comments/${String(made.body['id'])}`;
    await at.ask('PATCH', path, { body: { body: 'newer plan' } });
    expect((await at.ask('GET', '/issues/1/comments')).body).toMatchObject([{ body: 'newer plan' }]);
    expect((await at.ask('DELETE', path, { as: 'carol' })).status).toBe(403);
    expect((await at.ask('DELETE', path)).status).toBe(204);
    expect((await at.ask('GET', '/issues/1/comments')).body).toEqual([]);
  });

  it('are refused where they are longer than GitHub takes, and where there is no pull request', async () => {
    const make = (issue: number, body: string) => at.ask('POST', `/issues/${issue}/comments`, { body: { body } });
    expect((await make(1, 'x'.repeat(65_537))).status).toBe(422);
    expect((await make(1, 'x'.repeat(65_536))).status).toBe(201);
    expect((await make(77, 'x')).status).toBe(404);
  });
});

describe('labels', () => {
  it('are added, replaced and removed', async () => {
    const labels = async () => (await at.ask('GET', '/issues/1/labels')).body;
    await at.ask('POST', '/issues/1/labels', { body: { labels: ['joiners', 'leavers'] } });
    expect(await labels()).toMatchObject([{ name: 'joiners' }, { name: 'leavers' }]);
    await at.ask('PUT', '/issues/1/labels', { body: { labels: ['leavers'] } });
    await at.ask('DELETE', '/issues/1/labels/leavers');
    expect(await labels()).toEqual([]);
  });
});

describe('statuses', () => {
  it('count by the latest of each context', async () => {
    const set = (state: string, context: string) =>
      at.ask('POST', `/statuses/${main}`, { body: { state, context, description: 'x' } });
    const combined = async () => (await at.ask('GET', '/commits/main/status')).body;
    expect(await combined()).toMatchObject({ state: 'pending', total_count: 0 });
    await set('failure', 'plan');
    expect(await combined()).toMatchObject({ state: 'failure', sha: main });
    await set('success', 'plan');
    await set('pending', 'apply');
    expect(await combined()).toMatchObject({ state: 'pending', total_count: 2 });
    expect((await at.ask('GET', '/commits/main/statuses')).body).toMatchObject([{ context: 'apply' }, {}, {}]);
    expect((await set('nice', 'plan')).status).toBe(422);
  });
});

describe('refs', () => {
  const ref = 'refs/heads/lock/apply';

  it('are made once only, so that they can serve as a lock', async () => {
    const make = () => at.ask('POST', '/git/refs', { body: { ref, sha: main } });
    const statuses = (await Promise.all([make(), make(), make()])).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([201, 422, 422]);
    expect((await at.ask('GET', '/git/ref/heads/lock/apply')).body).toMatchObject({ ref, object: { sha: main } });
    expect((await at.ask('GET', '/git/ref/heads%2Flock%2Fapply')).status).toBe(200);
    expect((await at.ask('GET', '/git/matching-refs/heads/lo')).body).toMatchObject([{ ref }]);
    expect((await at.ask('DELETE', '/git/refs/heads/lock/apply')).status).toBe(204);
    expect((await at.ask('GET', '/git/ref/heads/lock/apply')).status).toBe(404);
  });

  it('move forward, and elsewhere only when forced', async () => {
    const topic = at.git('rev-parse', 'topic');
    await at.ask('POST', '/git/refs', { body: { ref: 'refs/heads/moving', sha: topic } });
    const move = (body: object) => at.ask('PATCH', '/git/refs/heads/moving', { body });
    expect(await move({ sha: main })).toMatchObject({ status: 422, body: { message: 'Update is not a fast forward' } });
    expect((await move({ sha: main, force: true })).status).toBe(200);
    expect((await move({ sha: topic })).status).toBe(200);
    expect(await move({ sha: 'f'.repeat(40) })).toMatchObject({
      status: 422,
      body: { message: 'Object does not exist' },
    });
  });

  it.each(['refs/heads/..', 'heads/x', 'refs/x', 'refs/heads/a b', 'refs/heads/x.lock'])(
    'refuse the name %s',
    async (name) => {
      expect((await at.ask('POST', '/git/refs', { body: { ref: name, sha: main } })).status).toBe(422);
    },
  );

  it('show as branches', async () => {
    expect((await at.ask('GET', '/branches/topic')).body).toMatchObject({ name: 'topic', protected: false });
    expect(await at.ask('GET', '/branches/none')).toMatchObject({ status: 404, body: { message: 'Branch not found' } });
  });
});

describe('commits and contents', () => {
  it('compare two sides', async () => {
    const compared = (await at.ask('GET', '/compare/main...topic')).body;
    expect(compared).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0, total_commits: 1 });
    expect(compared['files']).toMatchObject([{ filename: 'teams/a b.yaml' }, { filename: 'teams/é.yaml' }]);
    expect((await at.ask('GET', '/compare/topic...main')).body).toMatchObject({ status: 'behind', behind_by: 1 });
  });

  it('show one with its files, and the history of a path', async () => {
    expect((await at.ask('GET', '/commits/topic')).body).toMatchObject({ stats: { additions: 2, deletions: 0 } });
    expect((await at.ask('GET', '/commits/nowhere')).status).toBe(422);
    const history = await at.ask('GET', '/commits?sha=topic&path=README.md');
    expect(history.body).toMatchObject([{ sha: main }]);
  });

  it('give a file at a ref, and what is in a folder', async () => {
    const { body } = await at.ask('GET', `/contents/teams/${encodeURIComponent('é.yaml')}?ref=topic`);
    expect(Buffer.from(String(body['content']), 'base64').toString()).toBe('é\n');
    const folder = await at.ask('GET', '/contents/teams?ref=topic');
    expect(folder.body).toMatchObject([
      { name: 'a b.yaml', type: 'file' },
      { name: 'é.yaml', type: 'file' },
    ]);
    expect((await at.ask('GET', '/contents/teams')).status).toBe(404);
  });
});
