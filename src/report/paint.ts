import type { Sign } from './words.ts';

/** The names are those of Node's `util.styleText`, which the command line hands in: this folder touches nothing. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
export type Paint = (style: Style, text: string) => string;

export const plainly: Paint = (_, text) => text;

export const signStyles: Readonly<Record<Sign, Style>> = { '+': 'green', '~': 'yellow', '-': 'red' };
