import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Context } from '../src/commands/context.ts';
import { importState } from '../src/commands/import.ts';
import { validate } from '../src/commands/validate.ts';
import type { OrgState } from '../src/model/org-state.ts';
import { startSandbox } from '../src/sandbox/start.ts';
import { loadState } from '../src/state/load-state.ts';
import { readStateDirectory } from '../src/state/read-directory.ts';
import { testContext } from './support/test-context.ts';

const excerpt = resolve(import.meta.dirname, 'data/kubernetes-org');
/** The whole configuration, where it lies beside the checkout. */
const whole = resolve(import.meta.dirname, '../../shared/data/kubernetes-org/config');

const organizations = [
  { name: 'kubernetes', folder: excerpt, owners: 10, members: 60, teams: 24 },
  ...(existsSync(whole)
    ? [
        { name: 'kubernetes', folder: join(whole, 'kubernetes'), owners: 10, members: 1266, teams: 284 },
        { name: 'kubernetes-sigs', folder: join(whole, 'kubernetes-sigs'), owners: 10, members: 1134, teams: 405 },
      ]
    : []),
];

describe.each(organizations)('importing $name from $folder', ({ name, folder, owners, members, teams }) => {
  it('validates cleanly and counts what the source has', async () => {
    const run = await importInto(name, filesBelow(folder));
    expect(run.code).toBe(0);
    const { counts } = JSON.parse(run.out) as { counts: Record<string, number> };
    expect(counts).toMatchObject({ owners, members, outside: 0, teams });

    const checked = inFolder(run.folder);
    expect(await validate(checked.context)).toBe(0);
    expect(checked.printed.out).toMatch(/^no problems in/u);
  });

  it('is the same when it is live and imported from there', async () => {
    const { folder: fromFiles } = await importInto(name, filesBelow(folder));
    const desired = await stateIn(fromFiles);
    const sandbox = await startSandbox({ from: desired, limits: { primary: null, secondary: false } });
    onTestFinished(() => sandbox.close());
    const { context } = inFolder(temporaryFolder(), {
      env: { GITHUB_API_URL: sandbox.url, GITHUB_TOKEN: sandbox.token, ROLLCALL_PACING: 'off' },
    });
    expect(await importState(context, [], { org: name })).toBe(0);
    expect(comparable(await stateIn(context.cwd))).toEqual(comparable(desired));
  });
});

describe('importing the excerpt', () => {
  it('carries comments over to the line of the person', async () => {
    const { folder } = await importInto('kubernetes', filesBelow(excerpt));
    const team = readFileSync(join(folder, 'state/teams/enhancements.yaml'), 'utf8');
    expect(team).toMatch(/^ {2}- Atharva-Shinde # 1.28 RT Enhancements Lead$/mu);
  });

  it('keeps a login that looks like a number in quotes', async () => {
    const { folder } = await importInto('kubernetes', filesBelow(excerpt));
    expect(readFileSync(join(folder, 'state/users/employees.yaml'), 'utf8')).toMatch(/^ {2}"249043822": /mu);
  });

  it('names what has no place on stderr, each with its line', async () => {
    const { log } = await importInto('kubernetes', filesBelow(excerpt), { format: 'text' });
    expect(log).toContain('organisation setting `billing_email` (Rollcall does not manage it):');
    expect(log).toMatch(/org\.yaml:12: the organisation/u);
    expect(log).toMatch(/teams\.yaml:34: NOTE\(mdbooth\): The purpose of the teams below/u);
  });

  it('says how much it took and where it put it', async () => {
    const { out } = await importInto('kubernetes', filesBelow(excerpt), { format: 'text' });
    expect(out).toMatchInlineSnapshot(`
      "Imported kubernetes into state/
        10 owners, 60 members, 0 outside collaborators
        24 teams with 157 memberships
        6 repositories with 11 grants to teams and 0 to people
        45 comments kept
        7 things left out or to look at, listed above
      "
    `);
  });
});

function filesBelow(folder: string): string[] {
  const teams = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('/teams.yaml'),
  );
  return ['org.yaml', ...teams.sort()].map((path) => join(folder, path));
}

async function stateIn(folder: string): Promise<OrgState> {
  const { files } = await readStateDirectory(join(folder, 'state'), 'state');
  return loadState(files, { prefix: 'state', today: '2026-11-22' }).state;
}

/** Without what Peribolos does not say: ids, and the privacy of a team that leaves it to GitHub, as old names do. */
function comparable({ organization, users, teams, repos }: OrgState): unknown {
  const unsaid = { id: undefined, previously: [] };
  return {
    base: organization.basePermission,
    users: new Map([...users].map(([key, user]) => [key, { ...user, ...unsaid }])),
    teams: new Map([...teams].map(([key, team]) => [key, { privacy: 'closed', ...team, ...unsaid }])),
    repos: new Map([...repos].map(([key, repo]) => [key, { ...repo, ...unsaid }])),
  };
}

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-import-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function importInto(name: string, files: readonly string[], parts: Partial<Context> = { format: 'json' }) {
  const folder = temporaryFolder();
  const { context, printed } = inFolder(folder, parts);
  const code = await importState(context, files, { from: 'peribolos', org: name });
  return { code, folder, ...printed };
}

function inFolder(cwd: string, parts: Partial<Context> = {}) {
  const context = testContext(cwd, { now: () => new Date('2026-11-22T10:00:00Z'), ...parts });
  return { context, printed: context.printed };
}
