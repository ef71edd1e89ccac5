import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addTeam } from '../world/teams.ts';
import { aStateRepository, type Fixture } from './state-repository-fixture.ts';

let at: Fixture;
let number = 0;
let head = '';
let count = 0;
beforeAll(async () => {
  at = await aStateRepository();
});
afterAll(() => at.close());

beforeEach(async () => {
  count += 1;
  head = at.commit(`branch-${count}`, { [`file-${count}`]: '1\n' });
  const body = { title: 'Change', head: `branch-${count}`, base: 'main' };
  number = Number((await at.ask('POST', '/pulls', { as: 'bob', body })).body['number']);
});

const review = (as: string, body: object) => at.ask('POST', `/pulls/${number}/reviews`, { as, body });
const reviews = async (as = 'alice') => (await at.ask('GET', `/pulls/${number}/reviews`, { as })).body;

describe('reviews', () => {
  it('belong to the person who asks and to the head of that moment', async () => {
    await review('alice', { event: 'APPROVE' });
    at.commit(`branch-${count}`, { [`file-${count}`]: '2\n' });
    expect(await reviews()).toMatchObject([{ user: { login: 'alice' }, state: 'APPROVED', commit_id: head }]);
  });

  it('are given by the app too, under a login that ends in [bot]', async () => {
    await at.ask('POST', `/pulls/${number}/reviews`, { body: { event: 'COMMENT', body: 'planned' } });
    expect(await reviews()).toMatchObject([{ user: { login: 'rollcall[bot]', type: 'Bot' }, state: 'COMMENTED' }]);
  });

  it.each([
    ['APPROVE', 'Can not approve your own pull request'],
    ['REQUEST_CHANGES', 'Can not request changes on your own pull request'],
  ])('refuses %s of one’s own pull request', async (event, error) => {
    const refused = await review('bob', { event, body: 'mine' });
    expect(refused).toMatchObject({ status: 422, body: { message: 'Unprocessable Entity', errors: [error] } });
    expect(await reviews()).toEqual([]);
  });

  it('refuses an event that GitHub does not know', async () => {
    expect((await review('alice', { event: 'LOVE' })).status).toBe(422);
  });

  it('stay with their author until they are submitted', async () => {
    const { body } = await review('alice', {});
    expect(body).toMatchObject({ state: 'PENDING' });
    expect(await reviews('bob')).toEqual([]);
    const events = `/pulls/${number}/reviews/${String(body['id'])}/events`;
    await at.ask('POST', events, { as: 'alice', body: { event: 'REQUEST_CHANGES', body: 'no' } });
    expect(await reviews('bob')).toMatchObject([{ state: 'CHANGES_REQUESTED', body: 'no' }]);
  });

  it('are dismissed by writers, and then no longer approve', async () => {
    const { body } = await review('alice', { event: 'APPROVE' });
    const path = `/pulls/${number}/reviews/${String(body['id'])}/dismissals`;
    expect((await at.ask('PUT', path, { as: 'carol', body: { message: 'stale' } })).status).toBe(403);
    const dismissed = await at.ask('PUT', path, { as: 'bob', body: { message: 'stale' } });
    expect(dismissed).toMatchObject({ status: 200, body: { state: 'DISMISSED', commit_id: head } });
  });
});

describe('requested reviewers', () => {
  const path = () => `/pulls/${number}/requested_reviewers`;

  it('are added, listed, removed, and gone once they reviewed', async () => {
    const asked = await at.ask('POST', path(), { as: 'bob', body: { reviewers: ['alice', 'carol'] } });
    expect(asked).toMatchObject({
      status: 201,
      body: { requested_reviewers: [{ login: 'alice' }, { login: 'carol' }] },
    });
    await review('alice', { event: 'APPROVE' });
    expect((await at.ask('GET', path())).body).toMatchObject({ users: [{ login: 'carol' }], teams: [] });
    await at.ask('DELETE', path(), { as: 'bob', body: { reviewers: ['carol'] } });
    expect((await at.ask('GET', path())).body).toEqual({ users: [], teams: [] });
  });

  it('are teams that have the repository, until one of their people reviews', async () => {
    const { world } = at.sandbox;
    const sre = addTeam(world, { name: 'SRE', creator: 1 });
    const [repo] = world.repos.values();
    sre.members.set(1, 'member');
    const ask = () => at.ask('POST', path(), { as: 'bob', body: { team_reviewers: ['sre'] } });
    expect((await ask()).body['message']).toMatch(/^Reviews may only be requested from collaborators/);
    sre.repos.set(repo?.id ?? 0, 'read');
    expect(await ask()).toMatchObject({ status: 201, body: { requested_teams: [{ slug: 'sre' }] } });
    await review('alice', { event: 'COMMENT', body: 'hm' });
    expect((await at.ask('GET', path())).body).toMatchObject({ users: [], teams: [] });
  });

  it.each([
    ['the author', 'bob', /^Review cannot be requested from pull request author/],
    ['who cannot see the repository', 'eve', /^Reviews may only be requested from collaborators/],
    ['who does not exist', 'nobody', /^Reviews may only be requested from collaborators/],
  ])('refuses %s', async (_, login, message) => {
    const refused = await at.ask('POST', path(), { as: 'bob', body: { reviewers: [login] } });
    expect(refused.status).toBe(422);
    expect(refused.body['message']).toMatch(message);
  });
});
