import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox } from '../start.ts';
import { aStateRepository, type Fixture } from './state-repository-fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await aStateRepository();
});
afterAll(() => at.close());

const repo = { owner: 'acme', repo: 'access' };
const octokit = (as?: string) =>
  new Octokit({ baseUrl: `${at.sandbox.url}/api/v3`, auth: as === undefined ? at.sandbox.token : `as:${as}` });

it('serves Octokit from the first push to the merge', async () => {
  const bot = octokit().rest;
  const head = at.commit('feature/with-slash', { 'a.txt': 'a\n' });
  const { data: pull } = await bot.pulls.create({ ...repo, title: 'A', head: 'feature/with-slash', base: 'main' });
  const { data: branch } = await bot.repos.getBranch({ ...repo, branch: 'feature/with-slash' });
  expect([pull.head.sha, branch.commit.sha]).toEqual([head, head]);
  const { number: pull_number } = pull;
  await octokit('alice').rest.pulls.createReview({ ...repo, pull_number, event: 'APPROVE' });
  const { data: merged } = await bot.pulls.merge({ ...repo, pull_number, sha: head });
  const { data: pulls } = await bot.repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha: head });
  expect(pulls).toMatchObject([{ number: pull_number, merge_commit_sha: merged.sha }]);
  await bot.git.deleteRef({ ...repo, ref: 'heads/feature/with-slash' });
  expect((await bot.pulls.get({ ...repo, pull_number })).data).toMatchObject({ merged: true, head: { sha: head } });
});

it('lets Octokit page through a list of 101', async () => {
  for (let count = 0; count < 101; count += 1) {
    await octokit().rest.issues.createComment({ ...repo, issue_number: 1, body: `comment ${count}` });
  }
  const client = octokit();
  const all = await client.paginate(client.rest.issues.listComments, { ...repo, issue_number: 1, per_page: 100 });
  expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 101 }, (_, count) => `comment ${count}`));
});

it('keeps pull requests in the data file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-data-'));
  const options = { repository: at.sandbox.remote ?? '', data: join(folder, 'world.json') };
  const ask = async (method: string, path: string, body?: object) => {
    const sandbox = await startSandbox(options);
    const init = { method, headers: { authorization: `token ${sandbox.token}` }, body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}/repos/acme/access${path}`, init);
    await sandbox.close();
    return (await response.json()) as object;
  };
  at.commit('kept', { 'kept.txt': '1\n' });
  await ask('POST', '/pulls', { title: 'Kept', head: 'kept', base: 'main' });
  expect(await ask('GET', '/pulls')).toMatchObject([{ title: 'Kept', number: 1, user: { login: 'rollcall[bot]' } }]);
  rmSync(folder, { recursive: true });
});
