import type { Axis, Mark, Spec } from 'vega';
import type { Group } from './standings.ts';
import type { Timeline, Unit } from './timeline.ts';
import { clockText, dayText } from './times.ts';

/** One drawing of the chart, in CSS pixels. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  /** How many times may be named below the columns. */
  readonly names: number;
}

export interface Charted {
  readonly timeline: Timeline;
  readonly people: number;
  readonly shown: readonly Group[];
  readonly counts: readonly { index: number; group: Group; order: number; count: number }[];
}

const margin = { left: 42, right: 2, top: 10, bottom: 28 };

/** How far columns are apart at most, where they are few. */
const widestStep = 240;

/** What vega draws. Marks have names because these become classes in the SVG. */
export function specOf({ timeline, people, shown, counts }: Charted, { width, height, names }: Drawn): Spec {
  const { buckets } = timeline;
  const plot = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const step = Math.min(widestStep, plot.width / buckets.length);
  const isRoomy = step > 60;
  // What is too low for its number has none.
  const lowest = (people * 18) / plot.height;
  return {
    // Measuring letters is left to nobody: the same report gives the same bytes wherever it is drawn.
    autosize: 'none',
    ...plot,
    padding: margin,
    data: [
      {
        name: 'counts',
        values: [...counts],
        transform: [{ type: 'stack', groupby: ['index'], field: 'count', sort: { field: 'order' } }],
      },
      ...shown.map((group) => only(`of-${group}`, `datum.group === '${group}' && datum.count > 0`)),
      ...shown.map((group) => only(`high-${group}`, `datum.group === '${group}' && datum.count > ${lowest}`)),
      { name: 'not-looked', values: buckets.flatMap(({ seen }, index) => (seen === null ? [{ index }] : [])) },
    ],
    scales: [
      {
        name: 'x',
        type: 'band',
        domain: buckets.map((_, index) => index),
        range: [0, step * buckets.length],
        paddingInner: isRoomy ? 0.35 : step > 4 ? 0.3 : 0,
        paddingOuter: 0.2,
      },
      { name: 'y', type: 'linear', domain: [0, people], range: 'height' },
    ],
    axes: [
      axis({ orient: 'left', scale: 'y', grid: true, tickCount: Math.min(5, people), format: ',d' }),
      {
        ...axis({ orient: 'bottom', scale: 'x', values: namedOf(timeline, names) }),
        encode: { labels: { update: { text: { signal: `${JSON.stringify(namesOf(timeline))}[datum.value]` } } } },
      },
    ],
    marks: [...shown.map(columns), unlooked, ...(isRoomy ? shown.map(numbers) : [])],
  };
}

function only(name: string, expr: string): NonNullable<Spec['data']>[number] {
  return { name, source: 'counts', transform: [{ type: 'filter', expr }] };
}

function axis(what: Axis): Axis {
  return { ticks: false, domain: false, labelPadding: 8, labelFontSize: 12, labelOverlap: false, aria: false, ...what };
}

function columns(group: Group): Mark {
  return {
    type: 'rect',
    name: group,
    aria: false,
    from: { data: `of-${group}` },
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

/** In the middle of each part of a column. */
function numbers(group: Group): Mark {
  return {
    type: 'text',
    name: `number ${group}`,
    aria: false,
    from: { data: `high-${group}` },
    encode: {
      enter: {
        x: { scale: 'x', field: 'index', band: 0.5 },
        y: { signal: "scale('y', (datum.y0 + datum.y1) / 2)" },
        text: { signal: "format(datum.count, ',d')" },
        align: { value: 'center' },
        baseline: { value: 'middle' },
        fontSize: { value: 13 },
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
  return buckets.map(({ start }) => nameOf(start, unit));
}

/** At midnight the day, so that it is seen where one day ends. */
function nameOf(start: Date, unit: Unit): string {
  return unit === 'hour' && start.getUTCHours() > 0 ? clockText(start) : dayText(start);
}

/** Evenly spaced buckets, of hours such as are even in the day. */
function namedOf({ buckets, unit }: Timeline, room: number): number[] {
  const steps = unit === 'hour' ? [1, 2, 3, 4, 6, 12, 24] : [1, 2, 3, 7, 14, 28, 56];
  const step = steps.find((one) => buckets.length / one <= room) ?? Math.ceil(buckets.length / room);
  const isNamed = (start: Date, index: number): boolean => (unit === 'hour' ? start.getUTCHours() : index) % step === 0;
  return buckets.flatMap(({ start }, index) => (isNamed(start, index) ? [index] : []));
}
