import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Feed, Row } from '../../src/model/roster.ts';
import { readSource } from '../../src/roster/read-source.ts';
import { asCsv, type HrPerson, hrSource } from './hr-people.ts';

/** The feed says of these people what it would say had HR exported them as CSV, which has no NULL. */
export async function expectFeedOf(people: readonly HrPerson[], feed: Feed): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'rollcall-hr-'));
  try {
    writeFileSync(join(root, 'people.csv'), asCsv(people));
    const source = hrSource({ kind: 'csv', file: 'people.csv', delimiter: ',' });
    const asExported = await readSource(source, { root, env: {}, now: () => new Date() });
    expect(feed.columns).toEqual([...asExported.columns, 'salary']);
    expect(feed.rows.map(said).sort()).toEqual(asExported.rows.map(said).sort());
    expect(feed.rows.map(({ values }) => values)).toEqual(people.toReversed().map(withoutNulls));
  } finally {
    rmSync(root, { recursive: true });
  }
}

function said({ values }: Row): string {
  return JSON.stringify(Object.entries(values).filter(([, text]) => text !== ''));
}

function withoutNulls(person: HrPerson): Row['values'] {
  return Object.fromEntries(Object.entries(person).filter((entry): entry is [string, string] => entry[1] !== null));
}
