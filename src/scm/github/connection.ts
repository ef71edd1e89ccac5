import { ReadError } from '../../model/errors.ts';
import { type Fields, fieldsOf, flagOf, listOf, malformed, numberOf, textOf } from './fields.ts';
import { TooLarge } from './graphql-read.ts';
import { askFor, type Ladder } from './ladder.ts';

/** One page of a GraphQL connection. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** How many the whole list has, as GitHub counted when it answered. */
  readonly total: number;
  /** Where the next page starts; null at the end. */
  readonly next: string | null;
}

export function pageOf<Item>(
  value: unknown,
  what: string,
  list: 'edges' | 'nodes',
  itemOf: (fields: Fields, what: string) => Item,
): Page<Item> {
  const connection = fieldsOf(value, what);
  const { hasNextPage, endCursor } = fieldsOf(connection['pageInfo'], `the page of ${what}`);
  const next = flagOf(hasNextPage, `the page of ${what}`) ? textOf(endCursor, `the next page of ${what}`) : null;
  const items = listOf(connection[list], what).map((item) => itemOf(fieldsOf(item, `an entry of ${what}`), what));
  if (next !== null && items.length === 0) throw malformed(what, 'a page with entries', null);
  return { items, total: numberOf(connection['totalCount'], `the count of ${what}`), next };
}

/** A list and how to read it. */
export interface Listing<Item, Size> {
  readonly what: string;
  readonly ladder: Ladder<Size>;
  /** The first page, where another query brought it. */
  readonly first?: Page<Item> | undefined;
  readonly page: (size: Size, after: string | null) => Promise<Page<Item>>;
  /** Tells entries apart: the same one on two pages is one. */
  readonly idOf: (item: Item) => string | number;
  /** Another way to read the whole list, for where even the smallest page is too large. */
  readonly otherwise?: () => Promise<readonly Item[]>;
}

/**
 * A whole list. What was read must be as many as GitHub counts; people come and go while a list is read, so that any
 * count between the least and the most that it named will do. A list that does not add up is read once more.
 * @throws ReadError where it does not add up again.
 */
export async function readList<Item, Size>(listing: Listing<Item, Size>): Promise<readonly Item[]> {
  try {
    const read = await readOnce(listing, listing.first);
    if (addsUp(read)) return read.items;
    const again = await readOnce(listing, undefined);
    if (addsUp(again)) return again.items;
    throw shortList(listing.what, again);
  } catch (error) {
    if (error instanceof TooLarge && listing.otherwise !== undefined) return listing.otherwise();
    throw error;
  }
}

interface Read<Item> {
  readonly items: readonly Item[];
  readonly totals: readonly number[];
}

async function readOnce<Item, Size>(listing: Listing<Item, Size>, first?: Page<Item>): Promise<Read<Item>> {
  const { ladder } = listing;
  const items = new Map<string | number, Item>();
  const totals: number[] = [];
  let page = first ?? (await askFor(ladder, (size) => listing.page(size, null)));
  for (;;) {
    for (const item of page.items) items.set(listing.idOf(item), item);
    totals.push(page.total);
    const after = page.next;
    if (after === null) return { items: [...items.values()], totals };
    page = await askFor(ladder, (size) => listing.page(size, after));
    if (page.next === after) throw malformed(listing.what, 'a list that goes on', after);
  }
}

function addsUp({ items, totals }: Read<unknown>): boolean {
  return items.length >= Math.min(...totals) && items.length <= Math.max(...totals);
}

function shortList(what: string, { items, totals }: Read<unknown>): ReadError {
  const told = totals.at(-1) ?? 0;
  const next = 'Nothing is planned on a part of it; try again, and see that the token may see all of it.';
  return new ReadError('partial-list', `GitHub counts ${told} in ${what} and listed ${items.length}. ${next}`);
}
