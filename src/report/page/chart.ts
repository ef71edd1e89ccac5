import { type Drawn, specOf } from './chart-spec.ts';
import type { Group } from './standings.ts';
import { groupOf, groups } from './standings.ts';
import type { Bucket, Timeline } from './timeline.ts';

/** From wide to narrow, in CSS pixels, as the style shows them: so letters are as large where they are read as they are meant to be. */
const sizes: readonly Drawn[] = [
  { width: 1000, height: 340, names: 10 },
  { width: 600, height: 300, names: 7 },
  { width: 328, height: 250, names: 4 },
];

/**
 * The response over time as columns that are stacked by standing, once for each size: SVG in which each group of standings
 * has its name as a class, and whose colours the page's style gives. Nothing in it comes from people: times and counts alone.
 * @param people the height of everyone
 */
export async function chartsOf(timeline: Timeline, people: number): Promise<readonly string[]> {
  // It takes a tenth of a second to load, and only this page needs it.
  const { parse, View } = await import('vega');
  const shown = groupsIn(timeline);
  const counts = shown.flatMap((group, order) =>
    timeline.buckets.map((bucket, index) => ({ index, group, order, count: inGroup(bucket, group) })),
  );
  const draw = (size: Drawn): Promise<string> =>
    new View(parse(specOf({ timeline, people, shown, counts }, size)), { renderer: 'none' }).toSVG();
  return Promise.all(sizes.map(draw));
}

/** Groups that have somebody at the end of some bucket, in the order of the stack. */
export function groupsIn({ buckets }: Timeline): readonly Group[] {
  return groups.filter((group) => buckets.some((bucket) => inGroup(bucket, group) > 0));
}

/** How many of a group there were at the end of a bucket. */
export function inGroup({ seen }: Bucket, group: Group): number {
  if (seen === null) return 0;
  if (group === 'unseen') return seen.unseen;
  return [...seen.counts].reduce((sum, [name, count]) => sum + (groupOf[name] === group ? count : 0), 0);
}
