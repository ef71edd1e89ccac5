import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withTeam('sre', { id: 11 })
  .withRepo('api', { id: 21 }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
});
afterEach(() => at.close());

const times = async (count: number, ask: () => ReturnType<SandboxFixture['ask']>): Promise<number[]> => {
  const statuses: number[] = [];
  for (let done = 0; done < count; done += 1) statuses.push((await ask()).status);
  return statuses;
};
const accounts = (count: number) => ({
  addAccounts: Array.from({ length: count }, (_, index) => ({ login: `n${index}`, id: 1000 + index })),
});

describe('the primary limit', () => {
  it('counts down, refuses with 403, and is over after an hour on the clock', async () => {
    await at.control('POST', 'limits', { primary: 3 });
    expect(await times(4, () => at.ask('GET', '/orgs/acme'))).toEqual([200, 200, 200, 403]);
    const { headers, body } = await at.ask('GET', '/orgs/acme');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-ratelimit-limit': '3',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': '3',
      'x-ratelimit-resource': 'core',
    });
    expect(body['message']).toContain('API rate limit exceeded for installation ID 2.');
    expect((await at.ask('GET', '/rate_limit')).body['rate']).toMatchObject({ remaining: 0 });
    expect((await at.ask('GET', '/orgs/acme', { as: 'alice' })).status).toBe(200);
    await at.control('POST', 'clock', { advance: '1h' });
    expect((await at.ask('GET', '/orgs/acme')).status).toBe(200);
  });

  it.each(['RATE_LIMIT', 'RATE_LIMITED'])('of GraphQL is a 200 with the type %s', async (graphqlRateLimitSpelling) => {
    await at.control('POST', 'limits', { primary: 1 });
    await at.control('POST', 'behaviours', { graphqlRateLimitSpelling });
    const query = () => at.ask('POST', '/graphql', { body: { query: '{ viewer { login } }' } });
    expect((await query()).body).toMatchObject({ data: {} });
    const refused = await query();
    expect(refused.status).toBe(200);
    expect(refused.body).toMatchObject({ errors: [{ type: graphqlRateLimitSpelling, code: 'graphql_rate_limit' }] });
    expect(refused.body).not.toHaveProperty('data');
  });

  it("is GitHub's own where nothing was said: more for an app than for a person", async () => {
    await at.control('POST', 'limits', { primary: 'github' });
    await at.control('POST', 'change', accounts(60));
    for (let index = 0; index < 60; index += 1) {
      await at.control('POST', 'change', { addMember: { login: `n${index}` } });
    }
    const limitOf = async (as?: string) =>
      (await at.ask('GET', '/orgs/acme', as ? { as } : {})).headers.get('x-ratelimit-limit');
    expect([await limitOf('alice'), await limitOf()]).toEqual(['5000', String(5000 + 50 * 42)]);
  });
});

describe('the secondary limits', () => {
  beforeEach(() => at.control('POST', 'limits', { secondary: true }));

  it('let through 900 points a minute, five for a write', async () => {
    const write = () => at.ask('PUT', '/orgs/acme/memberships/bob', { body: { role: 'member' } });
    const statuses = await times(181, write);
    expect(statuses.filter((status) => status === 200)).toHaveLength(180);
    const refused = await at.ask('GET', '/orgs/acme');
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.body['message']).toMatch(/^You have exceeded a secondary rate limit\. Please wait a few minutes/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await at.control('POST', 'clock', { advance: '1m' });
    expect((await at.ask('GET', '/orgs/acme')).status).toBe(200);
  });

  it('let through 80 content-creating requests a minute and 500 an hour', async () => {
    await at.control('POST', 'change', accounts(600));
    let next = 1000;
    const send = () => at.ask('POST', '/orgs/acme/invitations', { body: { invitee_id: next++ } });
    await at.control('POST', 'limits', { invitationsPerDay: null });
    expect((await times(81, send)).lastIndexOf(201)).toBe(79);
    for (let minute = 0; minute < 6; minute += 1) {
      await at.control('POST', 'clock', { advance: '1m' });
      await times(70, send);
    }
    expect((await send()).body['message']).toContain('temporarily blocked from content creation');
    await at.control('POST', 'clock', { advance: '1h' });
    expect((await send()).status).toBe(201);
  });

  it('leave out retry-after where the switch says so', async () => {
    await at.control('POST', 'behaviours', { retryAfterHeader: false, contentCreating: 'all-writes' });
    const write = () => at.ask('PUT', '/orgs/acme/teams/sre/memberships/bob');
    expect((await times(81, write)).at(-1)).toBe(403);
    expect((await write()).headers.get('retry-after')).toBeNull();
  });
});

describe('faults', () => {
  const put = () => at.ask('PUT', '/orgs/acme/teams/sre/memberships/bob', { body: {} });
  const members = async () => (await at.control('GET', 'state'))['teams']?.['sre']?.['members'];

  it('answer so many times instead of the effect', async () => {
    await at.control('POST', 'faults', { match: 'PUT /memberships/', status: 502, times: 2, headers: { 'x-a': 'b' } });
    expect((await put()).headers.get('x-a')).toBe('b');
    expect(await members()).toEqual({});
    expect(await times(2, put)).toEqual([502, 200]);
  });

  it('can come after the effect, with a body of their own', async () => {
    await at.control('POST', 'faults', {
      match: 'PUT ^/orgs/acme/teams/sre/memberships/bob$',
      status: 500,
      afterEffect: true,
      body: { message: 'Lost' },
    });
    expect(await put()).toMatchObject({ status: 500, body: { message: 'Lost' } });
    expect(await members()).toEqual({ bob: 'member' });
  });

  it.each([
    [false, {}],
    [true, { bob: 'member' }],
  ])('can cut the connection (after the effect: %s)', async (afterEffect, expected) => {
    await at.control('POST', 'faults', { match: 'PUT .*', drop: true, afterEffect });
    await expect(put()).rejects.toThrow('fetch failed');
    expect(await members()).toEqual(expected);
    expect((await at.control('GET', 'requests'))['entries']).toMatchObject([{ method: 'PUT', status: 0 }]);
    expect((await put()).status).toBe(200);
  });

  it('match by method and path alone', async () => {
    await at.control('POST', 'faults', { match: '* ^/orgs/acme/members', status: 503 });
    expect((await at.ask('GET', '/orgs/acme')).status).toBe(200);
    expect((await at.ask('GET', '/api/v3/orgs/acme/members?per_page=1')).status).toBe(503);
  });
});

describe('eventual consistency', () => {
  it('reads show a write only after the time that the switch says', async () => {
    await at.control('POST', 'behaviours', { eventualConsistencyMs: 60_000 });
    await at.ask('POST', '/orgs/acme/teams', { body: { name: 'New' } });
    expect((await at.ask('GET', '/orgs/acme/teams/new')).status).toBe(404);
    expect((await at.ask('PATCH', '/orgs/acme/teams/new', { body: { description: 'x' } })).status).toBe(200);
    await at.control('POST', 'clock', { advance: '1m' });
    expect((await at.ask('GET', '/orgs/acme/teams/new')).body).toMatchObject({ description: 'x' });
  });
});

describe('what stands around every answer', () => {
  it('has a request id, the version of the API and the limits', async () => {
    const { headers } = await at.ask('GET', '/nope', { headers: { 'x-github-api-version': '2026-03-10' } });
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F:]+$/);
    expect(headers.get('x-github-api-version-selected')).toBe('2026-03-10');
    expect(headers.get('x-ratelimit-limit')).not.toBeNull();
  });

  it.each(['/orgs/acme', '/api/v3/orgs/acme', '/api/v3/orgs/acme/', '//orgs/ACME'])('stands at %s', async (path) => {
    const { status, body } = await at.ask('GET', path);
    expect(status).toBe(200);
    const root = at.sandbox.url + (path.startsWith('/api/v3') ? '/api/v3' : '');
    expect(body['url']).toBe(`${root}/orgs/acme`);
  });

  it('says that it is the sandbox which lacks an operation, and counts it', async () => {
    const { status, body } = await at.ask('GET', '/orgs/acme/hooks');
    expect(status).toBe(404);
    expect(body['message']).toContain('The sandbox lacks GET /orgs/acme/hooks');
    await at.ask('GET', '/users/nobody');
    expect(await at.control('GET', 'requests')).toMatchObject({ total: 2, missing: 1 });
  });
});
