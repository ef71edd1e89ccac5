import { createHash } from 'node:crypto';
import type { Change } from '../model/change.ts';

/** SHA-256 of what the changes do, without why: the same plan has the same digest whatever commit it is made at. */
export function digestOf(organization: string, changes: readonly Change[]): string {
  const hash = createHash('sha256').update(JSON.stringify(organization.toLowerCase()));
  for (const { reason: _, attribution: __, restsOn: ___, ...does } of changes)
    hash.update('\n').update(JSON.stringify(inKeyOrder(does)));
  return hash.digest('hex');
}

/** The same value with the keys of every object sorted, so that equal values have equal texts. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, inKeyOrder(item)]),
  );
}
