import type { GraphQLResolveInfo } from 'graphql';
import type { Asked } from './asked.ts';
import { fieldError, resourceLimit } from './errors.ts';

export interface PageArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A whole list, and how its entries are shown once they are on the page. */
interface List<T, Node> {
  readonly items: readonly T[];
  /** Tells entries apart for as long as they exist, so that a cursor survives what comes and goes around it. */
  readonly id: (item: T) => number | string;
  readonly node: (item: T) => Node;
  /** More fields of an edge; functions are called only for those asked for. */
  readonly edge?: (item: T) => Readonly<Record<string, unknown>>;
}

/**
 * One page of a list as a GraphQL connection.
 * @throws what GitHub says without `first` or `last`, or with more than 100
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit
 */
export function connection<T, Node>(list: List<T, Node>, args: PageArgs, asked: Asked, info: GraphQLResolveInfo) {
  checkBoundaries(args, info.fieldName);
  if (info.fieldNodes.some((field) => asked.beyondLimit.has(field))) throw resourceLimit();
  const { start, end } = boundsOf(list, args);
  const edges = list.items.slice(start, end).map((item, index) => ({
    cursor: cursorOf(start + index, list.id(item)),
    node: list.node(item),
    ...list.edge?.(item),
  }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    totalCount: list.items.length,
    pageInfo: {
      hasNextPage: end < list.items.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function checkBoundaries({ first, last }: PageArgs, field: string): void {
  if (first == null && last == null) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`;
    throw fieldError('MISSING_PAGINATION_BOUNDARIES', message);
  }
  const [name, size] = first == null ? ['last', last ?? 0] : ['first', first];
  if (size > 100) {
    const what = `Requesting ${size} records on the \`${field}\` connection`;
    throw fieldError('EXCESSIVE_PAGINATION', `${what} exceeds the \`${name}\` limit of 100 records.`);
  }
  if (size < 1) {
    const message = `\`${name}\` on the \`${field}\` connection cannot be less than one.`;
    throw fieldError('EXCESSIVE_PAGINATION', message);
  }
}

function boundsOf<T>(list: List<T, unknown>, args: PageArgs): { start: number; end: number } {
  const after = args.after == null ? 0 : positionOf(list, args.after, 'after') + 1;
  const before = args.before == null ? list.items.length : positionOf(list, args.before, 'before');
  if (args.first != null) return { start: after, end: Math.max(after, Math.min(before, after + args.first)) };
  return { start: Math.max(after, before - (args.last ?? 0)), end: Math.max(after, before) };
}

function cursorOf(position: number, id: number | string): string {
  return Buffer.from(`cursor:${position}:${id}`).toString('base64');
}

/** Where the entry stands now. One that has gone since left its place to the entry after it. */
function positionOf<T>(list: List<T, unknown>, cursor: string, argument: 'after' | 'before'): number {
  const found = /^cursor:(\d+):(.+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (found === null) {
    throw fieldError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  }
  const [position, id] = [Number(found[1]), found[2]];
  const at = list.items[position];
  if (at !== undefined && String(list.id(at)) === id) return position;
  const moved = list.items.findIndex((item) => String(list.id(item)) === id);
  if (moved >= 0) return moved;
  return argument === 'after' ? position - 1 : position;
}

interface Order {
  readonly direction: 'ASC' | 'DESC';
}

/** The list in the order asked for, or as it is where none is. */
export function ordered<T, O extends Order>(
  items: readonly T[],
  order: O | null | undefined,
  keyOf: (item: T, order: O) => string | number,
): readonly T[] {
  if (order == null) return items;
  const sign = order.direction === 'ASC' ? 1 : -1;
  const keyed = items.map((item) => ({ item, key: keyOf(item, order) }));
  keyed.sort((one, other) => sign * (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}
