import type { Evidence, Person, WhyUnknown } from '../model/person.ts';

const longest = 80;
const mostRows = 3;

/** A text from HR in a sentence: as it is where it is harmless, else as a JSON string, cut where it is long. */
export function shown(text: string): string {
  return /^[A-Za-z0-9 _.,=-]{1,80}$/.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
}

/** `hr, row 12: "terminated", left on 2026-11-01` */
export function evidenceText(evidence: readonly Evidence[]): string {
  const rows = evidence.slice(0, mostRows).map(({ source, place, status, leftOn }) => {
    const word = status === undefined ? 'no status' : quoted(status);
    return `${source}, ${shown(place)}: ${word}${leftOn === undefined ? '' : `, left on ${shown(leftOn)}`}`;
  });
  const more = evidence.length - rows.length;
  return `${rows.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** `E0003 has left (hr, row 12: "terminated", left on 2026-11-01)` */
export function hasLeft({ employee, evidence }: Pick<Person, 'employee' | 'evidence'>): string {
  return `${shown(employee)} has left (${evidenceText(evidence)})`;
}

/** `hr, row 12`: where attributes come from. */
export function placesOf({ evidence }: Pick<Person, 'evidence'>): string {
  return evidence
    .slice(0, mostRows)
    .map(({ source, place }) => `${source}, ${shown(place)}`)
    .join('; ');
}

/** What a status rests on, row by row, without the place. */
export function basisOf({ evidence }: Pick<Person, 'evidence'>): string[] {
  const pieces = evidence.map(({ source, status, leftOn }) => JSON.stringify([source, status ?? null, leftOn ?? null]));
  return [...new Set(pieces)].sort();
}

export const whyUnknown: Readonly<Record<WhyUnknown, string>> = {
  'no-status': 'there is no status',
  'unknown-word': 'roster.yaml does not know the status',
  'unreadable-date': 'the leaving date cannot be read',
  'active-and-left': 'the status is an active one, and the leaving date is past',
  'leaves-later': 'the leaving date is still to come',
  'unfinished-row': 'the row may be cut short',
  'sources-disagree': 'the rows disagree',
  'login-conflict': 'it is not certain whose login it is',
};
