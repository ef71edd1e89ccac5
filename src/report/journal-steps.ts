import type { Attribution } from '../model/entry.ts';
import { counted } from '../model/figures.ts';
import type { Held } from '../model/journal.generated.ts';
import type { Step } from '../model/journal.ts';
import { origin } from './headline.ts';
import { standingOf, standingWords } from './journal.ts';
import { type Quote, wordsFor } from './words.ts';

/** What is told of one change; empty where there is nothing to tell. */
export interface StepWords {
  readonly standing: string;
  /** Why it did not succeed, or what was remarkable. */
  readonly why: string;
  readonly change: string;
  readonly held: string;
  readonly request: string;
  /** The line and commit that it comes from. */
  readonly from: string;
  readonly review: string;
}

/**
 * @param quote for names and values
 * @param say for sentences
 */
export function stepWords(step: Step, quote: Quote, say: Quote): StepWords {
  const from = originWords(step);
  return {
    standing: standingWords[standingOf(step)],
    why: whyWords(step, say),
    change: wordsFor(step.change, quote),
    held: heldWords(step.before, quote),
    request: requestWords(step, quote),
    from: from === '' ? '' : quote(from),
    review: reviewWords(step, quote),
  };
}

function whyWords({ outcome }: Step, quote: Quote): string {
  const { code, message } = { code: undefined, message: undefined, ...outcome };
  return [...(message === undefined ? [] : [quote(message)]), ...(code === undefined ? [] : [`(${quote(code)})`])].join(
    ' ',
  );
}

/** What somebody or something held before: `role member; teams: sre maintainer, web member`. */
export function heldWords(held: Held, quote: Quote): string {
  if (held === null) return 'nothing';
  if (typeof held === 'string') return quote(held);
  const parts = Object.entries(held).map(([key, value]) => {
    if (value === null || typeof value === 'string') return `${quote(key)} ${value === null ? 'none' : quoted(value)}`;
    const roles = Object.entries(value).map(([name, role]) => `${quote(name)} ${quote(role)}`);
    return `${quote(key)}: ${roles.length === 0 ? 'none' : roles.join(', ')}`;
  });
  return parts.length === 0 ? 'nothing' : parts.join('; ');

  function quoted(text: string): string {
    return text === '' ? 'empty' : quote(text);
  }
}

/** GitHub's id of the last request; how many there were, where more than one. */
function requestWords({ requestId, attempts }: Step, quote: Quote): string {
  const id = requestId === null ? [] : [quote(requestId)];
  return [...id, ...(attempts > 1 ? [counted(attempts, 'attempt')] : [])].join(', ');
}

function originWords({ commit, file, line }: Step): string {
  return file === null || line === null ? '' : origin({ commit, file, line } satisfies Attribution);
}

/** `pull request #12, approved by alice, bob`. */
function reviewWords({ pullRequest, approvers }: Step, quote: Quote): string {
  const request = pullRequest === null ? [] : [`pull request #${pullRequest}`];
  const by = approvers.length === 0 ? [] : [`approved by ${approvers.map(quote).join(', ')}`];
  return [...request, ...by].join(', ');
}
