import { RollcallError } from '../../model/errors.ts';

/** What the story tells must be so: otherwise the demo ends here, and not with 0. */
export function claim(holds: boolean, what: string, seen: unknown): asserts holds {
  if (holds) return;
  throw new RollcallError('demo', `The demo stops: it was to show that ${what}, and saw: ${shown(seen)}`);
}

function shown(seen: unknown): string {
  return (typeof seen === 'string' ? seen : JSON.stringify(seen)).slice(0, 2000);
}
