/** Something to measure. */
export type Act = () => unknown;

/**
 * Processor time of each act in milliseconds: the median of so many rounds, in which the acts take turns, so that what
 * else the machine does weighs little and weighs on all of them alike.
 */
export async function processorTimes<Name extends string>(
  acts: Readonly<Record<Name, Act>>,
  rounds: number,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(acts) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times.get(name)?.push(await processorTime(acts[name]));
  }
  return Object.fromEntries(names.map((name) => [name, medianOf(times.get(name) ?? [])])) as Record<Name, number>;
}

/** What one go costs this process, threads of the garbage collector included, in milliseconds. */
export async function processorTime(act: Act): Promise<number> {
  const start = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
