import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feed, Reading, Source } from '../src/model/roster.ts';
import { readSource } from '../src/roster/read-source.ts';
import { hrPeople, type HrPerson, hrSource } from './support/hr-people.ts';
import { refusalKeeping, saidBy, saidByExport } from './support/said-by.ts';
import { type ScimServer, type ScimUser, startScim, token } from './support/services/scim.ts';

const people = hrPeople(3_500);
const asked = new Date('2026-11-20T12:00:00Z');
const from = 'FeedError source hr: env:ROLLCALL_HR_URL: ';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const columns = {
  employee: `${enterprise}:employeeNumber`,
  login: 'NICKNAME',
  status: 'userType',
  leftOn: `${enterprise}:division`,
  badge: 'externalId',
  name: 'displayName',
};

function sourceOf(other: Readonly<Record<string, string>> = {}): Source {
  const reading = { kind: 'scim', url: { variable: 'ROLLCALL_HR_URL' }, token: 'ROLLCALL_HR_TOKEN' } satisfies Reading;
  return { ...hrSource<Reading>(reading), columns: { ...columns, ...other } };
}

function read(server: ScimServer, source = sourceOf(), env: Readonly<Record<string, string>> = {}): Promise<Feed> {
  const all = { ROLLCALL_HR_URL: server.url, ROLLCALL_HR_TOKEN: token, ...env };
  return readSource(source, { root: '/', env: all, now: () => asked });
}

const refusal = (...args: Parameters<typeof read>): Promise<string> =>
  refusalKeeping([token, 'hunter2', '127.0.0.1', args[0].url], read(...args));

describe('a SCIM server', () => {
  let server: ScimServer;
  beforeAll(async () => {
    server = await startScim(people.map(userOf), 'works');
  });
  afterAll(() => server.stop());

  it('gives the same people as an export does, page by page, as of now', async () => {
    const source = sourceOf();
    const feed = await read(server, source);
    expect(feed.rows).toHaveLength(3_500);
    expect(saidBy(feed, source)).toEqual(await saidByExport(people));
    expect(feed).toMatchObject({ source: 'hr', columns: Object.values(columns), asOf: asked });
    expect(feed.rows[0]?.place).toBe('id id-E00001');
  });

  it('says whether people are active, and nothing where it does not know', async () => {
    const { rows } = await read(server, sourceOf({ status: 'active' }));
    expect(rows.slice(0, 3).map(({ values }) => values['active'])).toEqual(['true', 'false', undefined]);
  });

  it('finds the managers of people by their ids', async () => {
    const column = `${enterprise}:manager.value`;
    const { rows } = await read(server, sourceOf({ manager: column }));
    expect(rows.slice(0, 4).map(({ values }) => values[column])).toEqual([undefined, 'E00001', undefined, 'E00002']);
  });

  it('finds e-mail addresses by what they are for', async () => {
    const [home, any] = ['emails[type eq "home"].value', 'emails'];
    const { rows } = await read(server, sourceOf({ email: home, other: any }));
    expect(rows.slice(0, 2).map(({ values }) => [values[home], values[any]])).toEqual([
      ['home-E00001@example.com', 'work-E00001@example.com'],
      ['home-E00002@example.com', undefined],
    ]);
  });

  it('says so where the token is wrong', async () => {
    expect(await refusal(server, sourceOf(), { ROLLCALL_HR_TOKEN: 'hunter2-wrong' })).toBe(
      `${from}the server answered 401 where 200 is due: is the token the right one, and still good?`,
    );
  });

  it('says so where the address is another', async () => {
    expect(await refusal(server, sourceOf(), { ROLLCALL_HR_URL: `${server.url}/hunter2` })).toBe(
      `${from}the server answered 404 where 200 is due: is url in roster.yaml the base address, to which /Users is added?`,
    );
  });
});

it('refuses a server whose paging does not work', async () => {
  const server = await startScim(people.slice(0, 45).map(userOf), 'as-it-comes');
  expect(await refusal(server)).toContain(`${from}it gave somebody twice`);
  await server.stop();
});

/** What SCIM knows of a person; what is null is left out. */
function userOf({ id, login, status, left_on, badge, name }: HrPerson, index: number): ScimUser {
  const manager = managers.get(id);
  const extension = {
    employeeNumber: id,
    division: left_on,
    manager: manager === undefined ? null : { value: manager },
  };
  const attributes = { nickName: login, userType: status, externalId: badge, displayName: name };
  const active = index % 3 === 2 ? {} : { active: index % 3 === 0 };
  const emails = [
    { value: `home-${id}@example.com`, type: 'home' },
    { value: `work-${id}@example.com`, type: 'work', ...(index === 0 ? { primary: true } : {}) },
  ];
  return {
    id: `id-${id}`,
    userName: id,
    ...active,
    emails,
    ...withoutNulls(attributes),
    [enterprise]: withoutNulls(extension),
  };
}

/** The last leads to somebody who is not there. */
const managers: ReadonlyMap<string, string> = new Map([
  ['E00002', 'id-E00001'],
  ['E00004', 'id-E00002'],
  ['E00003', 'id-E99999'],
]);

function withoutNulls(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
