import { counted } from '../../model/figures.ts';
import type { Standing, StandingName, StatusReport } from '../../model/standing.ts';
import { code, markdown, visible } from '../escape.ts';
import { cut, type Section } from '../markdown-sections.ts';
import { momentWords, outstandingWords, plainWords } from './words.ts';

/** GitHub takes 65,536 characters, the mark included. */
const limit = 65_000;

/** Whom somebody has to do something about first; who needs nothing last. */
const order: readonly StandingName[] = [
  ...(['failed', 'left', 'expired', 'unknown', 'waiting', 'invited'] as const),
  ...(['accepted', 'suspended', 'removed', 'restored'] as const),
];

/** How many characters of a reason stand beside a name: one of them must not take the room of all others. */
const longestDetail = 600;

/**
 * Where everybody stands, by standing, each with the words that the people are told: the comment on a pull request.
 * Names in it mention nobody. What does not fit is counted.
 */
export function noticesAsComment(report: StatusReport): string {
  const { organization, people, unread, checkedAt } = report;
  const head = [
    '## Where everybody stands',
    `${counted(people.length, 'person', 'people')} of ${code(organization)} whom ${code(report.change.commit.slice(0, 10))} or what came after it touched, as of ${markdown(momentWords(checkedAt))}.`,
    ...unread.slice(0, 20).map((sentence) => `> **Not read:** ${markdown(shortened(sentence))}`),
  ];
  const sections = order.map((standing) => sectionOf(report, standing)).filter(({ rows }) => rows.length > 0);
  return cut(head, sections, limit, 'rollcall status');
}

function sectionOf(report: StatusReport, standing: StandingName): Section {
  const people = report.people.filter((person) => person.standing === standing);
  const anybody = { login: '', standing, since: null, until: null, reason: '', outstanding: [] };
  const { title, sentences } = plainWords(anybody, report);
  const words = sentences.map((sentence) => `> ${markdown(sentence)}`).join('\n>\n');
  const before = `### ${standing}: ${counted(people.length, 'person', 'people')}\n\n> **${markdown(title)}.**\n>\n${words}\n\n`;
  return { before, rows: people.map(rowOf), after: '', noun: 'person' };
}

function rowOf(person: Standing): string {
  const { login, until, outstanding, standing, reason } = person;
  const missing =
    outstanding.length === 0 || standing === 'restored' ? [] : [`missing: ${outstandingWords(outstanding)}`];
  const why = reason === '' || standing === 'restored' ? [] : [reason];
  const when = until === null ? [] : [`until ${momentWords(until)}`];
  const details = [...when, ...missing, ...why].join('; ');
  return `- ${code(login)}${details === '' ? '' : `: ${markdown(shortened(details))}`}`;
}

function shortened(text: string): string {
  const seen = visible(text);
  return seen.length <= longestDetail ? seen : `${seen.slice(0, longestDetail)}…`;
}
