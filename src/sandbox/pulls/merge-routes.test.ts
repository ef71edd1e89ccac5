import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aStateRepository, type Fixture } from './state-repository-fixture.ts';

let at: Fixture;
let branch = '';
let number = 0;
let head = '';
let count = 0;
beforeAll(async () => {
  at = await aStateRepository();
});
afterAll(() => at.close());

/** A pull request of bob's with two commits, from where main is now. */
beforeEach(async () => {
  count += 1;
  branch = `branch-${count}`;
  at.git('checkout', '--quiet', 'main');
  at.git('pull', '--quiet', 'origin', 'main');
  at.commit(branch, { [`${branch}-1`]: '1\n' }, { message: 'First' });
  head = at.commit(branch, { [`${branch}-2`]: '2\n' }, { message: 'Second' });
  const body = { title: `Add ${branch}`, head: branch, base: 'main' };
  number = Number((await at.ask('POST', '/pulls', { as: 'bob', body })).body['number']);
});

const merge = (body: object = {}) => at.ask('PUT', `/pulls/${number}/merge`, { as: 'alice', body });
const log = (format: string, ...range: string[]) => {
  at.git('fetch', '--quiet', 'origin');
  return at.git('log', `--format=${format}`, ...range).split('\n');
};

describe('merging', () => {
  it('makes a merge commit of the merger that git fetch sees', async () => {
    const base = at.git('rev-parse', 'main');
    expect((await at.ask('GET', `/pulls/${number}/merge`)).status).toBe(404);
    const merged = await merge({ sha: head });
    expect(merged).toMatchObject({ status: 200, body: { merged: true } });
    const [line] = log('%H|%P|%an|%ae|%s', '-1', 'origin/main');
    const by = 'alice|1+alice@users.noreply.github.com';
    const subject = `Merge pull request #${number} from acme/${branch}`;
    expect(line).toBe(`${String(merged.body['sha'])}|${base} ${head}|${by}|${subject}`);
    expect((await at.ask('GET', `/pulls/${number}`)).body).toMatchObject({
      state: 'closed',
      merged: true,
      merged_by: { login: 'alice' },
      merge_commit_sha: merged.body['sha'],
      commits: 2,
    });
    expect((await at.ask('GET', `/pulls/${number}/merge`)).status).toBe(204);
  });

  it('squashes into one commit of the author', async () => {
    await merge({ merge_method: 'squash' });
    expect(log('%an|%s', '-1', 'origin/main')).toEqual([`bob|Add ${branch} (#${number})`]);
    expect(log('%P', '-1', 'origin/main')[0]).toBe(at.git('rev-parse', 'main'));
  });

  it('rebases onto what came to the base meanwhile', async () => {
    const tip = at.commit('main', { [`meanwhile-${count}`]: '1\n' });
    await merge({ merge_method: 'rebase' });
    expect(log('%an|%s', `${tip}..origin/main`)).toEqual(['Bob|Second', 'Bob|First']);
    expect(log('%h', '--merges', `${tip}..origin/main`)).toEqual(['']);
    expect(at.git('ls-tree', '--name-only', 'origin/main', `meanwhile-${count}`)).toBe(`meanwhile-${count}`);
  });

  it('refuses another head than the one expected', async () => {
    const refused = await merge({ sha: '0'.repeat(40) });
    const message = 'Head branch was modified. Review and try the merge again.';
    expect(refused).toMatchObject({ status: 409, body: { message } });
    expect((await at.ask('GET', `/pulls/${number}`)).body).toMatchObject({ merged: false });
  });

  it('refuses what is merged already, what is closed, and who may only read', async () => {
    expect((await at.ask('PUT', `/pulls/${number}/merge`, { as: 'carol' })).status).toBe(403);
    await merge();
    expect(await merge()).toMatchObject({ status: 405, body: { message: 'Pull Request is not mergeable' } });
  });

  it('brings the base into the head on request', async () => {
    at.commit('main', { [`newer-${count}`]: '1\n' });
    const updated = await at.ask('PUT', `/pulls/${number}/update-branch`, { body: { expected_head_sha: head } });
    expect(updated.status).toBe(202);
    expect(log('%s', '-1', `origin/${branch}`)).toEqual([`Merge branch 'main' into ${branch}`]);
    expect((await at.ask('GET', `/pulls/${number}`)).body).toMatchObject({ commits: 3, mergeable: true });
  });
});

describe('the pull requests of a commit', () => {
  it('are those that brought it, however it was merged', async () => {
    const before = await at.ask('GET', `/commits/${head}/pulls`);
    expect(before.body).toMatchObject([{ number, state: 'open' }]);
    const merged = await merge({ merge_method: 'squash' });
    const after = await at.ask('GET', `/commits/${String(merged.body['sha'])}/pulls`);
    expect(after.body).toMatchObject([{ number, state: 'closed', merge_commit_sha: merged.body['sha'] }]);
  });

  it('are none for a direct push', async () => {
    const pushed = at.commit('main', { [`direct-${count}`]: '1\n' });
    expect((await at.ask('GET', `/commits/${pushed}/pulls`)).body).toEqual([]);
  });
});
