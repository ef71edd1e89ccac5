import type { Spec } from 'vega';
import { clockText, dayText } from './times.ts';
import { type Group, groupOf, groups } from './standings.ts';
import type { Bucket, Timeline, Unit } from './timeline.ts';

/** One drawing of the chart. In CSS pixels, so that its letters are as large as they are meant to be where it is shown. */
interface Size {
  readonly width: number;
  readonly height: number;
  /** How many times fit below the columns. */
  readonly labels: number;
}

export const sizes = {
  wide: { width: 880, height: 320, labels: 9 },
  narrow: { width: 312, height: 240, labels: 4 },
} as const satisfies Readonly<Record<string, Size>>;

/**
 * The response over time as columns that are stacked by standing: SVG in which each group of standings has its name as a
 * class, and no colour: the page's style gives it. Nothing in it comes from people: times and counts alone.
 * @param people the height of everyone
 */
export async function chartOf(timeline: Timeline, people: number, size: Size): Promise<string> {
  // It takes a tenth of a second to load, and only this page needs it.
  const { parse, View } = await import('vega');
  return new View(parse(specOf(timeline, people, size)), { renderer: 'none' }).toSVG();
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

const left = 44;
const below = 44;
const widestColumn = 64;

function specOf(timeline: Timeline, people: number, { width, height, labels }: Size): Spec {
  const { buckets } = timeline;
  const shown = groupsIn(timeline);
  const plot = { width: width - left - 8, height: height - below - 12 };
  const rows = shown.flatMap((group, order) =>
    buckets.map((bucket, index) => ({ index, group, order, count: inGroup(bucket, group) })),
  );
  const from = (group: Group) => [{ type: 'filter' as const, expr: `datum.group === '${group}' && datum.count > 0` }];
  return {
    // Measuring letters is left to nobody: the same report gives the same bytes wherever it is drawn.
    autosize: 'none',
    width: plot.width,
    height: plot.height,
    padding: { left, right: 8, top: 12, bottom: below },
    data: [
      {
        name: 'counts',
        values: rows,
        transform: [{ type: 'stack', groupby: ['index'], field: 'count', sort: { field: 'order' } }],
      },
      ...shown.map((group) => ({ name: `${group}-counts`, source: 'counts', transform: from(group) })),
      { name: 'not-looked', values: buckets.flatMap(({ seen }, index) => (seen === null ? [{ index }] : [])) },
    ],
    scales: [
      {
        name: 'x',
        type: 'band',
        domain: buckets.map((_, index) => index),
        range: [0, Math.min(plot.width, buckets.length * widestColumn)],
        paddingInner: buckets.length > 60 ? 0 : 0.18,
        paddingOuter: 0.1,
      },
      { name: 'y', type: 'linear', domain: [0, people], range: 'height', nice: 4 },
    ],
    axes: [
      axis({ orient: 'left', scale: 'y', grid: true, tickCount: Math.min(4, people), format: ',d', domain: false }),
      {
        ...axis({ orient: 'bottom', scale: 'x', values: labelled(timeline, labels) }),
        encode: { labels: { update: { text: { signal: `${JSON.stringify(namesOf(timeline))}[datum.value]` } } } },
      },
    ],
    marks: [...shown.map(columns), unlooked],
  };
}

type Axis = NonNullable<Spec['axes']>[number];

function axis(what: Axis): Axis {
  return { ticks: false, labelPadding: 8, labelFontSize: 12, labelOverlap: false, aria: false, zindex: 0, ...what };
}

type Mark = NonNullable<Spec['marks']>[number];

/** The name becomes a class of the element around these columns. */
function columns(group: Group): Mark {
  return {
    type: 'rect',
    name: group,
    aria: false,
    from: { data: `${group}-counts` },
    encode: {
      enter: {
        x: { scale: 'x', field: 'index' },
        width: { scale: 'x', band: 1 },
        y: { scale: 'y', field: 'y1' },
        y2: { scale: 'y', field: 'y0' },
      },
    },
  };
}

/** A dash at the foot where nobody looked, so that an empty place does not seem to say that there was nobody. */
const unlooked: Mark = {
  type: 'rect',
  name: 'unlooked',
  aria: false,
  from: { data: 'not-looked' },
  encode: {
    enter: {
      x: { scale: 'x', field: 'index' },
      width: { scale: 'x', band: 1 },
      y: { signal: 'height - 3' },
      height: { value: 3 },
    },
  },
};

function namesOf({ buckets, unit }: Timeline): readonly string[] {
  return buckets.map(({ start }) => shortName(start, unit));
}

/** At midnight the day, so that it is seen where one day ends. */
function shortName(start: Date, unit: Unit): string {
  return unit === 'hour' && start.getUTCHours() > 0 ? clockText(start) : dayText(start);
}

/** Evenly spaced buckets, of hours such as are even in the day. */
function labelled({ buckets, unit }: Timeline, room: number): number[] {
  const steps = unit === 'hour' ? [1, 2, 3, 4, 6, 12, 24] : [1, 2, 5, 7, 14, 28, 56];
  const step = steps.find((one) => buckets.length / one <= room) ?? Math.ceil(buckets.length / room);
  const hours = (start: Date): number => (unit === 'hour' ? start.getUTCHours() : 0);
  return buckets.flatMap(({ start }, index) =>
    (unit === 'hour' ? hours(start) % step === 0 : index % step === 0) ? [index] : [],
  );
}
