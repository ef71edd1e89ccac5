import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feed, Reading, Source } from '../model/roster.ts';
import { readSource } from './read-source.ts';

export const now = new Date('2026-11-20T12:00:00Z');
const columns = { employee: 'id', login: 'login', status: 'status' };

/** A source called hr, with the columns id, login and status. */
export function sourceOf(reading: Reading, more: Readonly<Record<string, string>> = {}): Source {
  return {
    name: 'hr',
    reading,
    columns: { ...columns, ...more },
    status: { active: new Set(['active']), left: new Set(['left']) },
    expect: { atLeast: 1, dropPercent: 2, unknownPercent: 2, freshWithin: undefined },
  };
}

/** Reads a file with this content as `people` in a checkout of its own. */
export async function feedOf(
  content: string | Uint8Array,
  reading: { readonly delimiter: string } | { readonly at: string },
  more?: Readonly<Record<string, string>>,
): Promise<Feed> {
  const root = mkdtempSync(join(tmpdir(), 'rollcall-roster-'));
  try {
    writeFileSync(join(root, 'people'), content);
    const kind = 'delimiter' in reading ? ({ kind: 'csv' } as const) : ({ kind: 'json' } as const);
    const source = sourceOf({ file: 'people', ...kind, ...reading } as Reading, more);
    return await readSource(source, { root, env: {}, now: () => now });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What people are told where the reading is refused. */
export async function refusalOf(reading: Promise<unknown>): Promise<string> {
  const ended = await reading.catch((error: unknown) => error);
  if (!(ended instanceof Error)) throw new Error(`nothing was refused: ${JSON.stringify(ended)}`);
  return `${ended.name} ${ended.message}`;
}
