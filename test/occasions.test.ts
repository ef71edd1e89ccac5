import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Format } from '../src/commands/context.ts';
import { acme, expectDone, headOf } from './support/applied-repo.ts';
import { aStateRepo, type PlanJson, type Ran, type StateRepoFixture } from './support/state-repo.ts';

let repo: StateRepoFixture;
const edited = acme.withTeam('engineering', { id: 71 });
const change = { kind: 'remove-team-member', team: 'engineering', login: 'carol' };

/** One repository for all: what is tried here changes nothing on the remote or on GitHub. */
beforeAll(async () => {
  repo = await aStateRepo(acme.state);
  expectDone(await repo.apply());
  repo.commitState('Carol leaves a team', edited.state);
});
afterAll(() => repo.close());
beforeEach(() => repo.control('DELETE', 'requests'));

/** Runs apply in a clone. */
async function tried(cwd: string, format: Format = 'text'): Promise<object> {
  const { code, out } = await repo.apply({}, { cwd, format });
  return { code, out, writes: (await repo.requests()).writes };
}

function dryRun(why: string): object {
  return { code: 0, writes: 0, out: expect.stringMatching(`dry run[^]*${why}`) as unknown };
}

describe('apply is a dry run, and says why,', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = repo.clone();
  });
  const git = (...args: string[]): string => repo.git('-C', cwd, ...args);

  it('on a branch that is not the default', async () => {
    git('switch', '--quiet', '--create', 'proposal');
    expect(await tried(cwd)).toEqual(dryRun('This is the branch proposal, and only main is applied.'));
  });

  it.each([
    ['an edited file', () => appendFileSync(join(cwd, 'state/teams/engineering.yaml'), '# edited\n')],
    ['a new file', () => writeFileSync(join(cwd, 'state/teams/fresh.yaml'), 'members:\n  - bob\n')],
    ['a deleted file', () => rmSync(join(cwd, 'state/repos/api.yaml'))],
    ['a staged file', () => git('rm', '--quiet', 'state/repos/api.yaml')],
  ])('in a dirty checkout: %s', async (_, makeDirty) => {
    makeDirty();
    expect(await tried(cwd)).toEqual(dryRun('There are changes in state that are not committed.'));
  });

  it('behind the remote', async () => {
    git('reset', '--quiet', '--hard', 'HEAD~1');
    expect(await tried(cwd)).toEqual(dryRun('is not the head of main on origin .*pull or push first'));
  });

  it('with a commit that was not pushed', async () => {
    git('commit', '--quiet', '--allow-empty', '-m', 'Mine alone');
    expect(await tried(cwd)).toEqual(dryRun('is not the head of main on origin'));
  });

  it('with a detached HEAD, where plan works all the same', async () => {
    git('switch', '--quiet', '--detach', 'HEAD');
    expect(await tried(cwd)).toEqual(dryRun('HEAD is detached, and only the branch main is applied.'));
    expect(await repo.plan({ detailedExitcode: true }, { cwd })).toMatchObject({ code: 2 });
  });

  it('in JSON and in Markdown as well', async () => {
    git('switch', '--quiet', '--create', 'proposal');
    const json = JSON.parse((await repo.apply({}, { cwd, format: 'json' })).out) as PlanJson & { dryRun: string[] };
    expect(json.dryRun).toEqual(['This is the branch proposal, and only main is applied.']);
    expect(json.changes).toMatchObject([change]);
    expect(await tried(cwd, 'markdown')).toEqual(dryRun('This is the branch proposal'));
  });

  it('unless a guard refuses, on any branch', async () => {
    git('switch', '--quiet', '--create', 'proposal');
    writeFileSync(join(cwd, 'state/policy.yaml'), 'removals: none\n');
    git('commit', '--quiet', '--all', '-m', 'Add only');
    expect((await repo.apply({}, { cwd })).code).toBe(3);
    expect((await repo.requests()).writes).toBe(0);
  });

  it("and what is dirty outside the state stands in nobody's way", async () => {
    repo.write('NOTES.md', 'not committed\n');
    const run = await repo.apply({ digest: '0'.repeat(64) });
    expect(run.code).toBe(3);
    expect(run.out).not.toContain('dry run');
    repo.git('clean', '--quiet', '--force', 'NOTES.md');
  });
});

describe('plan', () => {
  it('exits 0, and with --detailed-exitcode 2 where there are changes', async () => {
    expect((await repo.plan()).code).toBe(0);
    expect((await repo.plan({ detailedExitcode: true })).code).toBe(2);
    expect((await repo.requests()).writes).toBe(0);
  });

  it('prints one JSON object, the same bytes for the same input', async () => {
    const run = (): Promise<Ran> => repo.plan({}, { format: 'json' });
    const [one, other] = [await run(), await run()];
    expect(one.out).toBe(other.out);
    expect(JSON.parse(one.out)).toMatchObject({
      version: 1,
      organization: 'acme',
      commit: headOf(repo),
      changes: [{ ...change, attribution: { commit: headOf(repo), file: 'state/teams/engineering.yaml' } }],
      violations: [],
    });
  });

  it('prints Markdown with the person, the team and the line', async () => {
    const { out } = await repo.plan({}, { format: 'markdown' });
    for (const word of ['carol', 'engineering', 'state/teams/engineering.yaml']) expect(out).toContain(word);
  });

  it('compares with another commit where --base names one', async () => {
    const { base, changes } = await repo.planned({ base: 'HEAD' });
    expect([base, changes]).toEqual([headOf(repo), []]);
  });
});

describe('with --digest', () => {
  it('another plan than the one looked at is refused', async () => {
    const run = await repo.apply({ digest: 'f'.repeat(64) });
    expect(run.code).toBe(3);
    expect(run.out).toContain('The plan is another one by now');
    expect((await repo.requests()).writes).toBe(0);
  });
});

describe('a forged refs/rollcall/applied', () => {
  it.each(['plan', 'apply'] as const)('%s is refused, and nothing is written', async (command) => {
    const applied = repo.git('rev-parse', 'HEAD~1');
    const forged = repo.git('commit-tree', '-m', 'Elsewhere', 'HEAD^{tree}');
    repo.git('push', '--quiet', '--force', 'origin', `${forged}:refs/rollcall/applied`);
    const run = await repo[command]();
    repo.git('push', '--quiet', '--force', 'origin', `${applied}:refs/rollcall/applied`);
    expect(run.code).toBe(3);
    expect(run.out).toContain('REFUSED (applied)');
    expect(run.out).toContain('no first-parent ancestor');
    expect((await repo.requests()).total).toBe(0);
  });
});

it('says where a branch is compared that does not have the commit applied last', async () => {
  repo.git('switch', '--quiet', '--create', 'old', 'HEAD~1');
  repo.git('commit', '--quiet', '--allow-empty', '-m', 'Beside');
  repo.git('push', '--quiet', 'origin', 'main:refs/rollcall/applied', '--force');
  const { findings } = await repo.planned();
  repo.git('push', '--quiet', 'origin', 'old~1:refs/rollcall/applied', '--force');
  repo.git('switch', '--quiet', 'main');
  expect(findings).toMatchObject([{ finding: 'behind-applied' }]);
});

it('applies at last, with the digest that was looked at', async () => {
  const { digest } = await repo.planned();
  expectDone(await repo.apply({ digest: digest.toUpperCase() }));
  expect((await repo.requests()).writes).toBe(1);
});
