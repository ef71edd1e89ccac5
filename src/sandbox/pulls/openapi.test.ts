import { afterAll, beforeAll, expect, it } from 'vitest';
import { githubDescription } from '../../../test/support/github-description.ts';
import { aStateRepository, type Fixture } from './state-repository-fixture.ts';

const descriptions = { 'api.github.com': githubDescription('api.github.com'), ghec: githubDescription('ghec') };

let at: Fixture;
let main = '';
beforeAll(async () => {
  at = await aStateRepository();
  main = at.git('rev-parse', 'main');
});
afterAll(() => at.close());

/** Asked in this order: later requests build on what earlier ones made. `{}` in a body's text is filled in by git. */
const requests: readonly (readonly [string, string, string, number, object?])[] = [
  ['POST', '/pulls', '/pulls', 201, { title: 'One', head: 'one', base: 'main' }],
  ['POST', '/pulls', '/pulls', 422, { title: 'One', head: 'one', base: 'main' }],
  ['POST', '/pulls', '/pulls', 422, { title: 'x'.repeat(257), head: 'one', base: 'main' }],
  ['GET', '/pulls', '/pulls?state=all', 200],
  ['GET', '/pulls/{pull_number}', '/pulls/1', 200],
  ['GET', '/pulls/{pull_number}', '/pulls/99', 404],
  ['PATCH', '/pulls/{pull_number}', '/pulls/1', 200, { body: 'text' }],
  ['PATCH', '/pulls/{pull_number}', '/pulls/1', 422, { body: 'x'.repeat(65_537) }],
  ['PATCH', '/pulls/{pull_number}', '/pulls/1', 200, { state: 'closed' }],
  ['PATCH', '/pulls/{pull_number}', '/pulls/1', 200, { state: 'open' }],
  ['GET', '/pulls/{pull_number}/commits', '/pulls/1/commits', 200],
  ['GET', '/pulls/{pull_number}/files', '/pulls/1/files', 200],
  ['POST', '/pulls/{pull_number}/requested_reviewers', '/pulls/1/requested_reviewers', 201, { reviewers: ['carol'] }],
  ['GET', '/pulls/{pull_number}/requested_reviewers', '/pulls/1/requested_reviewers', 200],
  ['DELETE', '/pulls/{pull_number}/requested_reviewers', '/pulls/1/requested_reviewers', 200, { reviewers: ['carol'] }],
  ['POST', '/pulls/{pull_number}/reviews', '/pulls/1/reviews', 200, { event: 'COMMENT', body: 'x' }],
  ['GET', '/pulls/{pull_number}/reviews', '/pulls/1/reviews', 200],
  ['POST', '/issues/{issue_number}/comments', '/issues/1/comments', 201, { body: 'x' }],
  ['GET', '/issues/{issue_number}/comments', '/issues/1/comments', 200],
  ['POST', '/issues/{issue_number}/labels', '/issues/1/labels', 200, { labels: ['l'] }],
  ['GET', '/issues/{issue_number}/labels', '/issues/1/labels', 200],
  ['POST', '/statuses/{sha}', '/statuses/MAIN', 201, { state: 'success' }],
  ['GET', '/commits/{ref}/statuses', '/commits/main/statuses', 200],
  ['GET', '/commits/{ref}/status', '/commits/main/status', 200],
  ['GET', '/commits/{ref}', '/commits/one', 200],
  ['GET', '/commits', '/commits?sha=one', 200],
  ['GET', '/commits/{commit_sha}/pulls', '/commits/one/pulls', 200],
  ['GET', '/compare/{basehead}', '/compare/main...one', 200],
  ['GET', '/git/commits/{commit_sha}', '/git/commits/MAIN', 200],
  ['POST', '/git/refs', '/git/refs', 201, { ref: 'refs/heads/two', sha: 'MAIN' }],
  ['GET', '/git/ref/{ref}', '/git/ref/heads/two', 200],
  ['GET', '/git/matching-refs/{ref}', '/git/matching-refs/heads/', 200],
  ['PATCH', '/git/refs/{ref}', '/git/refs/heads/two', 200, { sha: 'MAIN' }],
  ['DELETE', '/git/refs/{ref}', '/git/refs/heads/two', 204],
  ['GET', '/branches', '/branches', 200],
  ['GET', '/branches/{branch}', '/branches/one', 200],
  ['GET', '/contents/{path}', '/contents/README.md', 200],
  ['GET', '/contents/{path}', '/contents/', 200],
  ['PUT', '/pulls/{pull_number}/merge', '/pulls/1/merge', 409, { sha: 'f'.repeat(40) }],
  ['PUT', '/pulls/{pull_number}/merge', '/pulls/1/merge', 200, {}],
  ['PUT', '/pulls/{pull_number}/merge', '/pulls/1/merge', 405, {}],
  ['GET', '/pulls/{pull_number}/merge', '/pulls/1/merge', 204],
  ['GET', '/pulls/{pull_number}', '/pulls/1', 200],
];

it('answers as GitHub describes its own answers', async () => {
  at.commit('one', { one: '1\n' });
  const problems: string[] = [];
  for (const [method, described, path, status, body] of requests) {
    const filled = JSON.parse(JSON.stringify(body ?? null).replaceAll('MAIN', main)) as object | null;
    const answer = await at.ask(method, path.replaceAll('MAIN', main), filled === null ? {} : { body: filled });
    expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} ${status}`);
    for (const [name, description] of Object.entries(descriptions)) {
      const found = description.problems(method, `/repos/{owner}/{repo}${described}`, status, answer.body);
      problems.push(...found.map((problem) => `${name}: ${method} ${path} ${status}: ${problem}`));
    }
  }
  expect(problems).toEqual([]);
});

it('would notice an answer that GitHub does not give', () => {
  const { problems } = descriptions['api.github.com'];
  expect(problems('GET', '/repos/{owner}/{repo}/pulls/{pull_number}', 200, { number: 'one' })).not.toEqual([]);
  expect(problems('GET', '/repos/{owner}/{repo}/pulls', 201, [])).not.toEqual([]);
});
