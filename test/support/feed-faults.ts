import { type Arbitrary, array, constantFrom, integer, nat, oneof, record, string, tuple } from 'fast-check';
import { type Feed, foldWord, type Row } from '../../src/model/roster.ts';

/** What happens to a feed on its way. */
export type Fault = (feed: Feed) => Feed;

/**
 * Every way in which exports were seen to break, as often as one likes, one after the other. No fault writes a leaving
 * word, or takes a whole leaving date away, where the rest of the row stays as it was: then the row says that somebody
 * has left, and no reader could tell it from the truth.
 */
export function anyFaults(): Arbitrary<readonly Fault[]> {
  const kinds = [dropped, swapped, wordChanged, dateBroken, repeated, lineEndLost, cutShort, characterLost];
  return array(oneof(...kinds.map((kind) => kind())), { minLength: 1, maxLength: 5 });
}

function dropped(): Arbitrary<Fault> {
  return array(nat(), { minLength: 1, maxLength: 3 }).map((which) => (feed) => {
    const gone = new Set(which.map((index) => index % Math.max(1, feed.rows.length)));
    return { ...feed, rows: feed.rows.filter((_, index) => !gone.has(index)) };
  });
}

/** The header has two columns the wrong way round. */
function swapped(): Arbitrary<Fault> {
  return tuple(nat(), nat()).map(([one, other]) => (feed) => {
    const [a, b] = [columnAt(feed, one), columnAt(feed, other)];
    const rows = feed.rows.map((row) => withValues(row, { [a]: row.values[b] ?? '', [b]: row.values[a] ?? '' }));
    return { ...feed, rows };
  });
}

const words = constantFrom(
  '',
  ' ',
  'ACTIVE',
  'active',
  'terminate',
  'ter minated',
  'terminated?',
  'not terminated',
  '0',
);
const noLeavingWord = oneof(words, string({ unit: 'binary' })).filter((word) => foldWord(word) !== 'terminated');

function wordChanged(): Arbitrary<Fault> {
  return tuple(nat(), noLeavingWord).map(([index, status]) => atRow(index, (row) => withValues(row, { status })));
}

function dateBroken(): Arbitrary<Fault> {
  const broken = oneof(
    constantFrom('01/02/2026', '1.2.2026', 'soon', '2026-02-30', '0000-00-00', '46000', '########'),
    integer({ min: 1, max: 9 }),
  );
  return tuple(nat(), broken).map(([index, leftOn]) =>
    atRow(index, (row) =>
      withValues(row, { leftOn: typeof leftOn === 'string' ? leftOn : (row.values['leftOn'] ?? '').slice(0, leftOn) }),
    ),
  );
}

/** A row stands twice, perhaps with another word. */
function repeated(): Arbitrary<Fault> {
  return tuple(nat(), oneof(noLeavingWord, constantFrom(undefined))).map(([index, status]) => (feed) => {
    const row = feed.rows[index % Math.max(1, feed.rows.length)];
    if (row === undefined) return feed;
    const twin = status === undefined ? row : withValues(row, { status });
    return { ...feed, rows: [...feed.rows, { ...twin, place: `row ${feed.rows.length + 100}` }] };
  });
}

/** Two rows in one: the last value of the first runs into the first of the second, and the rest is beyond the columns. */
function lineEndLost(): Arbitrary<Fault> {
  return nat().map((index) => (feed) => {
    const at = index % Math.max(1, feed.rows.length);
    const [row, next] = [feed.rows[at], feed.rows[at + 1]];
    if (row === undefined || next === undefined) return feed;
    const [first, last] = [columnAt(feed, 0), columnAt(feed, feed.columns.length - 1)];
    const merged = withValues(row, { [last]: `${row.values[last] ?? ''}${next.values[first] ?? ''}` });
    return { ...feed, rows: feed.rows.toSpliced(at, 2, merged) };
  });
}

/** The file ends in the middle of its last value; readers mark such a row. */
function cutShort(): Arbitrary<Fault> {
  return record({ kept: nat(20), rows: nat() }).map(({ kept, rows }) => (feed) => {
    const end = (rows % Math.max(1, feed.rows.length)) + 1;
    const column = columnAt(feed, feed.columns.length - 1);
    const cut = feed.rows.slice(0, end).at(-1);
    if (cut === undefined) return feed;
    const value = (cut.values[column] ?? '').slice(0, kept);
    return {
      ...feed,
      rows: [...feed.rows.slice(0, end - 1), { ...withValues(cut, { [column]: value }), unfinished: true }],
    };
  });
}

/** A character in the wrong encoding, anywhere. */
function characterLost(): Arbitrary<Fault> {
  return tuple(nat(), nat(), nat(), constantFrom('\ufffd', 'Ã¤', '\u0000', '?')).map(([index, column, at, character]) =>
    atRow(index, (row, feed) => {
      const name = columnAt(feed, column);
      const value = row.values[name] ?? '';
      const place = at % Math.max(1, value.length);
      return withValues(row, { [name]: `${value.slice(0, place)}${character}${value.slice(place + 1)}` });
    }),
  );
}

function atRow(index: number, change: (row: Row, feed: Feed) => Row): Fault {
  return (feed) => {
    const at = index % Math.max(1, feed.rows.length);
    return { ...feed, rows: feed.rows.map((row, place) => (place === at ? change(row, feed) : row)) };
  };
}

function columnAt({ columns }: Feed, index: number): string {
  return columns[index % columns.length] ?? '';
}

function withValues(row: Row, values: Row['values']): Row {
  return { ...row, values: { ...row.values, ...values } };
}
