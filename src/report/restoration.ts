import { code, codeBlock, json, visible, visibleLines } from './escape.ts';
import type { PullRequestName } from './proposal.ts';
import type { RestorationReport } from './restoration-markdown.ts';
import { keptWords } from './suspension.ts';

/** What `rollcall restore` did. */
export interface RestorationOutcome {
  readonly report: Pick<RestorationReport, 'people' | 'leftOut' | 'edits'>;
  readonly result:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'dry-run'; readonly title: string; readonly body: string; readonly diff: string }
    | { readonly kind: 'kept'; readonly pullRequest: PullRequestName & { readonly kind: string } };
}

export function restorationAsText(outcome: RestorationOutcome): string {
  const { result } = outcome;
  if (result.kind !== 'dry-run') return `${sentences(outcome, visible).join('\n')}\n`;
  const { title, body, diff } = result;
  return `${[visible(title), '', ...visibleLines(body.trimEnd()), '', ...visibleLines(diff.trimEnd())].join('\n')}\n`;
}

export function restorationOutcomeAsMarkdown(outcome: RestorationOutcome): string {
  const { result } = outcome;
  if (result.kind !== 'dry-run') return `${sentences(outcome, code).join('\n\n')}\n`;
  return `## ${code(result.title)}\n\n${result.body.trimEnd()}\n\n${codeBlock('diff', result.diff.trimEnd())}\n`;
}

export function restorationAsJson({ report: { people, leftOut, edits }, result }: RestorationOutcome): string {
  return json({
    version: 1,
    outcome: result.kind === 'kept' ? result.pullRequest.kind : result.kind,
    pullRequest: result.kind === 'kept' ? { number: result.pullRequest.number, url: result.pullRequest.url } : null,
    ...(result.kind === 'dry-run' ? { title: result.title, body: result.body, diff: result.diff } : {}),
    people,
    edits,
    leftOut,
  });
}

const nothingLacks = 'There is nothing to give back: all of it stands.';
const nothingBack = 'Nothing is given back by what was asked for; what stays away is listed above.';

function sentences({ report, result }: RestorationOutcome, quote: (name: string) => string): string[] {
  const left = report.leftOut.map(({ reason }) => visible(reason));
  if (result.kind !== 'kept') return [...left, left.length === 0 ? nothingLacks : nothingBack];
  const { number, url, kind } = result.pullRequest;
  return [
    ...left,
    `${report.people.length} people: #${number} (${quote(url)}), ${keptWords[kind] ?? kind}.`,
    'Nothing is given yet. Once it is merged: rollcall apply',
  ];
}
