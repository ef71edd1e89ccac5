import { commitWords } from '../git/commit-facts.ts';
import { isoOf } from '../git/iso-time.ts';
import { UsageError } from '../model/errors.ts';
import type { History, HistoryStep } from '../model/history.ts';
import type { AccessReview } from '../model/holding.ts';
import {
  accessAsCsv,
  accessAsJson,
  accessAsMarkdown,
  accessAsText,
  reviewSentences,
} from '../report/history/access-review.ts';
import { historyAsJson } from '../report/history/history-json.ts';
import { historyAsMarkdown } from '../report/history/history-markdown.ts';
import { historyAsText } from '../report/history/history-text.ts';
import { visible } from '../report/escape.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { runsOf } from './history/applied.ts';
import { accessAt } from './history/at.ts';
import { itemHistory } from './history/item.ts';
import type { About } from './history/narrowed.ts';
import { type Found, personHistory } from './history/person.ts';
import { type HistoryPlace, historyPlace } from './history/place.ts';
import { numberIn, pullsOf } from './history/pulls.ts';
import { painter } from './show.ts';

export interface HistoryOptions {
  /** ISO date or time, or a commit. */
  readonly at?: string;
  /** How many commits are shown, and asked about: a number, or `all`. */
  readonly limit?: string;
  /** False with `--no-github`. */
  readonly github?: boolean;
  readonly csv?: boolean;
}

/** So many commits are shown where nobody says how many: each may take a few requests. */
const shownByDefault = 50;

/**
 * `rollcall history`: what the state ever said of somebody, a team or a repository, and whose decision it was; or with
 * `at`, who had what at a moment: everybody, or as far as the person, team or repository is concerned that is named.
 */
export async function historyCommand(
  context: Context,
  noun: string | undefined,
  name: string | undefined,
  options: HistoryOptions,
): Promise<ExitCode> {
  const subject = subjectIn(noun, name);
  if (options.at !== undefined) return showAccess(context, subject, options.at, options.csv ?? false);
  if (subject === undefined) throw new UsageError('no-subject', whose);
  if (options.csv === true) throw new UsageError('csv', '--csv is for rollcall history --at DATE.');
  const limit = limitOf(options.limit);
  const place = await historyPlace(context);
  const found = await findBy(subject, place);
  const { history, isFailed } = await described(context, place, found, { limit, github: options.github ?? true });
  context.out(shown(context, history));
  return isFailed ? exit.unfinished : exit.done;
}

const whose = 'Whose history? rollcall history user|team|repo NAME, or rollcall history --at DATE.';

/** @returns undefined where nothing is named */
function subjectIn(noun: string | undefined, name: string | undefined): About | undefined {
  if (noun === undefined) return undefined;
  if (noun !== 'user' && noun !== 'team' && noun !== 'repo') {
    throw new UsageError('noun', `rollcall history ${noun}: of what? user, team or repo.`);
  }
  if (name === undefined || name.trim() === '') throw new UsageError('no-subject', whose);
  return { noun, name };
}

async function showAccess(context: Context, subject: About | undefined, at: string, asCsv: boolean): Promise<ExitCode> {
  if (asCsv && context.format !== 'text')
    throw new UsageError('csv', `--csv and --format ${context.format} exclude each other.`);
  const review = await accessAt(context, await historyPlace(context), at, subject);
  // A table has no place for what it rests on.
  if (asCsv) for (const sentence of reviewSentences(review, visible)) context.log(sentence);
  context.out(asCsv ? accessAsCsv(review) : shownAccess(context, review));
  return exit.done;
}

function findBy({ noun, name }: About, place: HistoryPlace): Promise<Found> {
  return noun === 'user' ? personHistory(place, name) : itemHistory(place, noun, name);
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return shownByDefault;
  if (text === 'all') return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError('limit', `--limit ${text}: how many commits? A number from 1, or all.`);
}

interface Asking {
  readonly limit: number;
  readonly github: boolean;
}

/** The newest of the commits, with who wrote, asked for and approved them, and when they were applied. */
async function described(context: Context, place: HistoryPlace, found: Found, { limit, github }: Asking) {
  const { repository, remote, branch, head, line } = place;
  const all = line.steps.map((step, nth) => ({ ...step, nth })).filter(({ commit }) => found.changes.has(commit));
  const newest = all.toReversed().slice(0, limit);
  const commits = newest.map(({ commit }) => commit);
  const words = await commitWords(repository, commits);
  const asked = await pullsOf(context, place, { commits, github });
  const runs = await runsOf(context, place);
  const steps = newest.map(({ commit, came, says, nth }): HistoryStep => {
    const { authors = [], subject = '' } = words.get(commit) ?? {};
    return {
      commit: { id: commit, cameAt: isoOf(came), ...(says === came ? {} : { saysAt: isoOf(says) }), authors, subject },
      changes: found.changes.get(commit) ?? [],
      pullRequest: asked.pulls.get(commit) ?? { known: 'not-asked', number: numberIn(subject) },
      applied: runs.firstAfter(nth),
    };
  });
  const source = {
    branch,
    head,
    remoteAsked: remote !== null,
    commits: line.steps.length,
    wrongDates: line.wrongDates,
    notAsked: asked.notAsked,
  };
  const history: History = { source, subject: found.subject, steps, left: all.length - newest.length };
  return { history, isFailed: asked.isFailed };
}

function shown(context: Context, history: History): string {
  if (context.format === 'json') return historyAsJson(history);
  if (context.format === 'markdown') return historyAsMarkdown(history);
  return historyAsText(history, { paint: painter(context), verbose: context.verbose });
}

function shownAccess(context: Context, review: AccessReview): string {
  if (context.format === 'json') return accessAsJson(review);
  if (context.format === 'markdown') return accessAsMarkdown(review);
  return accessAsText(review, { paint: painter(context), verbose: context.verbose });
}
