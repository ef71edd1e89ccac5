import type { SearchEntry } from 'ldapts';
import type { Feed, Source } from '../../../model/roster.ts';
import { mostRows, type Origin, tooManyRows } from '../../origin.ts';
import { type Cells, createCells } from '../cells.ts';
import { type Referred, withManagers } from '../managers.ts';
import { comparableDn } from './dn.ts';

/** Entries of a directory as they come. */
export interface Entries {
  add(entry: SearchEntry): void;
  /** @throws FeedError where entries have what cannot be taken for one text */
  finish(): Pick<Feed, 'columns' | 'rows'>;
}

/** The name of an entry is no attribute of it, and may be named as a column all the same. */
const nameColumn = 'dn';

/** What to ask for; `1.1` is for none (https://www.rfc-editor.org/rfc/rfc4511#section-4.5.1.8). */
export function attributesOf({ columns }: Source): string[] {
  const named = [...new Set(Object.values(columns))].filter((column) => column.toLowerCase() !== nameColumn);
  // What is no attribute's name is not asked for: `*` would be all of them.
  const asked = named.filter((column) => /^[a-z0-9][a-z0-9.;-]*$/i.test(column));
  return asked.length === 0 ? ['1.1'] : asked;
}

/**
 * Attributes are compared without regard to case, and called as roster.yaml writes them. A directory leaves out what is
 * empty, and what this account may not see: an attribute is a column where at least one entry has it.
 */
export function createEntries(source: Source, origin: Origin): Entries {
  const cells = createCells(source, origin, 'entries');
  const wanted = [...new Set(Object.values(source.columns))];
  const came = new Set<string>();
  const referred: Referred[] = [];
  return {
    add(entry) {
      const values: Record<string, string> = {};
      for (const column of wanted) {
        const text = cells.textOf(column, textsOf(entry, column, came, cells));
        if (text !== undefined) values[column] = text;
      }
      for (const { type } of entry.attributes) came.add(type);
      referred.push({ row: { place: entry.name, values }, key: comparableDn(entry.name) ?? entry.name });
      if (referred.length > mostRows) throw tooManyRows(origin);
    },
    finish() {
      cells.check();
      const folded = new Set(wanted.map((column) => column.toLowerCase()));
      const columns = [
        ...wanted.filter((column) => came.has(column)),
        ...[...came].filter((column) => !folded.has(column.toLowerCase())),
      ];
      return { columns, rows: withManagers(referred, source, comparableDn) };
    },
  };
}

/** @param came learns that an entry has it */
function textsOf(entry: SearchEntry, column: string, came: Set<string>, cells: Cells): readonly string[] {
  const name = column.toLowerCase();
  const found = name === nameColumn ? [{ type: name, values: [entry.name] }] : entry.attributes;
  return found.flatMap(({ type, values }) => {
    const [description, ...options] = type.toLowerCase().split(';');
    const whole = type.toLowerCase() === name;
    if (description === name && options.some((option) => option.startsWith('range='))) {
      cells.flaw(column, 'has more values than the server gives at once: name an attribute that has one');
    }
    if (description === name && (options.includes('binary') || (whole && values.some(isBinary)))) {
      cells.flaw(column, 'is binary: name an attribute that is text');
    }
    if (whole && values.length > 0) came.add(column);
    return whole ? values.filter((value) => typeof value === 'string') : [];
  });
}

function isBinary(value: string | Buffer): boolean {
  return typeof value !== 'string' || value.includes('\0');
}
