import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStateRepository, type Fixture } from './state-repository-fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await aStateRepository();
});
afterAll(() => at.close());

async function open(branch: string, files: Record<string, string>, as = 'bob'): Promise<number> {
  at.commit(branch, files);
  const { body } = await at.ask('POST', '/pulls', { as, body: { title: `Add ${branch}`, head: branch, base: 'main' } });
  return Number(body['number']);
}

describe('opening', () => {
  it('answers with the head and the base as git has them', async () => {
    const head = at.commit('one', { 'users/one.yaml': 'one\n' });
    const body = { title: 'Add one', body: 'why', head: 'acme:one', base: 'main' };
    const made = await at.ask('POST', '/pulls', { as: 'bob', body });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      title: 'Add one',
      state: 'open',
      user: { login: 'bob' },
      head: { ref: 'one', sha: head },
      base: { ref: 'main', sha: at.git('rev-parse', 'main') },
      mergeable: true,
      mergeable_state: 'clean',
      merged: false,
      commits: 1,
      changed_files: 1,
      additions: 1,
    });
  });

  it.each([
    ['a branch that does not exist', { head: 'nowhere', base: 'main' }, { field: 'head', code: 'invalid' }],
    ['a base that does not exist', { head: 'one', base: 'nowhere' }, { field: 'base', code: 'invalid' }],
    [
      'a second one for the same branch',
      { head: 'one', base: 'main' },
      { message: 'A pull request already exists for acme:one.' },
    ],
    ['nothing to merge', { head: 'main', base: 'main' }, { message: 'No commits between main and main' }],
  ])('refuses %s', async (_, body, error) => {
    const refused = await at.ask('POST', '/pulls', { as: 'bob', body: { title: 'x', ...body } });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ message: 'Validation Failed', errors: [error] });
  });

  it('refuses who may only read, and hides the repository from who may not', async () => {
    const body = { title: 'x', head: 'one', base: 'main' };
    expect((await at.ask('POST', '/pulls', { as: 'carol', body })).status).toBe(403);
    expect((await at.ask('GET', '/pulls', { as: 'eve' })).status).toBe(404);
  });
});

describe('while it is open', () => {
  it('follows its branch, lists commits with their accounts, and files with their patches', async () => {
    const number = await open('two', { 'a.txt': 'a\n' });
    const head = at.commit('two', { 'a.txt': 'a\nb\n' }, { author: 'Carol <carol@users.noreply.github.com>' });
    expect((await at.ask('GET', `/pulls/${number}`)).body).toMatchObject({ head: { sha: head }, commits: 2 });
    const commits = await at.ask('GET', `/pulls/${number}/commits`);
    expect(commits.body).toMatchObject([{ author: { login: 'bob' } }, { sha: head, author: { login: 'carol' } }]);
    const files = await at.ask('GET', `/pulls/${number}/files`);
    expect(files.body).toMatchObject([
      { filename: 'a.txt', status: 'added', additions: 2, patch: '@@ -0,0 +1,2 @@\n+a\n+b' },
    ]);
  });

  it('says that it conflicts', async () => {
    const number = await open('left', { 'same.txt': 'left\n' });
    at.commit('main', { 'same.txt': 'right\n' });
    const { body } = await at.ask('GET', `/pulls/${number}`);
    expect(body).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    const merge = await at.ask('PUT', `/pulls/${number}/merge`, { as: 'bob' });
    expect([merge.status, merge.body['message']]).toEqual([405, 'Pull Request is not mergeable']);
  });

  it('is edited, closed and opened again', async () => {
    const number = await open('three', { 'three.txt': '3\n' });
    const edit = (body: object) => at.ask('PATCH', `/pulls/${number}`, { as: 'bob', body });
    expect((await edit({ title: 'Better', body: 'text' })).body).toMatchObject({ title: 'Better', body: 'text' });
    const closed = (await edit({ state: 'closed' })).body;
    expect(closed).toMatchObject({ state: 'closed', merged: false });
    expect(closed['closed_at']).not.toBeNull();
    expect((await edit({ state: 'open' })).body).toMatchObject({ state: 'open', closed_at: null });
  });

  it('closes with its branch, and counts as merged when its commits are pushed to the base', async () => {
    const [gone, pushed] = [await open('gone', { 'gone.txt': '1\n' }), await open('pushed', { 'pushed.txt': '1\n' })];
    at.git('push', '--quiet', 'origin', '--delete', 'gone');
    at.git('checkout', '--quiet', 'main');
    at.git('-c', 'user.name=B', '-c', 'user.email=b@x', 'merge', '--quiet', '--no-ff', '-m', 'by hand', 'pushed');
    at.git('push', '--quiet', 'origin', 'main');
    expect((await at.ask('GET', `/pulls/${gone}`)).body).toMatchObject({ state: 'closed', merged: false });
    expect((await at.ask('GET', `/pulls/${pushed}`)).body).toMatchObject({
      state: 'closed',
      merged: true,
      merged_by: null,
    });
  });
});

describe('what GitHub refuses or closes by itself', () => {
  it.each(['title', 'body'] as const)('is a %s longer than it takes', async (field) => {
    const number = await open(`long-${field}`, { [field]: '1\n' });
    const most = field === 'title' ? 256 : 65_536;
    const edit = (length: number) =>
      at.ask('PATCH', `/pulls/${number}`, { as: 'bob', body: { [field]: 'x'.repeat(length) } });
    expect((await edit(most)).status).toBe(200);
    const message = `${field} is too long (maximum is ${most} characters)`;
    expect(await edit(most + 1)).toMatchObject({
      status: 422,
      body: { errors: [{ resource: 'Issue', field, message }] },
    });
    const made = { title: 'x', head: 'one', base: 'main', [field]: 'x'.repeat(most + 1) };
    expect(await at.ask('POST', '/pulls', { as: 'bob', body: made })).toMatchObject({ status: 422 });
  });

  it('is a branch that was pushed to what its base has already, and one that was made again while it was closed', async () => {
    const [empty, again] = [await open('empty', { 'empty.txt': '1\n' }), await open('again', { 'again.txt': '1\n' })];
    at.git('push', '--quiet', '--force', 'origin', 'main:empty');
    expect((await at.ask('GET', `/pulls/${empty}`)).body).toMatchObject({ state: 'closed', merged: false });
    const reopen = () => at.ask('PATCH', `/pulls/${again}`, { as: 'bob', body: { state: 'open' } });
    await at.ask('PATCH', `/pulls/${again}`, { as: 'bob', body: { state: 'closed' } });
    at.git('push', '--quiet', '--force', 'origin', 'empty:again');
    const message = 'state cannot be changed. The again branch was force-pushed or recreated.';
    expect(await reopen()).toMatchObject({ status: 422, body: { errors: [{ message }] } });
  });

  it('is every write once the repository is archived', async () => {
    const [repo] = at.sandbox.world.repos.values();
    if (repo === undefined) throw new Error('there is no repository');
    repo.archived = true;
    const refused = await at.ask('POST', '/issues/1/comments', { body: { body: 'x' } });
    expect(refused).toMatchObject({ status: 403, body: { message: 'Repository was archived so is read-only.' } });
    expect((await at.ask('GET', '/pulls')).status).toBe(200);
    repo.archived = false;
  });
});

describe('a branch that is deleted by the API', () => {
  it('closes its pull request at once, and leaves the head below refs/pull', async () => {
    const number = await open('brief', { 'brief.txt': '1\n' });
    const head = at.git('rev-parse', 'brief');
    await at.ask('DELETE', '/git/refs/heads/brief');
    at.git('push', '--quiet', 'origin', 'brief');
    expect((await at.ask('GET', `/pulls/${number}`)).body).toMatchObject({ state: 'closed', head: { sha: head } });
    expect(at.git('ls-remote', 'origin', `refs/pull/${number}/head`)).toBe(`${head}\trefs/pull/${number}/head`);
  });
});

describe('listing', () => {
  it('filters by state, base and head, and pages with a Link header', async () => {
    for (const name of ['p1', 'p2', 'p3']) await open(name, { [`${name}.txt`]: '1\n' });
    const numbers = async (query: string) => {
      const { body } = await at.ask('GET', `/pulls?${query}`);
      return (body as unknown as { number: number; head: { ref: string } }[]).map(({ head }) => head.ref);
    };
    expect((await numbers('state=open')).slice(0, 3)).toEqual(['p3', 'p2', 'p1']);
    expect(await numbers('head=acme:p2&base=main')).toEqual(['p2']);
    expect(await numbers('head=other:p2')).toEqual([]);
    expect(await numbers('base=nowhere')).toEqual([]);
    expect((await numbers('state=closed')).toSorted()).toEqual(['again', 'brief', 'empty', 'gone', 'pushed']);
    expect(await numbers('state=all&direction=asc&per_page=1')).toEqual(['one']);
    const page = await at.ask('GET', '/pulls?state=open&per_page=2&page=2');
    expect(page.headers.get('link')).toMatch(/page=1>; rel="prev".*page=3>; rel="next"/);
  });
});
