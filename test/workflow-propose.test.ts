import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { anHrOrganization, type HrRow, news, rosterFile } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, today } from './support/proposing.ts';
import { type JobRun, runJob } from './support/runner.ts';
import { openPolicy } from './support/state-repo.ts';

const organization = anHrOrganization(200, today);
/** With a sign that means something to the runner's commands. */
const hrToken = 's3cr3t%25';

it('opens the pull requests that were asked for, with HR secrets that nobody reads in the log', async () => {
  const repo = await aRepo();
  const run = await proposing(repo, { inputs: { only: 'joiners' } });
  expect(run).toMatchObject({ conclusion: 'success', gitToken: repo.sandbox.token, artifacts: [] });
  expect((await repo.pulls()).map(({ head }) => head.ref)).toEqual(['rollcall/joiners']);
  expect(run.summary).toContain(String(news.joiners));
  expect(run.log).toContain('::add-mask::s3cr3t%2525\n');
  const others = run.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  expect(others.join('\n')).not.toContain('s3cr3t');
  expect(run.summary).not.toContain('s3cr3t');

  expect(await proposing(repo)).toMatchObject({ conclusion: 'success' });
  const refs = (await repo.pulls()).map(({ head }) => head.ref);
  expect(new Set(refs)).toEqual(new Set(['rollcall/joiners', 'rollcall/leavers', 'rollcall/movers']));
});

it('fails over the budget, opens nothing, and keeps the list for people to look at', async () => {
  const repo = await aRepo('removals:\n  members: { count: 1, percent: 1 }\n');
  const run = await proposing(repo, { inputs: { only: 'leavers' } });
  expect(run).toMatchObject({ conclusion: 'failure', artifacts: ['rollcall-refused-leavers.md'] });
  expect(run.log).toContain('::error title=Refused::');
  expect(await repo.pulls()).toEqual([]);
});

it('pushes as the app where there is one: what the workflow itself pushes starts no plan', async () => {
  const repo = await aRepo();
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const app = { ROLLCALL_TOKEN: '', ROLLCALL_APP_ID: '12', ROLLCALL_APP_PRIVATE_KEY: privateKey };
  const run = await proposing(repo, { inputs: { only: 'joiners' }, secrets: app });
  expect(run).toMatchObject({ conclusion: 'success', gitToken: 'of the app 12' });
  expect(await repo.pulls()).toHaveLength(1);
});

it.each(['PATH=/tmp', 'ROLLCALL_HR_URL', 'not a line of it'])(
  'takes no other variable from the HR secret: %s',
  async (line) => {
    const repo = await aRepo();
    await repo.control('DELETE', 'requests');
    const run = await proposing(repo, { secrets: { ROLLCALL_HR: `ROLLCALL_HR_TOKEN=t\n${line}\n` } });
    expect(run.conclusion).toBe('failure');
    expect(run.log).toContain('::error::Line 2 of the secret ROLLCALL_HR is not ROLLCALL_HR_NAME=value.');
    expect(run.log).not.toContain('/tmp');
    expect((await repo.requests()).total).toBe(0);
  },
);

async function aRepo(policy = openPolicy): Promise<ProposingRepo> {
  const roster = rosterFile('json: { url: env:ROLLCALL_HR_URL, token: env:ROLLCALL_HR_TOKEN }');
  const repo = await aProposingRepo(organization, { policy, roster });
  onTestFinished(() => repo.close());
  return repo;
}

async function proposing(
  { sandbox }: ProposingRepo,
  { inputs = {}, secrets = {} }: { inputs?: Record<string, string>; secrets?: Record<string, string> } = {},
): Promise<JobRun> {
  const url = await hrServer(organization.after);
  return runJob({
    file: 'propose.yml',
    inputs,
    secrets: {
      ROLLCALL_TOKEN: sandbox.token,
      ROLLCALL_HR: `ROLLCALL_HR_URL=${url}\r\n\nROLLCALL_HR_TOKEN=${hrToken}\n`,
      ...secrets,
    },
    github: { event_name: 'schedule', repository: 'acme/access', ref: 'refs/heads/main', run_attempt: '1' },
    remote: sandbox.remote ?? '',
    env: { GITHUB_API_URL: sandbox.url, ROLLCALL_PACING: 'off' },
  });
}

/** People as JSON, for whoever has the token. */
async function hrServer(rows: readonly HrRow[]): Promise<string> {
  const server = createServer((request, response) => {
    const mayRead = request.headers.authorization === `Bearer ${hrToken}`;
    response.writeHead(mayRead ? 200 : 401, { 'content-type': 'application/json' });
    response.end(mayRead ? JSON.stringify(rows) : '{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/people`;
}
