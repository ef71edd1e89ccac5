import { counted } from '../../model/figures.ts';
import type { NotifyOutcome, Telling } from '../../model/notice.ts';
import { code, json, markdown, visible } from '../escape.ts';
import { cut } from '../markdown-sections.ts';
import type { About } from './words.ts';
import { letterFor } from './letter.ts';

type Outcome = Telling['outcome'];

/** What happened, most important first: of one person, and of several. */
const words: Readonly<Record<Outcome, readonly [one: string, several: string]>> = {
  failed: ['could not be told', 'could not be told'],
  perhaps: ['was perhaps told', 'were perhaps told'],
  'no-address': ['has no known address, and was not told', 'have no known address, and were not told'],
  told: ['was told now', 'were told now'],
  'to-tell': ['would be told now', 'would be told now'],
  'told-before': ['was told before', 'were told before'],
};

const channels = { smtp: 'by mail', dir: 'as files' } as const;

/** @param about with it the letters that would be sent are printed, for a dry run */
export function notifyAsText(outcome: NotifyOutcome, about: About): string {
  const { tellings, dryRun } = outcome;
  const rest = tellings.filter(hasWhy).map((one) => `  ${visible(one.person.login)}: ${visible(one.why)}`);
  const letters = tellings.flatMap((one) =>
    one.outcome === 'to-tell' && dryRun ? ['', ...letterLines(one, about)] : [],
  );
  const head = dryRun ? ['This is a dry run. Nobody was told anything.'] : [];
  return `${[...head, ...sentences(outcome, visible), ...rest, ...letters].join('\n')}\n`;
}

function letterLines({ person, channel }: Telling, about: About): readonly string[] {
  const { subject, text } = letterFor(person, about);
  return [`--- ${visible(person.login)}, ${channels[channel]}: ${subject}`, ...text.trimEnd().split('\n')];
}

export function notifyAsMarkdown(outcome: NotifyOutcome): string {
  const head = outcome.dryRun ? ['> **This is a dry run. Nobody was told anything.**'] : [];
  const rows = outcome.tellings.filter(hasWhy).map((one) => `- ${code(one.person.login)}: ${markdown(one.why)}`);
  const section = { before: '', rows, after: '', noun: 'person' };
  return cut([...head, ...sentences(outcome, markdown)], [section], 60_000, 'rollcall notify --format json');
}

/** Keys in a fixed order; people as the report has them. It holds no address. */
export function notifyAsJson(outcome: NotifyOutcome, about: About): string {
  const { organization, since, checkedAt, dryRun, tellings, comment, unread } = outcome;
  const people = tellings.map((one) => ({
    login: one.person.login,
    standing: one.person.standing,
    since: one.person.since,
    channel: one.channel,
    outcome: one.outcome,
    why: 'why' in one ? one.why : null,
    ...(one.outcome === 'to-tell' ? letterFor(one.person, about) : {}),
  }));
  return json({ version: 1, organization, since, checkedAt, dryRun, people, comment, unread });
}

function sentences(
  { tellings, comment, unread, dryRun }: NotifyOutcome,
  quote: (text: string) => string,
): readonly string[] {
  const counts = (['smtp', 'dir'] as const).flatMap((channel) =>
    (Object.keys(words) as Outcome[]).flatMap((outcome) => {
      const count = tellings.filter((one) => one.channel === channel && one.outcome === outcome).length;
      return count === 0
        ? []
        : [`${counted(count, 'person', 'people')} ${words[outcome][count === 1 ? 0 : 1]} ${channels[channel]}.`];
    }),
  );
  const kept = comment === null ? [] : [commentSentence(comment, dryRun)];
  const nobody = counts.length === 0 && kept.length === 0 ? ['There is nobody to tell anything.'] : [];
  return [...unread, ...counts, ...kept, ...nobody].map(quote);
}

function commentSentence({ number, failed }: NonNullable<NotifyOutcome['comment']>, dryRun: boolean): string {
  if (failed !== null) return `The comment on pull request ${number} could not be kept: ${failed}`;
  return `Pull request ${number} ${dryRun ? 'would have' : 'has'} one comment that tells where everybody stands.`;
}

function hasWhy(one: Telling): one is Telling & { readonly why: string } {
  return 'why' in one;
}
