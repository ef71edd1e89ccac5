import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedError } from '../../model/errors.ts';
import type { Feed, Row } from '../../model/roster.ts';
import { feedOf, refusalOf } from '../roster-fixture.ts';

const whole = { at: '' };

function values(rows: readonly Row[]): readonly Row['values'][] {
  return rows.map((row) => row.values);
}

describe('reads', () => {
  const bob = { id: '1', login: 'bob', status: 'active' };
  it.each<[string, string, string, readonly Row['values'][]]>([
    ['a list', '[{"id": "1", "login": "bob", "status": "active"}]', '', [bob]],
    ['a list further down', '{"data": {"a/b": [{"id":"1"}]}}', '/data/a~1b', [{ id: '1' }]],
    ['a list inside a list', '[[], [{"id":"1"}]]', '/1', [{ id: '1' }]],
    ['an empty list', '[]', '', []],
    ['an object on each line', '{"id":"1"}\n{"id":"2"}\n', '', [{ id: '1' }, { id: '2' }]],
    [
      'lines of Windows, blank ones, and none at the end',
      '{"id":"1"}\r\n\r\n{"id":"2"}',
      '',
      [{ id: '1' }, { id: '2' }],
    ],
    ['a single line', '{"id":"1"}', '', [{ id: '1' }]],
    ['a byte order mark', '\uFEFF[{"id":"1"}]', '', [{ id: '1' }]],
    ['a byte order mark before lines', '\uFEFF{"id":"1"}\n', '', [{ id: '1' }]],
    [
      'true and false as words',
      '[{"id":"1","status":true,"login":false}]',
      '',
      [{ id: '1', status: 'true', login: 'false' }],
    ],
    [
      'numbers digit for digit',
      '[{"id":12345678901234567890,"login":1.50}]',
      '',
      [{ id: '12345678901234567890', login: '1.50' }],
    ],
    ['null as no value', '[{"id":"1","status":null}]', '', [{ id: '1' }]],
    ['keys with their spaces folded', '[{" id ":"1"}]', '', [{ id: '1' }]],
    ['hostile text as text', '[{"id":"=cmd()\\n\\u0000\\u202e"}]', '', [{ id: '=cmd()\n\u0000\u202e' }]],
  ])('%s', async (_, text, at, rows) => {
    expect(values((await feedOf(text, { at })).rows)).toEqual(rows);
  });

  it('what is nested by its path', async () => {
    const text = '[{"id":"1","org":{"unit":{"name":"Pay"}},"mails":[{"value":"a@b.example"},{"value":"c@d.example"}]}]';
    const { columns, rows } = await feedOf(text, whole, { department: 'org.unit.name', email: 'mails.1.value' });
    expect(values(rows)).toEqual([{ id: '1', 'org.unit.name': 'Pay', 'mails.1.value': 'c@d.example' }]);
    expect(columns).toEqual(['id', 'org.unit.name', 'mails.0.value', 'mails.1.value']);
  });

  it('keys that every object has', async () => {
    const { rows } = await feedOf('[{"id":"1","__proto__":"x"}, {"id":"2"}]', whole, {
      a: '__proto__',
      b: 'constructor',
    });
    expect(rows.map((row) => Object.entries(row.values))).toEqual([
      [
        ['id', '1'],
        ['__proto__', 'x'],
      ],
      [['id', '2']],
    ]);
  });
});

it('keeps what roster.yaml names, and tells of all columns, lists too', async () => {
  const feed = await feedOf('[{"id":"1","salary":9000},{"id":"2","groups":["a","b"]}]', whole);
  expect(feed.columns).toEqual(['id', 'salary', 'groups']);
  expect(values(feed.rows)).toEqual([{ id: '1' }, { id: '2' }]);
});

it.each([
  ['items', '[{"id":"1"},{"id":"2"}]', ['item 1', 'item 2']],
  ['lines', '\n{"id":"1"}\n\n{"id":"2"}', ['line 2', 'line 4']],
])('says by number which of the %s a row is', async (_, text, places) => {
  expect((await feedOf(text, whole)).rows.map(({ place }) => place)).toEqual(places);
});

it('numbers lines on through a long file', async () => {
  const text = `${'{"id":"1","name":"Ann Müller"}\n'.repeat(10_000)}{"id":`;
  expect(await refusalOf(feedOf(text, whole))).toContain('line 10001: it ends in the middle: is it cut short?');
});

describe('refuses, as a whole,', () => {
  const document =
    ' Where the file is one document rather than an object on each line, say with at: in roster.yaml where the list is.';
  it.each<[string, string | Uint8Array, string, string]>([
    ['an empty file', '', '', 'it is empty'],
    ['a blank file', ' \n\n', '', 'it is empty'],
    ['a list cut short', '[{"id":"1"},\n{"id":"2"', '', 'line 2: it ends in the middle: is it cut short?'],
    ['a list without its end', '[{"id":"1"}\n', '', 'line 2: it ends in the middle: is it cut short?'],
    ['lines cut short', '{"id":"1"}\n{"id":"2', '', `line 2: it ends in the middle: is it cut short?${document}`],
    [
      'an object on several lines',
      '{\n"people": []}',
      '',
      `line 1: it ends in the middle: is it cut short?${document}`,
    ],
    ['something behind the list', '[{"id":"1"}]\n[]', '', 'line 2: it is not JSON'],
    ['what is no JSON', '[{"id":\n\'1\'}]', '', 'line 2: it is not JSON'],
    ['a page of HTML', '<!doctype html>', '', 'line 1: it is not JSON'],
    ['one word', '"left"', '', 'the whole file is no list: say with at: in roster.yaml where the list of people is'],
    [
      'an object where a list is due',
      '{"a":{"id":"1"}}',
      '/a',
      'what stands at /a is no list: say with at: in roster.yaml where the list of people is',
    ],
    ['a pointer to nothing', '{"a":[]}', '/b', 'nothing stands at /b: correct at: in roster.yaml'],
    [
      'a pointer to what every object has',
      '{"a":[]}',
      '/constructor',
      'nothing stands at /constructor: correct at: in roster.yaml',
    ],
    ['items that are no objects', '[{"id":"1"},["id"]]', '', 'item 2 is no object'],
    ['lines that are no objects', '{"id":"1"}\nnull\n', '', 'line 2 is no object'],
    [
      'a key twice',
      '[\n{"id":"1","status":"active","status":"left"}]',
      '',
      'line 2: the key "status" stands twice in one object',
    ],
    ['a key twice but for spaces', '[{"id":"1"," id":"2"}]', '', 'item 1 has "id" twice'],
    [
      'a column that holds an object',
      '[{"id":{"value":"1"}}]',
      '',
      'item 1 has a list or an object as "id": name in columns what is in it, as in "id.name"',
    ],
    [
      'a column that holds a list',
      '[{"id":["1"]}]',
      '',
      'item 1 has a list or an object as "id": name in columns what is in it, as in "id.name"',
    ],
    ['depth', '['.repeat(1_000_000), '', 'it is nested too deep'],
    ['depth that the parser bears', `[${'{"a":'.repeat(50)}1${'}'.repeat(50)}]`, '', 'item 1 is nested too deep'],
    [
      'people as keys',
      `[{${Array.from({ length: 10_001 }, (_, i) => `"E${i}":1`).join()}}]`,
      '',
      'item 1 is where there are more than 10000 different keys',
    ],
    [
      'another encoding',
      Buffer.from('[{"id":"Müller"}]', 'latin1'),
      '',
      'line 1 is not UTF-8: have it exported as UTF-8',
    ],
    [
      'zero bytes',
      '[{"id":"1\0"}]',
      '',
      'line 1 has a zero byte in it, so that it is damaged or not UTF-8: have it exported as UTF-8',
    ],
  ])('%s', async (_, content, at, message) => {
    expect(await refusalOf(feedOf(content, { at }))).toBe(`FeedError source hr: people: ${message}`);
  });
});

describe('cut anywhere', () => {
  const people = fc.array(
    fc.record({
      id: fc.string({ unit: 'grapheme', maxLength: 5 }),
      login: fc.integer(),
      status: fc.constantFrom('active', null),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const read = (bytes: Uint8Array): Promise<Feed | FeedError> =>
    feedOf(bytes, whole).catch((error: unknown) => {
      if (error instanceof FeedError) return error;
      throw error;
    });

  it('a list gives nothing', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.nat(), async (list, at) => {
        const bytes = Buffer.from(JSON.stringify(list));
        expect(await read(bytes.subarray(0, at % bytes.length))).toBeInstanceOf(FeedError);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('lines give the whole ones that lead, or nothing', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.nat(), async (list, at) => {
        const bytes = Buffer.from(list.map((one) => `${JSON.stringify(one)}\n`).join(''));
        const got = await read(bytes.subarray(0, at % bytes.length));
        if (got instanceof FeedError) return;
        const all = await read(bytes);
        expect(got.rows).toEqual((all as Feed).rows.slice(0, got.rows.length));
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});
