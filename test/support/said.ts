import { recordsOf } from '../../src/proposal/people/records.ts';
import type { People, Records } from '../../src/model/people.ts';
import { aFeed, aSource } from './feed-builder.ts';

export const today = '2026-11-22';
export type Cells = Readonly<Record<string, string>>;

/** What a source says that has these rows. */
export function said(name: string, ...rows: readonly Cells[]): Records {
  const source = aSource(name, {}, ['department', 'manager']);
  return recordsOf(aFeed(source, rows), source, today);
}

/** `E1 left 2026-11-01`, `E2 unknown no-status`. */
export function standings({ people }: People): readonly string[] {
  return people.map(({ employee, status }) =>
    [employee, ...Object.values(status)].filter((part) => part !== undefined).join(' '),
  );
}
