import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feed, Reading } from '../../model/roster.ts';
import { refusalOf, sourceOf } from '../roster-fixture.ts';
import { readScim } from './scim.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

let server: Server;
let address: string;
let asked: string[];
let answer: Answer;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response, request);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function read(given: Answer, within = 20_000, more: Readonly<Record<string, string>> = {}): Promise<Feed> {
  [answer, asked] = [given, []];
  const reading = { kind: 'scim', url: { variable: 'ROLLCALL_HR_URL' }, token: 'ROLLCALL_HR_TOKEN' } satisfies Reading;
  const env = { ROLLCALL_HR_URL: `${address}/v2/?tenant=s3cret`, ROLLCALL_HR_TOKEN: 'hunter2' };
  const source = sourceOf(reading, { login: 'userName', status: 'active', ...more });
  return readScim(source, reading, { root: '/', env, now: () => new Date() }, within);
}

async function refusal(...args: Parameters<typeof read>): Promise<string> {
  const told = await refusalOf(read(...args));
  for (const secret of ['s3cret', 'hunter2', '127.0.0.1']) expect(told).not.toContain(secret);
  return told.replace('FeedError source hr: env:ROLLCALL_HR_URL: ', '');
}

const listResponse = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

function list(ids: readonly number[], more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ schemas: [listResponse], Resources: ids.map((id) => ({ id: String(id) })), ...more });
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
}

/** People 1 to `all`, on pages of at most `most`. */
function paging(all: number, most: number, more: Readonly<Record<string, unknown>> = {}): Answer {
  return (response, { url = '' }) => {
    const { searchParams } = new URL(url, address);
    const start = Number(searchParams.get('startIndex'));
    const count = Math.min(Number(searchParams.get('count')), most);
    response.end(list(range(start, Math.min(start + count - 1, all)), { totalResults: all, ...more }));
  };
}

function idsOf({ rows }: Feed): readonly number[] {
  return rows.map(({ values }) => Number(values['id']));
}

describe('reads all people', () => {
  it.each<[string, number, Answer, number]>([
    ['from full pages', 450, paging(450, 200), 3],
    ['from pages that end where everything ends', 400, paging(400, 200), 2],
    ['from smaller pages than were asked for', 450, paging(450, 100), 5],
    [
      'from a server that says the size of each page wrongly',
      450,
      paging(450, 100, { itemsPerPage: 200, startIndex: 0 }),
      5,
    ],
    ['from a server that gives all at once', 450, (to) => to.end(list(range(1, 450), { totalResults: 450 })), 1],
    ['from a server that writes figures as text', 3, (to) => to.end(list([1, 2, 3], { totalResults: '3' })), 1],
    ['where there are none', 0, (to) => to.end(JSON.stringify({ schemas: [listResponse], totalResults: 0 })), 1],
    [
      'whatever the case of names',
      1,
      (to) =>
        to.end(JSON.stringify({ SCHEMAS: [listResponse.toUpperCase()], totalresults: 1, resources: [{ ID: '1' }] })),
      1,
    ],
  ])('%s', async (_, all, given, requests) => {
    expect(idsOf(await read(given))).toEqual(range(1, all));
    expect(asked).toHaveLength(requests);
    expect(asked[0]).toBe('/v2/Users?tenant=s3cret&startIndex=1&count=200');
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['that says how many', { totalResults: 5 }],
    ['that does not say how many', {}],
    ['that says zero', { totalResults: 0 }],
  ])('by cursor, from a server %s', async (_, more) => {
    const pages = new Map<string | null, string>([
      [null, list([1, 2], { nextCursor: 'a/b&c', ...more })],
      ['a/b&c', list([], { nextCursor: 'd', ...more })],
      ['d', list([3, 4, 5], { ...more, previousCursor: 'a/b&c' })],
    ]);
    const feed = await read((to, { url = '' }) => to.end(pages.get(new URL(url, address).searchParams.get('cursor'))));
    expect(idsOf(feed)).toEqual([1, 2, 3, 4, 5]);
    expect(asked.slice(1)).toEqual([
      '/v2/Users?tenant=s3cret&cursor=a%2Fb%26c&count=200',
      '/v2/Users?tenant=s3cret&cursor=d&count=200',
    ]);
  });
});

const again = 'people may have come or gone while it was read, so run again';

describe('refuses the list where', () => {
  it.each<[string, () => Answer, string]>([
    [
      'a page is given twice',
      () => (to) => to.end(list(range(1, 20), { totalResults: 45 })),
      `it gave somebody twice: ${again}; where that does not help, its paging does not work`,
    ],
    [
      'the first person of a page was the last of the one before',
      () => (to) => to.end(list(asked.length === 1 ? [1, 2] : [2, 3], { totalResults: 4 })),
      `it gave somebody twice: ${again}; where that does not help, its paging does not work`,
    ],
    [
      'it gives less than it has',
      () => (to) => to.end(list(asked.length === 1 ? [1, 2] : [], { totalResults: 4 })),
      `it says that it has 4 people, and gave 2: ${again}`,
    ],
    [
      'it gives more than it has',
      () => (to) => to.end(list([1, 2, 3], { totalResults: 2 })),
      `it says that it has 2 people, and gave 3: ${again}`,
    ],
    [
      'somebody goes while it is read',
      () => (to) => to.end(list(asked.length === 1 ? [1, 2] : [4], { totalResults: asked.length === 1 ? 4 : 3 })),
      `it had 4 people, and then 3: ${again}`,
    ],
    [
      'cursors end too early',
      () => (to) =>
        to.end(list([asked.length], { totalResults: 3, ...(asked.length === 1 ? { nextCursor: 'a' } : {}) })),
      `it says that it has 3 people, and gave 2: ${again}`,
    ],
    [
      'a cursor leads back',
      () => (to) => to.end(list([asked.length % 2], { nextCursor: 'a' })),
      `it gave somebody twice: ${again}; where that does not help, its paging does not work`,
    ],
    [
      'it does not say how many there are',
      () => (to) => to.end(list([1], {})),
      'it does not say, as totalResults, how many there are',
    ],
    [
      'somebody has no id',
      () => (to) =>
        to.end(JSON.stringify({ schemas: [listResponse], totalResults: 1, Resources: [{ userName: 's3cret' }] })),
      'one of its Resources is no object with an id',
    ],
    [
      'the people are no list',
      () => (to) => to.end(JSON.stringify({ schemas: [listResponse], totalResults: 1, Resources: 's3cret' })),
      'its Resources are no list',
    ],
    [
      'it is no list of SCIM',
      () => (to) => to.end('{"Resources":[],"totalResults":0}'),
      'what it answered is no ListResponse of SCIM 2.0: correct url: in roster.yaml',
    ],
    ['it is a page for people', () => (to) => to.end('<html>s3cret'), 'line 1: it is not JSON'],
    [
      'it is cut short',
      () => (to) => to.end(list([1], {}).slice(0, -2)),
      'line 1: it ends in the middle: is it cut short?',
    ],
    [
      'a key stands twice',
      () => (to) => to.end(`{"schemas":["${listResponse}"],"totalResults":1,"totalResults":2}`),
      'line 1: the key "totalResults" stands twice in one object',
    ],
    [
      'it sends us elsewhere',
      () => (to) => to.writeHead(302, { location: 'http://s3cret.example' }).end(),
      'the server answered 302 and sends us elsewhere: write the address that it leads to in roster.yaml',
    ],
    [
      'the token is refused',
      () => (to) => to.writeHead(401).end('{"detail":"hunter2"}'),
      'the server answered 401 where 200 is due: is the token the right one, and still good?',
    ],
    [
      'it names a kind of error',
      () => (to) => to.writeHead(400).end('{"scimType":"tooMany","detail":"s3cret"}'),
      'the server answered 400 where 200 is due (tooMany)',
    ],
    [
      'it names a kind of its own',
      () => (to) => to.writeHead(400).end('{"scimType":"s3cret"}'),
      'the server answered 400 where 200 is due',
    ],
    [
      'nothing is there',
      () => (to) => to.writeHead(404).end('s3cret'),
      'the server answered 404 where 200 is due: is url in roster.yaml the base address, to which /Users is added?',
    ],
    [
      'it breaks off',
      () => (to) => void to.writeHead(200, { 'content-length': 1000 }).write('{"sch', () => to.destroy()),
      'the server cannot be reached, or broke off: try again later',
    ],
    [
      'it wants us to wait longer than we may',
      () => (to) => to.writeHead(429, { 'retry-after': '3600' }).end(),
      'the server answered 429 where 200 is due: it wants to be asked less often: try again later',
    ],
    [
      'it does not say how long to wait',
      () => (to) => to.writeHead(429).end(),
      'the server answered 429 where 200 is due: it wants to be asked less often: try again later',
    ],
  ])('%s', async (_, given, told) => {
    expect((await refusal(given())).replace(/ \((?:UND|ECONN)\w+\)/, '')).toBe(told);
  });
});

it.each([
  ['seconds', 429, () => '1'],
  ['a date', 503, () => new Date(Date.now() + 1_500).toUTCString()],
])('waits as long as the server says in %s', async (_, status, after) => {
  const started = Date.now();
  const feed = await read((to) => {
    if (asked.length === 1) to.writeHead(status, { 'retry-after': after() }).end();
    else to.end(list([1], { totalResults: 1 }));
  });
  expect(idsOf(feed)).toEqual([1]);
  expect(Date.now() - started).toBeGreaterThanOrEqual(990);
});

it('gives up on a server that always wants more time', async () => {
  const told = await refusal((to) => to.writeHead(429, { 'retry-after': '1' }).end(), 2_500);
  expect(told).toContain('it wants to be asked less often: try again later');
  expect(asked.length).toBeLessThan(5);
});

it('gives up on a server that does not end', async () => {
  expect(await refusal((to) => to.write('{'), 300)).toBe('no whole answer came within 0.3 seconds: try again later');
});

it('refuses a column that is no path before it asks', async () => {
  const told = await refusalOf(read((to) => to.end(), 1_000, { name: 'first name' }));
  expect(told).toContain('UsageError source hr: "first name" is no path to an attribute of SCIM');
  expect(asked).toEqual([]);
});

it.each([
  [
    'userName',
    'is a login',
    [{ value: 'a' }, { value: 'b' }],
    '"userName" has several values: name in columns one that has one',
  ],
  ['name', 'has parts', { formatted: 'a' }, '"name" has parts: name one of them in columns, as in name.formatted'],
])('refuses the list where %s %s, and several', async (name, _, value, told) => {
  const users = [
    { id: '1', [name]: value },
    { id: '2', [name]: value },
  ];
  const answered = JSON.stringify({ schemas: [listResponse], totalResults: 2, Resources: users });
  expect(await refusal((to) => to.end(answered), 1_000, { name: 'name' })).toBe(`in 2 of the users ${told}`);
});
