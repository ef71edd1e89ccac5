import { counted, grouped, percentText } from '../../model/figures.ts';
import { compare } from '../../model/order.ts';
import type { Records } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';
import { foldWord } from '../../model/roster.ts';
import { shown, whyUnknown } from '../words.ts';
import { type Check, type Judged, the } from './judged.ts';
import { listed } from './words.ts';

/** Rows without an employee id count as unknown, too: otherwise a column of ids that is empty would pass. */
export function unknownPercent({ counts, records, source }: Judged): ReturnType<Check> {
  const limit = source.expect.unknownPercent;
  if (counts.unknown * 100 <= counts.rows * limit) return [];
  const message = `${the(source)} has ${counted(counts.rows, 'row')}, and ${grouped(counts.unknown)} of them, ${percentText(counts.unknown, counts.rows)}, are of unknown status; roster.yaml lets through ${limit} % (\`unknownPercent\`). ${reasonsIn(records)}. Have the export put right, or add the words that are right to \`status\` in roster.yaml.`;
  return [{ message, figures: { rows: counts.rows, unknown: counts.unknown, unknownPercent: limit } }];
}

/** `In 12 rows there is no status; in 3 rows roster.yaml does not know the status: "away"` */
function reasonsIn({ people, rowsWithoutEmployee }: Records): string {
  const reasons = people.map(({ status }) => (status.kind === 'unknown' ? whyUnknown[status.why] : undefined));
  const rows = [...reasons, ...rowsWithoutEmployee.map(() => 'there is no employee id')];
  const texts = mostFirst(rows).map(([why, count]) => {
    const words = why === whyUnknown['unknown-word'] ? `: ${listed(unknownWords(people))}` : '';
    return `in ${counted(count, 'row')} ${why}${words}`;
  });
  return `I${texts.join('; ').slice(1)}`;
}

function unknownWords(people: readonly Person[]): readonly string[] {
  const words = people.flatMap(({ status, evidence: [{ status: word = '' }] }) =>
    status.kind === 'unknown' && status.why === 'unknown-word' ? [foldWord(word)] : [],
  );
  return mostFirst(words).map(([word, count]) => `${shown(word)} ${counted(count, 'time')}`);
}

/** Each text with how often it is there, the most frequent first. */
function mostFirst(texts: readonly (string | undefined)[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b));
}
