import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedError } from '../../model/errors.ts';
import type { Row } from '../../model/roster.ts';
import { feedOf, refusalOf } from '../roster-fixture.ts';

const comma = { delimiter: ',' };
const cutShort = 'is the file cut short, or a value with a delimiter in it not in quotes?';
const unquoted = 'write a value with quotes in it in quotes, and each quote in it twice';

function values(rows: readonly Row[]): readonly (readonly string[])[] {
  return rows.map((row) => Object.values(row.values));
}

it('keeps the columns that roster.yaml names, and no others', async () => {
  const feed = await feedOf('id,salary,login,status\nE1,9000,bob,active\n', comma);
  expect(feed).toMatchObject({
    source: 'hr',
    columns: ['id', 'salary', 'login', 'status'],
    rows: [{ place: 'row 2', values: { id: 'E1', login: 'bob', status: 'active' } }],
  });
  expect(JSON.stringify(feed)).not.toContain('9000');
});

describe('reads', () => {
  it.each<[string, string, string, readonly (readonly string[])[]]>([
    ['a byte order mark', '\uFEFFid,login,status\n1,a,active\n', ',', [['1', 'a', 'active']]],
    ['a byte order mark before a quote', '\uFEFF"id",login,status\n1,a,active\n', ',', [['1', 'a', 'active']]],
    ['line ends of Windows', 'id,login,status\r\n1,a,active\r\n', ',', [['1', 'a', 'active']]],
    [
      'line ends of both kinds',
      'id,login,status\n1,a,active\r\n2,b,left\n',
      ',',
      [
        ['1', 'a', 'active'],
        ['2', 'b', 'left'],
      ],
    ],
    ['line ends of an old Macintosh', 'id,login,status\r1,a,active\r', ',', [['1', 'a', 'active']]],
    ['semicolons', 'id;login;status\n1;a,b;active\n', ';', [['1', 'a,b', 'active']]],
    ['tabs', 'id\tlogin\tstatus\n1\ta\tactive\n', '\t', [['1', 'a', 'active']]],
    ['a delimiter of several bytes', 'id¦login¦status\n1¦a¦active\n', '¦', [['1', 'a', 'active']]],
    ['quotes', 'id,login,status\n"1","a","on ""leave"", I"\n', ',', [['1', 'a', 'on "leave", I']]],
    ['line ends in quotes', 'id,login,status\n1,"a\r\nb\nc",active\n', ',', [['1', 'a\r\nb\nc', 'active']]],
    ['empty values', 'id,login,status\n1,,\n', ',', [['1', '', '']]],
    ['spaces as they are', 'id,login,status\n 1 , a,active\n', ',', [[' 1 ', ' a', 'active']]],
    ['spaces in the header, folded', ' id ,login,  status\n1,a,active\n', ',', [['1', 'a', 'active']]],
    ['other scripts', 'id,login,status\n1,Åsa 李 🦀,active\n', ',', [['1', 'Åsa 李 🦀', 'active']]],
    ['formulas as text', 'id,login,status\n=cmd(),+1,@a\n', ',', [['=cmd()', '+1', '@a']]],
    ['a header alone', 'id,login,status\n', ',', []],
    ['blank lines', '\nid,login,status\n\n1,a,active\n\n', ',', [['1', 'a', 'active']]],
  ])('%s', async (_, text, delimiter, rows) => {
    expect(values((await feedOf(text, { delimiter })).rows)).toEqual(rows);
  });

  it('names of 10,000 characters', async () => {
    const name = 'x'.repeat(10_000);
    expect(values((await feedOf(`id,login,status\n1,${name},active\n`, comma)).rows)).toEqual([['1', name, 'active']]);
  });

  it('columns called like what every object has', async () => {
    const { rows } = await feedOf('id,login,status,__proto__,constructor\n1,a,active,x,y\n', comma, {
      a: '__proto__',
      b: 'constructor',
    });
    expect(Object.entries(rows[0]?.values ?? {})).toContainEqual(['__proto__', 'x']);
    expect(Object.entries(rows[0]?.values ?? {})).toContainEqual(['constructor', 'y']);
  });
});

it('numbers rows as a spreadsheet does: from the header, blank lines and all', async () => {
  const { rows } = await feedOf('id,login,status\n1,"a\nb",active\n\n2,c,left\n', comma);
  expect(rows.map(({ place }) => place)).toEqual(['row 2', 'row 4']);
});

describe('refuses, as a whole,', () => {
  const latin = Buffer.from('id,login,status\n1,a,active\n2,Müller,active\n', 'latin1');
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'it is empty: not even a header line'],
    ['blank lines alone', '\n\n', 'it is empty: not even a header line'],
    ['another encoding', latin, 'line 3 is not UTF-8: have it exported as UTF-8'],
    [
      'UTF-16 with a mark',
      Buffer.from('\uFEFFid,login\n', 'utf16le'),
      'line 1 is not UTF-8: have it exported as UTF-8',
    ],
    [
      'UTF-16 without one',
      Buffer.from('id,login\n', 'utf16le'),
      'line 1 has a zero byte in it, so that it is damaged or not UTF-8: have it exported as UTF-8',
    ],
    [
      'zero bytes',
      'id,login,status\n1,a,active\n2,b\0,active\n',
      'line 3 has a zero byte in it, so that it is damaged or not UTF-8: have it exported as UTF-8',
    ],
    ['a column twice', 'id,login,status,id\n', 'the header has "id" twice: give each column a name of its own'],
    [
      'a column twice but for spaces',
      'id,a  b,status, a b \n',
      'the header has "a b" twice: give each column a name of its own',
    ],
    ['a column without a name', 'id,,status\n', 'column 2 has no name in the header: give each a name of its own'],
    [
      'a delimiter behind the last column',
      'id,status,\n',
      'column 3 has no name in the header: give each a name of its own',
    ],
    [
      'another delimiter',
      'id;login;status\n1;a;active\n',
      'the header is one column with ";" in it: write delimiter: ";"',
    ],
    ['a row with too few', 'id,login,status\n1,a\n', `row 2 has not the 3 columns of the header: ${cutShort}`],
    [
      'a row with too many',
      'id,login,status\n1,a,b,active\n',
      `row 2 has not the 3 columns of the header: ${cutShort}`,
    ],
    [
      'many such rows',
      `id,login,status\n${'1\n2,a,active\n'.repeat(8)}`,
      `rows 2, 4, 6, 8, 10 and 3 more have not the 3 columns of the header: ${cutShort}`,
    ],
    [
      'a cut inside quotes',
      'id,login,status\n1,a,"act',
      'near line 2, a quoted value does not end: is the file cut short?',
    ],
    [
      'a quote inside a value',
      'id,login,status\n1,a"b,active\n',
      `near line 2, a quote stands inside a value: ${unquoted}`,
    ],
    [
      'something behind a quote',
      'id,login,status\n1,"a"b,active\n',
      `near line 2, something stands behind the quote that ends a value: ${unquoted}`,
    ],
    [
      'a quote that swallows the rest',
      `id,login,status\n1,"a,active\n${'2,b,active\n'.repeat(200_000)}`,
      'a row is longer than 1 MB: is a quote missing?',
    ],
  ])('%s', async (_, content, message) => {
    const refusal = await refusalOf(feedOf(content, comma));
    expect(refusal).toMatch(/^FeedError source hr: people: /);
    expect(refusal).toContain(message);
  });

  it('what is too large, without holding it', async () => {
    const refusal = await refusalOf(feedOf(Buffer.alloc(11_000_000, 'x'), comma));
    expect(refusal).toBe('FeedError source hr: people: line 1 is longer than 10 MB');
  });

  it('a million rows and one', async () => {
    const refusal = await refusalOf(feedOf(`id\n${'1\n'.repeat(1_000_001)}`, comma));
    expect(refusal).toBe('FeedError source hr: people: it has more than 1000000 rows: is it the list of people?');
  });
});

describe('where the file ends in a row without a line end', () => {
  it.each([
    ['employee', true],
    ['login', true],
    ['email', true],
    ['status', true],
    ['leftOn', true],
    ['department', true],
    ['another', undefined],
  ])('marks that row if the last column is %s: %s', async (last, unfinished) => {
    const columns = {
      employee: 'employee',
      login: 'login',
      status: 'status',
      email: 'email',
      leftOn: 'leftOn',
      department: 'department',
    };
    const { rows } = await feedOf(`one,two,${last}\na,b,c\nd,e,f`, comma, columns);
    expect(rows.map((row) => row.unfinished)).toEqual([undefined, unfinished]);
  });

  it.each(['\n', '\r\n', '\r'])('and not where it ends in %j', async (end) => {
    const { rows } = await feedOf(`login,id,status${end}a,b,c${end}`, comma);
    expect(rows.map((row) => row.unfinished)).toEqual([undefined]);
  });
});

/** A cut inside a last value is no fault of syntax: that row is marked, and counts are for the feed checks to compare. */
it('cut anywhere, gives rows as they were, a last one that is marked, or nothing', async () => {
  const value = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', '🦀'), maxLength: 6 });
  const tables = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom('\n', '\r\n'), fc.nat(), async (rows, end, at) => {
      const whole = Buffer.from(
        [['id', 'login', 'status'], ...rows].map((row) => row.map(quoted).join(',') + end).join(''),
      );
      const read = await feedOf(whole.subarray(0, at % (whole.length + 1)), comma).catch((error: unknown) => error);
      if (read instanceof FeedError) return;
      const { rows: got } = read as { readonly rows: readonly Row[] };
      const last = got.at(-1)?.unfinished === true ? got.length - 1 : got.length;
      expect(values(got.slice(0, last))).toEqual(rows.slice(0, last));
      for (const row of values(got.slice(last))) {
        expect(row.slice(0, 2)).toEqual(rows[last]?.slice(0, 2));
        expect(rows[last]?.[2]?.startsWith(row[2] ?? '')).toBe(true);
      }
    }),
    { numRuns: 500, seed: 4 },
  );
});

/** Spaces alone are a value too; a row is never blank. */
function quoted(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

it('takes time in proportion to the rows', async () => {
  const people = (count: number): string =>
    `id,login,status,name\n${Array.from({ length: count }, (_, i) => `E${i},user-${i},active,"Ann ""${i}"" Müller"\n`).join('')}`;
  const [few, many] = [people(10_000), people(100_000)];
  const timeOf = async (text: string): Promise<number> => {
    const start = performance.now();
    await feedOf(text, comma);
    return performance.now() - start;
  };
  await timeOf(few);
  const base = Math.min(await timeOf(few), await timeOf(few), await timeOf(few));
  expect((await feedOf(many, comma)).rows).toHaveLength(100_000);
  expect(Math.min(await timeOf(many), await timeOf(many)) / base).toBeLessThan(30);
});
