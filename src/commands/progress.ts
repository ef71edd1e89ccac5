import type { Context } from './context.ts';

/** At most one line in so many milliseconds, so that a log of CI stays readable. */
const between = 5000;

/** Says on stderr how far a run has come, and how long the rest will take at the pace so far. */
export function progressOn(context: Context, total: number): (done: number) => void {
  const started = context.now().getTime();
  let said = started;
  if (total > 0) context.log(`Carrying out ${total} ${total === 1 ? 'change' : 'changes'} …`);
  return (done) => {
    const now = context.now().getTime();
    if (now - said < between && done < total) return;
    said = now;
    const left = done === 0 ? Number.NaN : ((now - started) / done) * (total - done);
    context.log(`${done} of ${total} ${done === total ? 'tried' : `tried, ${inWords(left)} left`}`);
  };
}

/** @param milliseconds an estimate, so no more than two figures of it are said */
function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 90) return `about ${seconds} s`;
  return `about ${Math.ceil(seconds / 60)} min`;
}
