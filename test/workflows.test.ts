import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { acme as small, anAppliedRepo, changesOf, expectConverged, policyWith } from './support/applied-repo.ts';
import { type JobRun, type Occasion, rollcall, runJob } from './support/runner.ts';
import { filesOf, type StateRepoFixture } from './support/state-repo.ts';
import { expressionsIn, type Job, workflow, workflowNames } from './support/workflow-files.ts';
import { setTraps } from './support/traps.ts';

const reusable = ['apply.yml', 'plan.yml', 'propose.yml'] as const;

describe.each(workflowNames)('%s', (file) => {
  const { text, on, permissions, jobs } = workflow(file);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('grants nothing that a job does not ask for', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
  });

  it('names each action by its commit, and says which release that is', () => {
    const used = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(used.length).toBeGreaterThan(0);
    for (const line of used) expect(line).toMatch(/uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('never pastes a value into a script', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('never runs with the rights of the base on what a fork wrote', () => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
  });

  it('says of each checkout whether its credentials stay, and ends at some time', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toHaveProperty('persist-credentials');
    }
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });
});

describe.each(reusable)('%s', (file) => {
  const { on, jobs } = workflow(file);

  it('runs only when another workflow calls it, and takes each secret by its name', () => {
    expect(Object.keys(on)).toEqual(['workflow_call']);
    const used = expressionsIn(jobs).flatMap((expression) => [...expression.matchAll(/secrets(\.\w+)?/g)]);
    const names = used.map(([, name]) => name?.slice(1));
    expect(new Set(names)).toEqual(new Set(Object.keys(on.workflow_call?.secrets ?? {})));
  });

  it('shows secrets to no step but the one that needs them', () => {
    const install = theJob(file).steps.slice(0, 4);
    expect(expressionsIn(install).filter((expression) => expression.includes('secrets'))).toEqual([]);
    expect(expressionsIn(theJob(file).env).filter((expression) => expression.includes('secrets'))).toEqual([]);
  });
});

it.each([
  ['plan.yml', { contents: 'read', 'pull-requests': 'write' }, 'github.event.pull_request.number', true],
  ['apply.yml', { contents: 'write' }, 'github.repository', false],
  ['propose.yml', {}, 'github.repository', false],
])('%s has the least rights that it can do with, and runs once at a time', (file, rights, each, cancels) => {
  const { permissions, concurrency } = theJob(file);
  expect(permissions).toEqual(rights);
  expect(expressionsIn(concurrency?.group)).toContain(each);
  expect(concurrency?.['cancel-in-progress']).toBe(cancels);
});

describe('the callers that docs/workflows.md shows', () => {
  const blocks = [...read('../docs/workflows.md').matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, text = '']) => parse(text) as Caller,
  );
  const calls = blocks.flatMap(({ jobs }) => Object.values(jobs));

  it('are one for each workflow', () => {
    const called = calls.map(({ uses }) => /^OWNER\/rollcall\/\.github\/workflows\/(.+)@COMMIT$/.exec(uses)?.[1]);
    expect(new Set(called)).toEqual(new Set(reusable));
    expect(called).toHaveLength(reusable.length);
  });

  it.each(calls)('$uses gets the rights that its job asks for, and nothing that it does not know', (call) => {
    const file = /(\w+\.yml)@/.exec(call.uses)?.[1] ?? '';
    const { inputs = {}, secrets = {} } = workflow(file).on.workflow_call ?? {};
    expect(call.permissions ?? {}).toEqual(theJob(file).permissions);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(call.with ?? {})));
    expect(Object.keys(secrets)).toEqual(expect.arrayContaining(Object.keys(call.secrets)));
  });

  it('grant nothing besides', () => {
    for (const { permissions } of blocks) expect(permissions).toEqual({});
  });
});

interface Caller {
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<string, { uses: string; permissions?: object; with?: object; secrets: Readonly<Record<string, string>> }>
  >;
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

const acme = small
  .with({ stateRepository: 'acme/access' })
  .withMember('dana', { id: 1004 })
  .withMember('eve', { id: 1005 });

describe('plan.yml', () => {
  it('keeps one comment on a pull request, and says what it would do', async () => {
    const repo = await anAppliedRepo(acme);
    const pull = await opened(repo, withDana);
    const first = await planning(repo, pull);
    expect(first).toMatchObject({ conclusion: 'success' });
    const [comment] = await commentsOn(repo, pull);
    expect(comment?.by).toBe('rollcall[bot]');
    expect(comment?.body).toContain('dana');
    expect(comment?.body).toContain(first.summary.trim());

    repo.git('checkout', '--quiet', 'edit');
    repo.commit('Add eve too', withDanaAndEve);
    await planning(repo, pull);
    const after = await commentsOn(repo, pull);
    expect(after).toHaveLength(1);
    expect(after[0]?.id).toBe(comment?.id);
    expect(after[0]?.body).toContain('eve');

    repo.commit('Neither of them', withNobody);
    repo.commit('And a note', { NOTES: 'nothing' });
    expect(await planning(repo, pull)).toMatchObject({ conclusion: 'success' });
    const last = await commentsOn(repo, pull);
    expect(last.map(({ id }) => id)).toEqual([comment?.id]);
    expect(last[0]?.body).toContain('Nothing to change');
  });

  it('fails where a guard refuses, with the comment in place', async () => {
    const repo = await anAppliedRepo(acme, { policy: policyWith('protected: [carol]') });
    const run = await planning(repo, await opened(repo, withoutCarol));
    expect(run).toMatchObject({ conclusion: 'failure' });
    expect(run.log).toContain('::error title=Refused::');
    expect((await commentsOn(repo, 1))[0]?.body).toContain('Refused');
    expect(run.summary).toContain('Refused');
  });

  it('never leaves an older plan standing: a state with errors, and one that cannot be read, say so in the comment', async () => {
    const repo = await anAppliedRepo(acme);
    const pull = await opened(repo, withDana);
    await planning(repo, pull);
    repo.git('checkout', '--quiet', 'edit');
    repo.commit('Break it', { 'state/teams/engineering.yaml': 'name: [\n' });
    const run = await planning(repo, pull);
    expect(run).toMatchObject({ conclusion: 'failure' });
    expect(run.log).toMatch(/^::error file=state\/teams\/engineering\.yaml,line=/m);
    expect((await commentsOn(repo, pull)).map(({ body }) => body)).toEqual([
      expect.stringContaining('state/teams/engineering.yaml') as string,
    ]);

    repo.commit('Mend it', withDana);
    await repo.control('POST', 'faults', { match: 'GET ^/orgs/acme$', status: 403, times: 50 });
    expect(await planning(repo, pull)).toMatchObject({ conclusion: 'failure' });
    const [comment, ...others] = await commentsOn(repo, pull);
    expect(others).toEqual([]);
    expect(comment?.body).toContain('There is no plan');
  });

  it('asks GitHub nothing for a fork, needs no token, and says why there is no plan', async () => {
    const repo = await anAppliedRepo(acme);
    const pull = await opened(repo, withDana);
    const run = await planning(repo, pull, { secrets: {}, from: 'eve/access', token: '' });
    expect(run).toMatchObject({ conclusion: 'success' });
    expect(run.steps).toEqual(expect.arrayContaining(['Validate: success', 'Plan: skipped']));
    expect(run.summary).toContain('comes from a fork');
    expect((await repo.requests()).total).toBe(0);
    expect(run.log).toContain('no problems');

    repo.git('checkout', '--quiet', 'edit');
    repo.commit('Break it', { 'state/teams/engineering.yaml': 'name: [\n' });
    expect(await planning(repo, pull, { secrets: {}, from: 'eve/access', token: '' })).toMatchObject({
      conclusion: 'failure',
    });
  });

  it('runs nothing that a pull request brings', async () => {
    const repo = await anAppliedRepo(acme);
    const traps = setTraps();
    const run = await planning(repo, await opened(repo, { ...withDana, ...traps.files }));
    expect(run.log).toContain('no problems');
    expect(run).toMatchObject({ conclusion: 'success' });
    expect(traps.sprung()).toEqual([]);
    const place = join(run.workspace, 'rollcall');
    expect(run.npm).toEqual([`${place} ci --ignore-scripts`, `${place} run build`]);
    const { steps } = run;
    expect(steps.indexOf('Install Rollcall: success')).toBeLessThan(steps.indexOf('Check out the state: success'));
    // They would have been heard of.
    traps.spring(join(run.workspace, 'checkout'));
    expect(traps.sprung()).toContain('rollcall');
  });

  it('takes no configuration of git from a folder that is laid out as a repository', async () => {
    const repo = await anAppliedRepo(acme);
    const traps = setTraps();
    const run = await planning(repo, await opened(repo, { ...withDana, ...traps.bareRepository('state') }));
    expect(run.conclusion).toBe('failure');
    expect(traps.sprung()).toEqual([]);
    traps.springGit(join(run.workspace, 'checkout', 'state'));
    expect(traps.sprung()).toEqual(['fsmonitor']);
  });

  it.each<[string, Partial<Occasion>]>([
    ['the runner does not tell its own commit', { job: { workflow_repository: '', workflow_sha: '' } }],
    ['the state is in the same repository', { job: { ...rollcall, workflow_repository: 'Acme/access' } }],
    ['it is called for anything but a pull request', { github: { ...onPull(1), event_name: 'pull_request_target' } }],
  ])('stops before it checks anything out where %s', async (_, parts) => {
    const nowhere = { remote: '/nowhere', env: {} };
    const run = await runJob({ file: 'plan.yml', github: onPull(1), ...nowhere, ...parts });
    expect(run.conclusion).toBe('failure');
    expect(run.steps.filter((step) => !step.endsWith(': skipped'))).toEqual(["Know Rollcall's own commit: failure"]);
    expect(existsSync(join(run.workspace, 'checkout'))).toBe(false);
  });
});

describe('apply.yml', () => {
  it('brings the organisation to what the default branch says, and finds nothing to do the next time', async () => {
    const repo = await anAppliedRepo(acme);
    repo.commit('Add dana', withDana);
    const first = await applying(repo);
    expect(first).toMatchObject({ conclusion: 'success' });
    expect(first.summary).toContain('1 change made to `acme`');
    expect((await repo.live()).teams['engineering']?.members).toHaveProperty('dana');
    await expectConverged(repo);
    await repo.control('DELETE', 'requests');
    expect(await applying(repo, { full: true })).toMatchObject({ conclusion: 'success' });
    expect((await repo.requests()).writes).toBe(0);
  });

  it('looks at everything on a schedule alone', async () => {
    const repo = await anAppliedRepo(acme);
    await repo.as('alice', 'DELETE', '/orgs/acme/teams/engineering/memberships/carol');
    expect((await applying(repo)).conclusion).toBe('success');
    expect((await repo.live()).teams['engineering']?.members).not.toHaveProperty('carol');
    expect((await applying(repo, { full: true })).conclusion).toBe('success');
    expect((await repo.live()).teams['engineering']?.members).toHaveProperty('carol');
  });

  it('applies the branch as it stands when its turn comes', async () => {
    const repo = await anAppliedRepo(acme);
    const older = repo.commit('Add dana', withDana);
    repo.commit('Add eve', withDanaAndEve);
    expect(await applying(repo, {}, { sha: older })).toMatchObject({ conclusion: 'success' });
    expect(changesOf(await repo.planned({ full: true }))).toEqual([]);
  });

  it('waits for a run that was started elsewhere at the same time, and does nothing twice', async () => {
    const repo = await anAppliedRepo(acme);
    repo.commit('Add dana', withDana);
    const runs = await Promise.all([applying(repo), applying(repo)]);
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
    expect((await repo.requests()).writes).toBe(1);
  });

  it('fails with a warning while something is not in effect, and goes on the next time', async () => {
    const repo = await anAppliedRepo(acme);
    repo.commit('Add dana', withDana);
    await repo.control('POST', 'faults', { match: 'PUT ^/orgs/acme/teams/', status: 422, times: 1 });
    const run = await applying(repo);
    expect(run.conclusion).toBe('failure');
    expect(run.log).toContain('::warning title=Unfinished::');
    expect(await applying(repo)).toMatchObject({ conclusion: 'success' });
    await expectConverged(repo);
  });

  it('fails where a guard refuses, and changes nothing', async () => {
    const repo = await anAppliedRepo(acme, { policy: policyWith('protected: [carol]') });
    repo.commit('Take carol out', withoutCarol);
    const run = await applying(repo);
    expect(run).toMatchObject({ conclusion: 'failure' });
    expect(run.log).toContain('::error title=Refused::');
    expect((await repo.live()).members).toHaveProperty('carol');
  });
});

function theJob(file: string): Job {
  const [job] = Object.values(workflow(file).jobs);
  if (job === undefined) throw new Error(`${file} has no job`);
  return job;
}

const withDana = engineering('carol', 'dana');
const withDanaAndEve = engineering('carol', 'dana', 'eve');
const withNobody = engineering('carol');
const withoutCarol = changed(acme.withoutUser('carol').withTeam('engineering', { id: 71 }).state);

function engineering(...members: string[]): Readonly<Record<string, string>> {
  return changed(acme.withTeam('engineering', { id: 71, members }).state);
}

/** The files of users and teams, which is all that these edits change. */
function changed(state: Parameters<typeof filesOf>[0]): Readonly<Record<string, string>> {
  const files = Object.entries(filesOf(state, null));
  return Object.fromEntries(files.filter(([path]) => /users|engineering/.test(path)));
}

/** Pushes files on the branch `edit`, and opens a pull request. */
async function opened(repo: StateRepoFixture, files: Readonly<Record<string, string>>): Promise<number> {
  repo.git('checkout', '--quiet', '-b', 'edit');
  repo.commit('Edit', files);
  repo.git('checkout', '--quiet', 'main');
  const pull = { title: 'Edit', head: 'edit', base: 'main' };
  return (await repo.as<{ number: number }>('alice', 'POST', '/repos/acme/access/pulls', pull)).number;
}

function onPull(number: number, from = 'acme/access', token = 'rollcall-sandbox') {
  return {
    event_name: 'pull_request',
    repository: 'acme/access',
    ref: `refs/pull/${number}/merge`,
    event: { pull_request: { number, head: { repo: { full_name: from } } } },
    token,
  };
}

/**
 * The organisation is read as alice, an owner, and commented is as the bot. The sandbox sees what was pushed when it is
 * asked; GitHub has seen it before a run begins.
 */
async function planning(
  repo: StateRepoFixture,
  pull: number,
  {
    secrets = { ROLLCALL_TOKEN: 'as:alice' },
    from,
    token,
  }: { secrets?: Readonly<Record<string, string>>; from?: string; token?: string } = {},
): Promise<JobRun> {
  await repo.as('alice', 'GET', `/repos/acme/access/pulls/${pull}`);
  await repo.control('DELETE', 'requests');
  return runJob({ file: 'plan.yml', secrets, github: onPull(pull, from, token), ...common(repo) });
}

function applying(repo: StateRepoFixture, inputs: Occasion['inputs'] = {}, github: object = {}): Promise<JobRun> {
  const onPush = { event_name: 'push', repository: 'acme/access', ref: 'refs/heads/main', ...github };
  const secrets = { ROLLCALL_TOKEN: repo.sandbox.token };
  return runJob({ file: 'apply.yml', inputs, secrets, github: onPush, ...common(repo) });
}

function common({ sandbox }: StateRepoFixture): Pick<Occasion, 'remote' | 'env'> {
  return { remote: sandbox.remote ?? '', env: { GITHUB_API_URL: sandbox.url, ROLLCALL_PACING: 'off' } };
}

async function commentsOn(repo: StateRepoFixture, pull: number) {
  const path = `/repos/acme/access/issues/${pull}/comments`;
  const comments = await repo.as<{ id: number; body: string; user: { login: string } }[]>('alice', 'GET', path);
  return comments.map(({ id, body, user }) => ({ id, body, by: user.login }));
}
