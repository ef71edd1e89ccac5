import type { Evidence } from '../../model/person.ts';
import { code, markdown } from '../escape.ts';

/** Characters that each may take before it is cut. */
const longest = { name: 80, path: 300, sentence: 500 } as const;

/** How many sentences or rows of HR a cell shows before it only counts. */
const mostShown = 4;

/** A name as code, cut where it is long. */
export function name(text: string): string {
  return code(clipped(text, longest.name));
}

export function path(text: string): string {
  return code(clipped(text, longest.path));
}

export function sentence(text: string): string {
  return markdown(clipped(text, longest.sentence));
}

export function sentences(all: readonly string[]): string {
  return joined([...new Set(all)].map(sentence), '<br>');
}

/**
 * Which row of which source, and not a word of what it says. Some places do: the name of an entry in a directory has that
 * of the person in it. So a place is told only where it is a number, or nothing but the employee id that is told anyway.
 */
export function placesIn(evidence: readonly Evidence[], employee?: string): string {
  const places = evidence.map(({ source, place }) => {
    const from = clipped(source, longest.name);
    return saysNothing(place, employee) ? `${from}, ${clipped(place, longest.name)}` : from;
  });
  return joined([...new Set(places)].map(markdown), '; ');
}

function saysNothing(place: string, employee: string | undefined): boolean {
  if (/^(?:row|line|id) \d+$/.test(place)) return true;
  const [column = '', ...rest] = place.split(' ');
  return employee !== undefined && rest.join(' ') === employee && /^\w+$/.test(column);
}

/** A row of a table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What stands above the rows of a table. */
export function tableHead(columns: readonly string[]): string {
  return `| ${columns.join(' | ')} |\n|${columns.map(() => '---|').join('')}\n`;
}

function joined(all: readonly string[], between: string): string {
  const more = all.length - mostShown;
  return [...all.slice(0, mostShown), ...(more > 0 ? [`and ${more} more`] : [])].join(between);
}

/** By characters, so that none is cut in two. */
export function clipped(text: string, most: number = longest.name): string {
  if (text.length <= most) return text;
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
