import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { keyOf } from '../src/model/identity.ts';
import { bigOrganization } from '../src/sandbox/organization-generator/big-organization.ts';
import { drilled, drillJson, stateFolder } from './support/drilling.ts';
import { anOrganization } from './support/organization-builder.ts';

const acme = anOrganization()
  .withOwner('alice', { id: 1 })
  .withOwner('olga', { id: 2 })
  .withOwner('otto', { id: 3 })
  .withMember('bob', { id: 11 })
  .withMember('carol', { id: 12 })
  .withMember('dave', { id: 13 })
  .withMember('sue', { id: 14, suspended: '2026-11-20' })
  .withMember('petra', { id: 15 })
  .withOutside('zoe', { id: 16, sponsor: 'bob' })
  .withTeam('sre', { id: 71, members: ['carol'], maintainers: ['dave'] })
  .withTeam('on-call', { id: 72, parent: 'sre', members: ['bob', 'sue'] })
  .withTeam('empty', { id: 73 })
  .withRepo('api', { id: 81, teams: { sre: 'write' }, collaborators: { zoe: 'read', bob: 'admin' } });

it('brings a hundred people back with a hundred invitations, as fast as the limits allow, and touches nothing', async () => {
  const own = temporaryFolder();
  const { dir, close } = stateFolder(bigOrganization({ people: 140, teams: 20, repos: 30, seed: 7 }));
  onTestFinished(close);
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: dir, encoding: 'utf8' });
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'Begin');
  const before = bytesIn(dir);
  vi.stubEnv('TMPDIR', own);
  const { code, out } = await drilled(dir, { lose: '100' }, 'json');
  vi.unstubAllEnvs();
  const report = JSON.parse(out) as Awaited<ReturnType<typeof drillJson>>;
  expect(code).toBe(0);
  expect(report).toMatchObject({
    lost: { people: 100 },
    atOnce: 0,
    accepting: 100,
    reinstated: 100,
    days: 1,
    requests: { invitations: 100, writes: 100 },
    heldUp: 0,
    completed: { changes: 0, requests: 0 },
    equal: true,
  });
  expect(report.runs.map(({ invitations }) => invitations)).toEqual([100]);
  expect(report.shortest).toBe(60);
  expect(report.took / report.shortest).toBeLessThan(1.1);
  expect(bytesIn(dir)).toEqual(before);
  expect(readdirSync(own)).toEqual([]);
});

it('goes around protected accounts, the last owners and a policy without removals, and says so', async () => {
  const policy = { removals: 'none', protected: [keyOf('petra')], restoreFirst: [keyOf('sre')] } as const;
  const report = await drillJson(acme.state, policy, { lose: 'all' });
  expect(report).toMatchObject({ code: 0, lost: { people: 4 }, reinstated: 4, equal: true });
  expect(report.first).toEqual([{ team: 'sre', people: 2, last: expect.any(Number) as number }]);
  expect(report.notes).toEqual([
    'Stays: alice, olga, as the guards insist on 2 owners.',
    'Stays: petra, protected by policy.yaml.',
    'Left out: 1 suspended, who have no access to lose.',
    'Left out: 1 outside collaborators, whom repositories have and not the organisation.',
    'policy.yaml says `removals: none`; the rehearsed loss has an allowance all the same.',
  ]);
});

it('brings people back without reinstatement once three months have passed, and completes what is missing', async () => {
  const { dir, close } = stateFolder(acme.state);
  onTestFinished(close);
  const { code, out, log } = await drilled(dir, { lose: 'team:SRE', windowPassed: true }, 'markdown');
  expect(code).toBe(0);
  expect(out).toContain('## Drill for `acme`: 3 of 8 people lost, and the way back');
  expect(out).toMatch(/Not reinstated: 3, more than three months ago/);
  // dave is a maintainer again, and bob has the api.
  expect(out).toMatch(/later runs added 2 changes with 2 writes/);
  expect(out).toMatch(/Live is equal to what it was before the loss/);
  expect(log).toContain('Run 1: 3 invitations.');
});

it('goes on the next day where the quota ends a run', async () => {
  const many = Array.from({ length: 505 }, (_, index) => `p${String(index).padStart(3, '0')}`);
  const crowd = many.reduce((org, login, index) => org.withMember(login, { id: 1000 + index }), acme);
  const report = await drillJson(crowd.state, {}, { lose: '503' });
  expect(report).toMatchObject({ code: 0, days: 2, reinstated: 503, heldUp: 0, equal: true });
  expect(report.runs.map(({ invitations }) => invitations)).toEqual([500, 3]);
  expect(report.shortest).toBe(24 * 3600 + 0);
  expect(report.took / report.shortest).toBeLessThan(1.1);
});

it('names what is wrong with the state', async () => {
  const { dir, close } = stateFolder(acme.state);
  onTestFinished(close);
  writeFileSync(join(dir, 'state/teams/sre.yaml'), 'members: [nobody]\n');
  await expect(drilled(dir, { lose: '1' })).rejects.toThrow(/the first at state\/.*rollcall validate --state state/);
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-drill-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file with its bytes, `.git` with its refs and index included. */
function bytesIn(dir: string): Record<string, string> {
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => statSync(join(dir, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(dir, path), 'base64')]));
}
