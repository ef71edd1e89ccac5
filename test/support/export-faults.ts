import { type Arbitrary, constantFrom, nat, oneof, record, tuple } from 'fast-check';
import { damaged, type Table } from './hr-export.ts';

/** What happens to an export on its way. */
export interface ExportFault {
  readonly name: string;
  /** Whether it can make no row say that somebody has left of whom no row said so. */
  readonly isInnocent: boolean;
  readonly change: ((table: Table) => Table) | ((bytes: Buffer) => Buffer);
  readonly of: 'table' | 'bytes';
}

/** Rows first, then bytes, each in the order given. */
export function faulted(table: Table, faults: readonly ExportFault[], write: (table: Table) => Buffer): Buffer {
  let rows = table;
  for (const { of, change } of faults) if (of === 'table') rows = (change as (table: Table) => Table)(rows);
  let bytes = write(rows);
  for (const { of, change } of faults) if (of === 'bytes') bytes = (change as (bytes: Buffer) => Buffer)(bytes);
  return bytes;
}

const words = ['', ' ', 'ACTIVE', ' active ', 'terminated', 'Terminated', 'terminate', 'not terminated', 'on leave'];
const moreWords = ['ｔｅｒｍｉｎａｔｅｄ', 'termi\u00ADnated', 'terminated\u200B', '0', 'null', 'left', 'Payments'];
const dates = ['', '2026-11-01', '2027-01-01', '01/02/2026', '20261101', '2026-02-30', 'soon', '46000', '########'];
const values = [...words, ...moreWords, ...dates, 'E0001', 'E0003', 'user1', 'USER3', 'Search', 'new0'];
/** What a sign becomes in the wrong encoding, and what it never becomes: another letter or digit. */
const broken = [damaged, 'Ã¤', '\u0000', '?', '', '\u200B', '\u202E', '"', '\n', ';', ','];

/** Whatever was seen to happen to exports, in their rows and in their bytes. */
export const anyExportFault: Arbitrary<ExportFault> = oneof(...tableFaults(), ...byteFaults());

function tableFaults(): Arbitrary<ExportFault>[] {
  return [
    onTable('rows dropped', true, tuple(nat(), nat()), ({ header, rows }, [from, count]) => {
      const at = from % Math.max(1, rows.length);
      return { header, rows: rows.toSpliced(at, (count % 3) + 1) };
    }),
    onTable('names of columns swapped', false, tuple(nat(), nat()), ({ header, rows }, [a, b]) => ({
      header: swapped(header, a, b),
      rows,
    })),
    onTable('cells swapped from a row on', false, tuple(nat(), nat(), nat()), ({ header, rows }, [from, a, b]) => ({
      header,
      rows: rows.map((cells, index) => (index < from % Math.max(1, rows.length) ? cells : swapped(cells, a, b))),
    })),
    onTable('a column moved by a row', false, nat(), ({ header, rows }, which) => {
      const column = which % header.length;
      return { header, rows: rows.map((cells, index) => cells.with(column, rows.at(index - 1)?.[column] ?? '')) };
    }),
    onTable('a column lost', true, nat(), ({ header, rows }, which) => {
      const column = which % header.length;
      return { header: header.toSpliced(column, 1), rows: rows.map((cells) => cells.toSpliced(column, 1)) };
    }),
    onTable(
      'a column called otherwise',
      true,
      tuple(nat(), constantFrom('x', '', 'Status', 'id')),
      (table, [at, name]) => ({
        ...table,
        header: table.header.with(at % table.header.length, name),
      }),
    ),
    onTable('a column emptied', false, nat(), ({ header, rows }, which) => ({
      header,
      rows: rows.map((cells) => cells.with(which % header.length, '')),
    })),
    onTable(
      'words changed',
      false,
      tuple(nat(), nat(), constantFrom(...values)),
      inCell((_, value) => value),
    ),
    onTable('a status changed', false, tuple(nat(), constantFrom(...words, ...moreWords)), (table, [row, word]) =>
      inCell(() => word)(table, [row, Math.max(0, table.header.indexOf('status')), word]),
    ),
    onTable(
      'a sign broken',
      true,
      tuple(nat(), nat(), tuple(nat(), constantFrom(...broken))),
      (table, [row, column, [at, sign]]) =>
        inCell((cell) => {
          const place = at % Math.max(1, cell.length);
          return cell.slice(0, place) + sign + cell.slice(place + 1);
        })(table, [row, column, sign]),
    ),
    onTable('a row twice', true, tuple(nat(), nat()), ({ header, rows }, [which, to]) => {
      const row = rows[which % Math.max(1, rows.length)];
      return { header, rows: row === undefined ? rows : rows.toSpliced(to % (rows.length + 1), 0, row) };
    }),
    onTable(
      'a row twice, and not the same',
      false,
      tuple(nat(), nat(), constantFrom(...values)),
      (table, [which, column, value]) => {
        const { header, rows } = table;
        const row = rows[which % Math.max(1, rows.length)];
        return { header, rows: row === undefined ? rows : [...rows, row.with(column % header.length, value)] };
      },
    ),
  ];
}

function byteFaults(): Arbitrary<ExportFault>[] {
  const somewhere = nat(100_000);
  return [
    onBytes('cut in the middle', true, somewhere, (bytes, at) => bytes.subarray(0, at % (bytes.length + 1))),
    onBytes('cut near the end', true, nat(40), (bytes, at) => bytes.subarray(0, Math.max(0, bytes.length - at))),
    onBytes('the beginning lost', false, somewhere, (bytes, at) => bytes.subarray(at % (bytes.length + 1))),
    onBytes('a piece lost', false, tuple(somewhere, nat(200)), (bytes, [from, count]) => {
      const at = from % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
    }),
    onBytes('a piece twice', false, tuple(somewhere, nat(200)), (bytes, [from, count]) => {
      const at = from % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at + count), bytes.subarray(at)]);
    }),
    onBytes('a byte changed', false, tuple(somewhere, nat(255)), (bytes, [at, value]) => {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = value;
      return copy;
    }),
    onBytes('a line end lost', false, nat(), (bytes, which) => {
      const text = bytes.toString('latin1');
      const ends = Array.from(text.matchAll(/\r\n|[\r\n]/g), ({ index, 0: end }) => [index, end.length] as const);
      const [at, length] = ends[which % Math.max(1, ends.length)] ?? [0, 0];
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    }),
    onBytes(
      'a sign put in',
      false,
      tuple(somewhere, constantFrom('"', ',', ';', '\n', '\r', '\uFEFF', '\\', '}')),
      (bytes, [from, sign]) => {
        const at = from % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, at), Buffer.from(sign), bytes.subarray(at)]);
      },
    ),
    onBytes(
      'written in another encoding',
      true,
      constantFrom('latin1' as const, 'utf16le' as const),
      (bytes, encoding) => Buffer.from(`\u00E4${bytes.toString()}`, encoding),
    ),
    onBytes('encoded twice', true, nat(1), (bytes) => Buffer.from(bytes.toString('latin1'))),
  ];
}

function onTable<T>(
  name: string,
  isInnocent: boolean,
  drawn: Arbitrary<T>,
  change: (table: Table, drawn: T) => Table,
): Arbitrary<ExportFault> {
  return drawn.map((drawn) => ({ name, isInnocent, of: 'table', change: (table: Table) => change(table, drawn) }));
}

function onBytes<T>(
  name: string,
  isInnocent: boolean,
  drawn: Arbitrary<T>,
  change: (bytes: Buffer, drawn: T) => Buffer,
): Arbitrary<ExportFault> {
  return record({ drawn }).map(({ drawn }) => ({
    name,
    isInnocent,
    of: 'bytes',
    change: (bytes: Buffer) => change(bytes, drawn),
  }));
}

function inCell(change: (cell: string, value: string) => string) {
  return ({ header, rows }: Table, [which, column, value]: readonly [number, number, string]): Table => {
    const [row, at] = [which % Math.max(1, rows.length), column % header.length];
    return {
      header,
      rows: rows.map((cells, index) => (index === row ? cells.with(at, change(cells[at] ?? '', value)) : cells)),
    };
  };
}

function swapped(cells: readonly string[], a: number, b: number): readonly string[] {
  const [one, other] = [a % cells.length, b % cells.length];
  return cells.with(one, cells[other] ?? '').with(other, cells[one] ?? '');
}
