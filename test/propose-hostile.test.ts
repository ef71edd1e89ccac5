import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../src/model/identity.ts';
import { compare } from '../src/model/order.ts';
import { loadState } from '../src/state/load-state.ts';
import { expectHarmless, expectWholeTables } from './support/harmless-markdown.ts';
import { aHostileOrganization } from './support/hostile-organization.ts';
import { stateFilesOf } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, type PullJson, today } from './support/proposing.ts';
import { renderedMarkdown, tablesIn } from './support/rendered-markdown.ts';
import { openPolicy } from './support/state-repo.ts';

const organization = aHostileOrganization();
const { leavers, movers, joiners } = organization;

describe('a hostile export of HR', () => {
  let repo: ProposingRepo;
  let outside: readonly string[];
  const around = (): readonly string[] =>
    (readdirSync(join(repo.dir, '..'), { recursive: true }) as string[])
      .filter((path) => !/\.git(\/|$)/.test(path))
      .sort();
  beforeAll(async () => {
    repo = await aProposingRepo(organization, { policy: openPolicy, roster: organization.roster });
    repo.hr(JSON.stringify(organization.after));
    outside = around();
  });
  afterAll(() => repo.close());

  it.each(['text', 'json', 'markdown'] as const)(
    'is only shown in a dry run, as %s that nothing obeys',
    async (format) => {
      const { code, out, log } = await repo.propose({ dryRun: true }, { format });
      expect([code, await repo.pulls()]).toEqual([0, []]);
      for (const text of [out, log]) {
        expect(text).not.toMatch(/[\p{Cf}\p{Cs}\u2028\u2029]|[^\P{Cc}\n]/u);
        // What GitHub Actions takes for commands, wherever a line begins with it.
        expect(text).not.toMatch(/^\s*(?:::|##\[)/m);
      }
    },
  );

  it('gives three pull requests whose descriptions stay what they are', async () => {
    const { code } = await repo.propose();
    expect(code).toBe(0);
    const pulls = await repo.pulls();
    expect(pulls.map(({ head }) => head.ref).sort()).toEqual(
      ['joiners', 'leavers', 'movers'].map((which) => `rollcall/${which}`),
    );
    for (const { body, title } of pulls) {
      expect(title).toMatch(/^[A-Za-z0-9,: ]{1,256}$/);
      expectHarmless(body);
      expectWholeTables(body);
    }
    expect(namesIn(bodyOf(pulls, 'leavers'))).toEqual([...leavers].sort());
    expect(namesIn(bodyOf(pulls, 'movers'))).toEqual([...movers.keys()].sort());
    const [table = []] = tablesIn(renderedMarkdown(bodyOf(pulls, 'joiners')));
    expect(new Map(table.slice(1).map(([login = '', employee = '']) => [login, employee]))).toEqual(
      new Map(
        [...joiners]
          .map(([login, employee]) => [login, shortened(employee)] as const)
          .sort(([a], [b]) => compare(a, b)),
      ),
    );
  });

  it('has commits that hold no word of it', async () => {
    for (const { head } of await repo.pulls()) {
      repo.git('fetch', '--quiet', 'origin', head.ref);
      const lines = repo.git('log', '-1', '--format=%B', 'FETCH_HEAD').split('\n').slice(1);
      for (const line of lines) {
        expect(line).toMatch(
          /^$|^Proposed from HR data by `rollcall propose`; the pull request says why\.$|^Rollcall-Removal: (suspend-user p\d+|remove-team-member p\d+ team-\d)( [0-9a-f]{16})+$|^Rollcall-Addition: (add-user [\w-]+|add-team-member [\w-]+ team-\d)$/,
        );
      }
      const changed = repo.git('diff', '--name-only', 'main', 'FETCH_HEAD').split('\n');
      const known =
        /^(state\/users\/employees\.yaml|state\/teams\/team-\d\.yaml|proposals\/(joiners|movers|leavers)\.md)$/;
      expect(changed.filter((path) => !known.test(path))).toEqual([]);
      for (const path of changed.filter((path) => path.endsWith('.md'))) {
        const rest = repo.git('show', `FETCH_HEAD:${path}`);
        expectHarmless(rest);
        expectWholeTables(rest);
      }
    }
  });

  it('means exactly what it positively says, once it is merged', async () => {
    for (const which of ['leavers', 'movers', 'joiners']) {
      const pull = (await repo.pulls()).find(({ head, state }) => state === 'open' && head.ref.endsWith(which));
      await repo.approveAndMerge(pull?.number ?? 0);
      // Lines of two proposals may stand side by side: what is left is made anew on top of what was merged.
      expect((await repo.propose()).code).toBe(0);
    }
    expect(around().filter((path) => !outside.includes(path))).toEqual(
      around().filter((path) => /^clone\/(proposals|rollcall-refused)/.test(path)),
    );
    const { state, problems } = stateNow(repo);
    expect(problems).toEqual([]);
    const before = loadState(stateFilesOf(organization), { prefix: 'state', today }).state;
    const users = new Map(before.users);
    for (const login of leavers) {
      const user = users.get(keyOf(login));
      if (user !== undefined) users.set(keyOf(login), { ...user, suspended: today });
    }
    for (const [login, employee] of joiners) {
      users.set(keyOf(login), { login, role: 'member', employee, id: expect.any(Number) as number });
    }
    expect(Object.fromEntries(state.users)).toEqual(Object.fromEntries(users));
    for (const [login, team] of movers) {
      const [teams] = [[...state.teams].flatMap(([key, { members }]) => (members.has(keyOf(login)) ? [key] : []))];
      expect([login, teams]).toEqual([login, [team]]);
    }
  });

  it('comes to rest once it is applied', async () => {
    const applied = await repo.apply();
    expect(applied.code).toBe(0);
    await repo.control('POST', 'accept', { all: true });
    expect((await repo.apply({ full: true })).code).toBe(0);
    const live = await repo.live();
    expect(
      Object.keys(live.members)
        .filter((login) => joiners.has(login))
        .sort(),
    ).toEqual([...joiners.keys()].sort());
    const refs = repo.git('ls-remote', 'origin');
    expect((await repo.propose()).code).toBe(0);
    expect(repo.git('ls-remote', 'origin')).toBe(refs);
    expect((await repo.plan({ full: true })).out).toContain('Nothing');
  });
});

/** As much of a name as a table has room for. */
function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function bodyOf(pulls: readonly PullJson[], which: string): string {
  return pulls.find(({ head }) => head.ref === `rollcall/${which}`)?.body ?? '';
}

/** The first cells of the first table that has people in it. */
function namesIn(body: string): readonly string[] {
  const [table = []] = tablesIn(renderedMarkdown(body));
  return table
    .slice(1)
    .map(([name = '']) => name)
    .sort();
}

function stateNow(repo: ProposingRepo): ReturnType<typeof loadState> {
  const paths = repo.git('ls-files', 'state').split('\n');
  const files = paths.map((path) => ({ path: path.slice('state/'.length), id: path, text: repo.read(path) }));
  return loadState(files, { prefix: 'state', today });
}
