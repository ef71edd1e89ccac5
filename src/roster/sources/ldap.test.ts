import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { BerReader, BerWriter } from 'ldapts';
import { afterEach, expect, it } from 'vitest';
import type { Feed, Reading } from '../../model/roster.ts';
import { refusalOf, sourceOf } from '../roster-fixture.ts';
import { readLdap } from './ldap.ts';

/** What a directory says to the first, the second, … request: bytes, or the end of the connection. */
type Script = readonly ((messageId: number) => Buffer | 'hang up' | 'nothing')[];

let server: Server | undefined;
let heard: Buffer[];
afterEach(() => void server?.close());

async function read(script: Script, { password = '', within = 10_000, host = '127.0.0.1' } = {}): Promise<Feed> {
  let turn = 0;
  heard = [];
  const said = (socket: Socket, request: Buffer): unknown => {
    heard.push(request);
    const answer = script[turn++]?.(messageIdOf(request)) ?? 'hang up';
    if (answer === 'nothing') return undefined;
    return answer === 'hang up' ? socket.end() : socket.write(answer);
  };
  server = createServer((socket) => socket.on('data', (request) => said(socket, request)).on('error', () => undefined));
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const url = { text: `ldap://${host}:${(server.address() as AddressInfo).port}` };
  const binding = password === '' ? {} : { bindDn: { text: 'cn=reader' }, password: 'ROLLCALL_HR_PASSWORD' };
  const reading = { kind: 'ldap', url, base: 'dc=example', filter: '(uid=*)', ...binding } satisfies Reading;
  const reach = { root: '/', env: { ROLLCALL_HR_PASSWORD: password }, now: () => new Date() };
  return readLdap(sourceOf(reading), reading, reach, within);
}

async function refusal(...args: Parameters<typeof read>): Promise<string> {
  return (await refusalOf(read(...args))).replace(/^FeedError source hr: ldap:\/\/[\d.]+:\d+: /, '');
}

function messageIdOf(request: Buffer): number {
  const reader = new BerReader(request);
  reader.readSequence();
  return reader.readInt() ?? 0;
}

/** @see https://www.rfc-editor.org/rfc/rfc4511#section-4.2 for the figures */
const [bindResponse, searchEntry, searchDone, searchReference, extended] = [0x61, 0x64, 0x65, 0x73, 0x78];

function message(messageId: number, operation: number, write: (writer: BerWriter) => void, cookie?: string): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(messageId);
  writer.startSequence(operation);
  write(writer);
  writer.endSequence();
  if (cookie !== undefined) writePage(writer, cookie);
  writer.endSequence();
  return writer.buffer;
}

function writePage(writer: BerWriter, cookie: string): void {
  const value = new BerWriter();
  value.startSequence();
  value.writeInt(0);
  value.writeString(cookie);
  value.endSequence();
  writer.startSequence(0xa0);
  writer.startSequence();
  writer.writeString('1.2.840.113556.1.4.319');
  writer.writeBuffer(value.buffer, 0x04);
  writer.endSequence();
  writer.endSequence();
}

function result(messageId: number, operation: number, status = 0, cookie?: string): Buffer {
  const write = (writer: BerWriter): void => {
    writer.writeEnumeration(status);
    writer.writeString('');
    writer.writeString('s3cret diagnostics');
  };
  return message(messageId, operation, write, cookie);
}

function entry(messageId: number, attributes: Readonly<Record<string, readonly string[]>>): Buffer {
  return message(messageId, searchEntry, (writer) => {
    writer.writeString(`uid=${attributes['id']?.[0] ?? '?'}`);
    writer.startSequence();
    for (const [type, values] of Object.entries(attributes)) {
      writer.startSequence();
      writer.writeString(type);
      writer.startSequence(0x31);
      for (const value of values) writer.writeString(value);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
  });
}

const page = (ids: readonly string[], cookie?: string): Script[number] => {
  return (id) => Buffer.concat([...ids.map((one) => entry(id, { id: [one] })), result(id, searchDone, 0, cookie)]);
};

it.each<[string, Script]>([
  ['one after the other', [page(['1', '2'], 'a'), page(['3'], '')]],
  ['with one in the middle that is empty', [page(['1', '2'], 'a'), page([], 'b'), page(['3'])]],
  ['with a first one that is empty', [page([], 'a'), page(['1', '2', '3'], '')]],
  ['with a last one that is empty', [page(['1', '2', '3'], 'a'), page([], '')]],
  ['all at once, from a server that knows no pages', [page(['1', '2', '3'])]],
])('reads pages %s', async (_, script) => {
  const { rows } = await read(script);
  expect(rows.map(({ values }) => values['id'])).toEqual(['1', '2', '3']);
  expect(heard).toHaveLength(script.length);
});

it.each<[string, Script, string]>([
  [
    'a page ends with a limit',
    [page(['1'], 'a'), (id) => Buffer.concat([entry(id, { id: ['2'] }), result(id, searchDone, 3)])],
    'the server answered timeLimitExceeded: it gave a part of the list only: have the limit raised for the account that reads',
  ],
  [
    'a part of the list is elsewhere',
    [
      (id) =>
        Buffer.concat([
          message(id, searchReference, (writer) => writer.writeString('ldap://s3cret/')),
          result(id, searchDone),
        ]),
    ],
    'the server refers to others for a part of the list, and referrals are not followed: set base: below that part, and read the others as sources of their own',
  ],
  [
    'it answers with a code of its own',
    [(id) => result(id, searchDone, 80)],
    'the server answered result code 80, where 0 is due',
  ],
  [
    'it is no directory',
    [() => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    'what the server answered is not LDAP',
  ],
  ['it answers another question', [(id) => result(id + 1, searchDone)], 'what the server answered is not LDAP'],
  ['it hangs up', [() => 'hang up'], 'the server cannot be reached, or broke off: try again later'],
  ['it hangs up between pages', [page(['1'], 'a')], 'the server cannot be reached, or broke off: try again later'],
  [
    'it says that it hangs up',
    [() => result(0, extended, 52)],
    'the server cannot be reached, or broke off: try again later',
  ],
  [
    'it gives many values in pieces',
    [(id) => Buffer.concat([entry(id, { id: ['1'], 'Login;range=0-1499': ['a', 'b'] }), result(id, searchDone)])],
    'in 1 of the entries "login" has more values than the server gives at once: name an attribute that has one',
  ],
  [
    'it marks values as binary',
    [(id) => Buffer.concat([entry(id, { id: ['1'], 'LOGIN;binary': ['a'] }), result(id, searchDone)])],
    'in 1 of the entries "login" is binary: name an attribute that is text',
  ],
])('refuses the list where %s', async (_, script, told) => {
  expect(await refusal(script)).toBe(told);
});

it.each([
  ['does not answer', []],
  ['does not go on', [page(['1'], 'a')]],
])('gives up on a server that %s in time', async (_, script) => {
  expect(await refusal([...script, () => 'nothing'], { within: 300 })).toBe(
    'no whole answer came within 0.3 seconds: try again later',
  );
});

it('takes a value in another language for another attribute', async () => {
  const { rows } = await read([
    (id) =>
      Buffer.concat([entry(id, { id: ['1'], 'login;lang-de': ['a'], STATUS: ['active'] }), result(id, searchDone)]),
  ]);
  expect(rows).toEqual([{ place: 'uid=1', values: { id: '1', status: 'active' } }]);
});

it.each<[string, Script[number], string]>([
  [
    'refuses STARTTLS',
    (id) => result(id, extended, 2),
    'the server does not encrypt this connection, and a password is never sent in clear',
  ],
  [
    'answers STARTTLS with something else',
    (id) => Buffer.concat([result(id, extended), result(id + 1, bindResponse)]),
    'the server cannot be reached, or broke off',
  ],
])('never says a password to another machine that %s', async (_, answer, told) => {
  // Leads to this machine, and is not called so.
  const script = [answer, (id: number) => result(id, bindResponse), page(['1'])];
  expect(await refusal(script, { host: '0.0.0.0', password: 's3cret', within: 2_000 })).toContain(told);
  expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/s3cret|cn=reader/);
});

it('says a password to this machine without more ado', async () => {
  const { rows } = await read([(id) => result(id, bindResponse), page(['1'])], { password: 's3cret' });
  expect(rows).toHaveLength(1);
});

it.each([
  'ldap://',
  'ldap://h.example/dc=s3cret',
  'ldap://h.example?s3cret',
  'ldap://me:s3cret@h.example',
  'https://s3cret.example',
  's3cret',
])('refuses %j as an address', async (url) => {
  const reading = {
    kind: 'ldap',
    url: { variable: 'ROLLCALL_HR_URL' },
    base: 'dc=a',
    filter: '(a=b)',
  } satisfies Reading;
  const reach = { root: '/', env: { ROLLCALL_HR_URL: url }, now: () => new Date() };
  expect(await refusalOf(readLdap(sourceOf(reading), reading, reach))).toBe(
    'UsageError source hr: env:ROLLCALL_HR_URL is no address of a directory: write ldaps:// or ldap:// and a host, perhaps with a port, and nothing more',
  );
});
