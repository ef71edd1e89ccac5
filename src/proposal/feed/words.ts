import { grouped } from '../../model/figures.ts';
import { shown } from '../words.ts';

const mostNamed = 5;

/** `a, b and c`; of many the first five, and how many more. */
export function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const parts = more > 0 ? [...names.slice(0, mostNamed), `${grouped(more)} more`] : names;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** `E1 (row 2, row 9)` */
export function inRows(name: string, places: readonly string[]): string {
  const more = places.length - mostNamed;
  const rows = [...places.slice(0, mostNamed).map(shown), ...(more > 0 ? [`${grouped(more)} more`] : [])];
  return `${shown(name)} (${rows.join(', ')})`;
}

/** `36 h`, `36 h 1 min`: minutes begun count. */
export function timeText(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${grouped(hours)} h`] : []), ...(rest > 0 || hours === 0 ? [`${rest} min`] : [])].join(' ');
}
