import type { Ran } from '../stage/stage.ts';

/** Prints one line of the story. */
export type Tell = (line?: string) => void;

export function firstLine({ out }: Ran): string {
  return out.split('\n', 1)[0] ?? '';
}
