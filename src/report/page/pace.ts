import { counted, grouped } from '../../model/figures.ts';
import type { StandingName, StatusReport } from '../../model/standing.ts';
import { looksAt } from './timeline.ts';

const hour = 3_600_000;
const milestones = [
  { length: hour, words: 'within an hour' },
  { length: 24 * hour, words: 'within a day' },
  { length: 72 * hour, words: 'within three days' },
  { length: 168 * hour, words: 'within a week' },
] as const;

/**
 * How many answered how soon: `5 people within an hour, 36 within a day, 58 by now`. Only of spans that are over, and in
 * which somebody looked; null where nobody was seen to have answered.
 */
export function paceWords(report: StatusReport): string | null {
  const answered = answersOf(report);
  const last = answered.at(-1)?.after ?? 0;
  const over = milestones.filter(({ length }) => length <= last);
  let told = 0;
  const parts = [...over, { length: last, words: 'by now' }].flatMap(({ length, words }) => {
    const people = answered.findLast(({ after }) => after <= length)?.people ?? 0;
    if (people === told) return [];
    const much = told === 0 ? counted(people, 'person', 'people') : grouped(people);
    told = people;
    return [`${much} ${words}`];
  });
  return parts.length === 0 ? null : parts.join(', ');
}

/** For each look after the change, how many had been seen accepted or restored for the first time since. */
function answersOf(report: StatusReport): readonly { readonly after: number; readonly people: number }[] {
  const change = Date.parse(report.change.at);
  const standings = new Map<string, StandingName>();
  const answered = new Set<string>();
  return looksAt(report).flatMap(({ at, standings: seen }) => {
    const after = Date.parse(at) - change;
    for (const [login, standing] of seen) {
      const isAnswer = standing === 'accepted' || standing === 'restored';
      if (after >= 0 && isAnswer && standings.get(login) !== standing) answered.add(login);
      standings.set(login, standing);
    }
    return after < 0 ? [] : [{ after, people: answered.size }];
  });
}
