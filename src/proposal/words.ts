import type { Evidence, Person, WhyUnknown } from '../model/person.ts';
import { foldWord } from '../model/roster.ts';

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
    const [word, day] = [filled(status), filled(leftOn)];
    const says = word === undefined ? 'no status' : quoted(word);
    return `${source}, ${shown(place)}: ${says}${day === undefined ? '' : `, left on ${shown(day)}`}`;
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

/** What a status rests on, row by row, without the place: a word in another case, or with other spaces, says the same. */
export function basisOf({ evidence }: Pick<Person, 'evidence'>): string[] {
  const pieces = evidence.map(({ source, status, leftOn }) => {
    const word = filled(status);
    return JSON.stringify([source, word === undefined ? null : foldWord(word), filled(leftOn) ?? null]);
  });
  return [...new Set(pieces)].sort();
}

/** Undefined for an empty cell: it says no more than one that is not there. */
function filled(text: string | undefined): string | undefined {
  return text?.trim() === '' ? undefined : text?.trim();
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
