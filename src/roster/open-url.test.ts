import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Feed, Reading } from '../model/roster.ts';
import { openUrl } from './open-url.ts';
import { readSource } from './read-source.ts';
import { now, refusalOf, sourceOf } from './roster-fixture.ts';

const token = 'hunter2-token';
let server: Server;
let address: string;
let asked: IncomingMessage[];
let answer: (response: ServerResponse, request: IncomingMessage) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answer = (response) => response.end('[{"id":"1"}]');
});

function read(url: string, env: Readonly<Record<string, string>> = {}): Promise<Feed> {
  const reading: Reading = { kind: 'json', at: '', url: { variable: 'ROLLCALL_HR_URL' }, token: 'ROLLCALL_HR_TOKEN' };
  const all = { ROLLCALL_HR_URL: url, ROLLCALL_HR_TOKEN: token, ...env };
  return readSource(sourceOf(reading), { root: '/', env: all, now: () => now });
}

it('reads a list from an address, with the token, and is as fresh as the answer', async () => {
  const feed = await read(`${address}/people?key=s3cret`, { ROLLCALL_HR_TOKEN: `${token}\n` });
  expect(feed).toMatchObject({ rows: [{ place: 'item 1', values: { id: '1' } }], asOf: now });
  expect(asked[0]).toMatchObject({ url: '/people?key=s3cret', headers: { authorization: `Bearer ${token}` } });
});

it('reads JSON Lines from an address that stands in roster.yaml, without a token', async () => {
  answer = (response) => response.end('{"id":"1"}\n{"id":"2"}\n');
  const source = sourceOf({ kind: 'json', at: '', url: { text: `${address}/people` } });
  const { rows } = await readSource(source, { root: '/', env: {}, now: () => now });
  expect(rows).toHaveLength(2);
  expect(asked[0]?.headers.authorization).toBeUndefined();
});

it.each([
  ['Thu, 19 Nov 2026 03:00:00 GMT', new Date('2026-11-19T03:00:00Z')],
  ['Thu, 19 Nov 2099 03:00:00 GMT', now],
  ['yesterday', now],
])('is as old as the server says: modified %s', async (modified, asOf) => {
  answer = (response) => response.setHeader('last-modified', modified).end('[]');
  expect((await read(address)).asOf).toEqual(asOf);
});

describe('says what happened, and no secret, where', () => {
  const from = 'FeedError source hr: env:ROLLCALL_HR_URL: ';
  it.each<[string, (response: ServerResponse) => void, string]>([
    [
      'the token is refused',
      (to) => to.writeHead(401).end(token),
      'the server answered 401 where 200 is due: is the token the right one, and still good?',
    ],
    ['the server is broken', (to) => to.writeHead(500).end(token), 'the server answered 500 where 200 is due'],
    ['nothing is given', (to) => to.writeHead(204).end(), 'the server answered 204 where 200 is due'],
    ['it answers with another page', (to) => to.end(`<html>${token}`), 'line 1: it is not JSON'],
    [
      'the answer breaks off',
      (to) => void to.writeHead(200, { 'content-length': 1000 }).write('[{"id":', () => to.destroy()),
      'the server cannot be reached, or broke off: try again later',
    ],
    [
      'the answer says it is huge',
      (to) => to.writeHead(200, { 'content-length': 200_000_001 }).flushHeaders(),
      'it is larger than 200 MB: is it the list of people?',
    ],
  ])('%s', async (_, given, message) => {
    answer = given;
    const refusal = await refusalOf(read(`${address}/people?key=s3cret`));
    // Node's word for how a connection ended is not the same in each version.
    expect(refusal.replace(/ \(\w+\)/, '')).toBe(`${from}${message}`);
  });

  it.each([301, 302, 307, 308])('a redirect with %d is answered, and does not follow it', async (status) => {
    answer = (response, { url }) =>
      response.writeHead(url === '/' ? status : 200, { location: `${address}/there?key=s3cret` }).end('[]');
    expect(await refusalOf(read(address))).toBe(
      `${from}the server answered ${status} and sends us elsewhere: write the address that it leads to in roster.yaml`,
    );
    expect(asked).toHaveLength(1);
  });

  it('nobody listens', async () => {
    expect(await refusalOf(read('http://127.0.0.1:1/s3cret'))).toMatch(
      /^FeedError source hr: env:ROLLCALL_HR_URL: the server cannot be reached, or broke off/,
    );
  });

  it.each([
    [
      's3cret',
      {},
      'env:ROLLCALL_HR_URL is no address that starts with https:// or http:// and holds no user and password',
    ],
    ['ftp://h.example/s3cret', {}, 'env:ROLLCALL_HR_URL is no address that starts with'],
    ['https://me:s3cret@h.example', {}, 'env:ROLLCALL_HR_URL is no address that starts with'],
    ['', {}, 'the environment variable ROLLCALL_HR_URL is not set: set it, for roster.yaml names it'],
    [
      'http://127.0.0.1:1',
      { ROLLCALL_HR_TOKEN: ' ' },
      'the environment variable ROLLCALL_HR_TOKEN is not set: set it, for roster.yaml names it',
    ],
    [
      'http://h.example/s3cret',
      { ROLLCALL_HR_TOKEN: 's3cret' },
      'env:ROLLCALL_HR_URL starts with http://, and the token would be there for everybody on the way: write https://',
    ],
    [
      'http://127.0.0.1:1',
      { ROLLCALL_HR_TOKEN: 's3cret\nx: y' },
      'what ROLLCALL_HR_TOKEN holds is no token: it has spaces or other signs in it',
    ],
  ])('the environment is wrong: %j %j', async (url, env, message) => {
    const refusal = await refusalOf(read(url, env));
    expect(refusal).toContain(`UsageError source hr: ${message}`);
    expect(refusal).not.toContain('s3cret');
  });

  it('keeps the query of an address in roster.yaml to itself', async () => {
    answer = (response) => response.writeHead(404).end();
    const source = sourceOf({ kind: 'json', at: '', url: { text: `${address}/people?key=s3cret` } });
    expect(await refusalOf(readSource(source, { root: '/', env: {}, now: () => now }))).toBe(
      `FeedError source hr: ${address}/people: the server answered 404 where 200 is due`,
    );
  });
});

it('reads no variable that is not for HR', async () => {
  const source = sourceOf({ kind: 'json', at: '', url: { variable: 'GITHUB_TOKEN' } });
  const reading = readSource(source, { root: '/', env: { GITHUB_TOKEN: 'https://h.example' }, now: () => now });
  expect(await refusalOf(reading)).toContain(
    'GITHUB_TOKEN is not read: HR secrets are in variables whose names start with',
  );
});

it.each([
  ['does not answer', (): void => undefined],
  ['does not end its answer', (response: ServerResponse): void => void response.write('[')],
])('gives up on a server that %s in time', async (_, given) => {
  answer = given;
  const origin = { source: 'hr', from: address };
  const whole = async (): Promise<never> => {
    const { chunks } = await openUrl({ url: { text: address } }, origin, { root: '/', env: {}, now: () => now }, 200);
    for await (const chunk of chunks) expect(Buffer.from(chunk).toString()).toBe('[');
    throw new Error('it ended');
  };
  expect(await refusalOf(whole())).toBe(
    `FeedError source hr: ${address}: no whole answer came within 0.2 seconds: try again later`,
  );
});
