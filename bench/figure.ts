/** One number of the benchmark, with the most that it may be where the design says so. */
export interface Figure {
  /** What was measured, such as `full plan of 3,500 people`. */
  readonly what: string;
  readonly value: number;
  /** `times` is a ratio; `ms` of processor time, but for what says that it is of the clock; `s` of the sandbox's clock. */
  readonly unit: 'requests' | 'points' | 'writes' | 'changes' | 'people' | 'ms' | 's' | 'days' | 'MB' | 'times';
  /** Undefined where the number is told and not judged, as milliseconds never are. */
  readonly atMost?: number;
}

export function isMissed({ value, atMost }: Figure): boolean {
  return atMost !== undefined && value > atMost;
}

export function asJson(figures: readonly Figure[]): string {
  const { node, v8 } = process.versions;
  return JSON.stringify({ version: 1, node, v8, missed: figures.filter(isMissed).length, figures }, null, 2);
}

/** A line a figure: what it is, the number, the most that it may be, and whether it is. */
export function asTable(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  const lines = figures.map((figure) => {
    const { what, value, unit, atMost } = figure;
    const limit = atMost === undefined ? '' : `at most ${shown(atMost)}  ${isMissed(figure) ? 'MISSED' : 'met'}`;
    return `${what.padEnd(width)}  ${shown(value).padStart(9)} ${unit.padEnd(8)}  ${limit}`.trimEnd();
  });
  return lines.join('\n');
}

/** Counts whole, ratios with two digits. */
function shown(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
