import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anOrganization } from '../../test/support/organization-builder.ts';
import { bigOrganization } from './organization-generator/big-organization.ts';
import { aSandbox, idOf } from './sandbox-fixture.ts';
import { startSandbox } from './start.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const state = anOrganization()
  .with({ stateRepository: 'acme/access' })
  .withOwner('alice', { id: 1 })
  .withOwner('gone', { id: 2, suspended: '2026-01-01' })
  .withMember('bob')
  .withOutside('carol')
  .withTeam('a-slug', { name: 'Another Name', members: ['bob', 'gone'], maintainers: ['alice'] })
  .withTeam('below', { parent: 'a-slug' })
  .withRepo('api', { teams: { 'a-slug': 'write' }, collaborators: { carol: 'read', gone: 'admin' } }).state;

describe('from a state', () => {
  it('makes live equal to it: who is suspended is a member without access', async () => {
    const at = await aSandbox(state);
    expect(await at.control('GET', 'state')).toMatchObject({
      members: { alice: { id: 1, role: 'owner' }, bob: { role: 'member' }, gone: { id: 2, role: 'member' } },
      invitations: [],
      teams: {
        'a-slug': { name: 'Another Name', parent: null, members: { alice: 'maintainer', bob: 'member' } },
        below: { name: 'below', parent: 'a-slug' },
      },
      repos: { access: { collaborators: {} }, api: { collaborators: { carol: 'read' } } },
    });
    expect((await at.ask('GET', '/users/stranger')).status).toBe(404);
    expect((await at.ask('GET', '/repos/acme/access')).body).toMatchObject({ private: true });
    await at.close();
  });

  it('gives the same ids to those without, whatever stands beside them', async () => {
    const one = await aSandbox(state);
    const other = await aSandbox(anOrganization().withMember('aaron').withMember('BOB').state);
    const bobIn = async (at: typeof one) => idOf((await at.ask('GET', '/users/bob')).body);
    expect(await bobIn(one)).toBe(await bobIn(other));
    await Promise.all([one.close(), other.close()]);
  });

  it('tells an organisation and a person with the same number apart', async () => {
    const at = await aSandbox(state);
    expect((await at.ask('GET', '/repos/acme/api')).body['owner']).toMatchObject({ login: 'acme', id: 1 });
    expect((await at.ask('GET', '/user/1')).body).toMatchObject({ login: 'alice' });
    const body = { query: '{ organization(login: "acme") { login } user(login: "alice") { databaseId } }' };
    expect((await at.ask('POST', '/graphql', { body })).body).toEqual({
      data: { organization: { login: 'acme' }, user: { databaseId: 1 } },
    });
    await at.close();
  });

  it('takes an organisation of thousands', async () => {
    const from = bigOrganization({ people: 3500, teams: 500, repos: 2000, seed: 1 });
    const running = await startSandbox({ from });
    expect([running.world.members.size, running.world.teams.size, running.world.repos.size]).toEqual([3500, 500, 2000]);
    await running.close();
  });
});

it('without a state it is an organisation with one owner', async () => {
  const running = await startSandbox();
  expect(running).toMatchObject({ organization: 'acme', stateRepository: null, remote: null });
  expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect([...running.world.members.values()]).toMatchObject([{ role: 'admin' }]);
  await running.close();
});

describe('a data file', () => {
  it('keeps what happened across a restart, the clock and invitations too', async () => {
    const data = join(folder, 'data.json');
    const first = await aSandbox(state, { data });
    await first.control('POST', 'change', { addAccounts: [{ login: 'eve', id: 9 }] });
    await first.ask('POST', '/orgs/acme/invitations', { body: { invitee_id: 9 } });
    await first.ask('DELETE', '/orgs/acme/members/bob');
    await first.control('POST', 'clock', { advance: '2d' });
    await first.control('POST', 'behaviours', { retryAfterHeader: false });
    const before = await first.control('GET', 'state');
    await first.close();
    const second = await aSandbox(anOrganization('other').state, { data });
    expect(await second.control('GET', 'state')).toEqual(before);
    expect(await second.control('GET', 'clock')).toMatchObject({ aheadSeconds: 172_800 });
    expect(await second.control('GET', 'behaviours')).toMatchObject({ retryAfterHeader: false });
    await second.ask('POST', '/orgs/acme/invitations', {
      body: { invitee_id: idOf((await second.ask('GET', '/users/bob')).body), role: 'reinstate' },
    });
    await second.control('POST', 'accept', { login: 'bob' });
    expect(second.sandbox.stateRepository).toBe('acme/access');
    expect((await second.control('GET', 'state'))['teams']?.['a-slug']).toMatchObject({ members: { bob: 'member' } });
    await second.close();
    expect(readdirSync(folder)).toEqual(['data.json']);
  });

  it('is written at last where much happens at once, and not each time', async () => {
    const data = join(folder, 'data.json');
    const running = await aSandbox(state, { data });
    const versions = new Set<string>();
    for (let id = 100; id < 200; id += 1) {
      await running.control('POST', 'change', { addAccounts: [{ login: `eve${id}`, id }] });
      versions.add(readFileSync(data, 'utf8'));
    }
    expect(versions.size).toBeLessThan(100);
    await vi.waitFor(() => expect(readFileSync(data, 'utf8')).toContain('"eve199"'), { timeout: 10_000 });
    await running.control('POST', 'change', { addAccounts: [{ login: 'eve200', id: 200 }] });
    await running.close();
    expect(readFileSync(data, 'utf8')).toContain('"eve200"');
  });

  it.each(['', '{', '[]', '{"version":2}', '{"version":1}'])('that holds %j is refused', async (text) => {
    const data = join(folder, 'data.json');
    writeFileSync(data, text);
    await expect(startSandbox({ data })).rejects.toThrow('does not hold a sandbox');
  });
});

it('makes the bare repository where it is missing, and a state repository with it', async () => {
  const repository = join(folder, 'access.git');
  const running = await startSandbox({ repository });
  expect(running).toMatchObject({ remote: repository, stateRepository: 'acme/access' });
  expect(readdirSync(repository)).toContain('HEAD');
  await running.close();
});

it('says so where the port is taken', async () => {
  const running = await startSandbox();
  const port = Number(new URL(running.url).port);
  await expect(startSandbox({ port })).rejects.toThrow(`cannot listen on port ${port}`);
  await running.close();
});
