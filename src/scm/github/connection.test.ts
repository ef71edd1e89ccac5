import { describe, expect, it } from 'vitest';
import { type Page, readList } from './connection.ts';
import { TooLarge } from './graphql-read.ts';
import { createLadder, halvesOf, inBatches } from './ladder.ts';

/** A list of so many numbers that is served as GitHub serves connections; `lie` changes what it answers. */
function served(count: number, lie: (page: Page<number>, asked: number) => Page<number> = (page) => page) {
  const sizes: number[] = [];
  const page = (size: number, after: string | null): Promise<Page<number>> => {
    const from = Number(after ?? 0);
    const items = Array.from({ length: Math.min(size, count - from) }, (_, index) => from + index);
    const next = from + size < count ? String(from + size) : null;
    sizes.push(size);
    return Promise.resolve(lie({ items, total: count, next }, sizes.length));
  };
  const listing = { what: 'numbers', ladder: createLadder([100, ...halvesOf(100)]), page, idOf: (id: number) => id };
  return { listing, sizes };
}

describe('a list', () => {
  it.each([0, 1, 100, 101, 1001, 10_001])('of %i is read to its end', async (count) => {
    const { listing, sizes } = served(count);
    expect(await readList(listing)).toHaveLength(count);
    expect(sizes).toHaveLength(Math.max(1, Math.ceil(count / 100)));
  });

  it('that ends early is read once more', async () => {
    const { listing } = served(250, (page, asked) => (asked === 2 ? { ...page, next: null } : page));
    expect(await readList(listing)).toHaveLength(250);
  });

  it('that ends early again fails: a part of it is never the answer', async () => {
    const { listing } = served(250, (page) => ({ ...page, next: null }));
    await expect(readList(listing)).rejects.toThrow('GitHub counts 250 in numbers and listed 100');
  });

  it('that changes while it is read may have any count between', async () => {
    const { listing, sizes } = served(250, (page, asked) => ({ ...page, total: asked === 1 ? 251 : 249 }));
    expect(await readList(listing)).toHaveLength(250);
    expect(sizes).toHaveLength(3);
  });

  it('whose next page is the same page fails', async () => {
    const { listing } = served(250, (page) => ({ ...page, next: '100' }));
    await expect(readList(listing)).rejects.toThrow('a list that goes on');
  });

  it('is asked for in smaller pages where they are too large, and slowly in larger ones again', async () => {
    const { listing, sizes } = served(1001);
    const page = (size: number, after: string | null): Promise<Page<number>> => {
      if (size <= 25) return listing.page(size, after);
      sizes.push(size);
      throw new TooLarge('numbers', 'refused');
    };
    expect(await readList({ ...listing, page })).toHaveLength(1001);
    expect(sizes.slice(0, 4)).toEqual([100, 50, 25, 25]);
    expect(sizes.filter((size) => size > 25).length).toBeLessThan(5);
  });

  it('is read another way where even one at a time is too large', async () => {
    const { listing } = served(3);
    const page = (): Promise<never> => Promise.reject(new TooLarge('numbers', 'refused'));
    expect(await readList({ ...listing, page, otherwise: () => Promise.resolve([7]) })).toEqual([7]);
    await expect(readList({ ...listing, page })).rejects.toBeInstanceOf(TooLarge);
  });
});

it('asks in smaller batches where a batch is too large', async () => {
  const asked: number[] = [];
  const answers = await inBatches([1, 2, 3, 4, 5], 4, (batch) => {
    asked.push(batch.length);
    if (batch.length > 2) throw new TooLarge('names', 'refused');
    return Promise.resolve(batch.map((item) => item * 10));
  });
  expect(answers).toEqual([10, 20, 30, 40, 50]);
  expect(asked).toEqual([4, 2, 2, 1]);
});
