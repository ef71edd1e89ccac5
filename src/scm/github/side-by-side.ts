import pLimit from 'p-limit';

/** Runs for each item, some at a time, and starts no more once one has failed. Answers keep the items' order. */
export async function sideBySide<Item, Answer>(
  items: readonly Item[],
  run: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const limit = pLimit(8);
  try {
    return await limit.map(items, run);
  } catch (error) {
    limit.clearQueue();
    throw error;
  }
}
