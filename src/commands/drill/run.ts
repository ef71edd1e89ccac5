import { RollcallError } from '../../model/errors.ts';
import type { Context, ExitCode } from '../context.ts';
import { exit } from '../context.ts';
import type { Stage } from '../stage/stage.ts';

/** What `apply --format json` prints, as far as a drill reads it. */
export interface Applied {
  readonly code: ExitCode;
  readonly summary: { readonly planned: number; readonly done: number };
  readonly outcomes: readonly {
    readonly result: string;
    readonly message?: string;
    readonly change: {
      readonly kind: string;
      readonly login?: string;
      readonly reinstate?: boolean;
      readonly reason: string;
    };
  }[];
  readonly stop?: { readonly message: string };
}

/**
 * Runs a command inside the rehearsal, for its JSON.
 * @throws RollcallError where it ends with anything but 0 or 4, with what it said
 */
export async function run<Printed = Applied>(
  stage: Stage,
  command: (context: Context) => Promise<ExitCode>,
  what: string,
): Promise<Printed & { readonly code: ExitCode }> {
  const { code, out } = await stage.rollcall(command, 'json');
  if (code === exit.interrupted) throw new RollcallError('interrupted', 'Interrupted; the rehearsal was thrown away.');
  if (code === exit.done || code === exit.unfinished) return { ...(JSON.parse(out) as Printed), code };
  const said = out.slice(0, 2000);
  throw new RollcallError('drill', `The rehearsal stops at ${what}: the run ended with ${code}, and said: ${said}`);
}

/** When a run that ended early can go on; undefined where it names no time. */
export function timeToGoOn({ outcomes, stop }: Applied): number | undefined {
  const said = [stop?.message, ...outcomes.map(({ result, message }) => (result === 'waiting' ? message : undefined))];
  const times = said.flatMap((text) => {
    const time = /(?:before|go on at) (\d{4}-\d\d-\d\dT[\d:.]+Z)/.exec(text ?? '')?.[1];
    return time === undefined ? [] : Date.parse(time);
  });
  return times.length === 0 ? undefined : Math.min(...times);
}
