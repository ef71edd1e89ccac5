import { code, json, visible } from './escape.ts';
import type { Violation } from '../model/plan.ts';
import { violationAsData } from './plan-json.ts';
import type { PullRequestName } from './proposal.ts';
import type { Suspended } from './suspension-markdown.ts';

/** What `rollcall suspend` did. */
export interface SuspensionOutcome {
  /** Where all of them are suspended already, there is none. */
  readonly pullRequest: (PullRequestName & { readonly kind: string }) | undefined;
  readonly people: readonly Suspended[];
  /** As the state spells them. */
  readonly alreadySuspended: readonly string[];
  /** What apply will refuse it for, until that is allowed. */
  readonly overBudget: readonly Violation[];
}

export function suspensionAsText(outcome: SuspensionOutcome): string {
  return `${sentences(outcome, visible).join('\n')}\n`;
}

export function suspensionOutcomeAsMarkdown(outcome: SuspensionOutcome): string {
  return `${sentences(outcome, code).join('\n\n')}\n`;
}

export function suspensionAsJson({ pullRequest, people, alreadySuspended, overBudget }: SuspensionOutcome): string {
  return json({
    version: 1,
    outcome: pullRequest?.kind ?? 'nothing',
    pullRequest: pullRequest === undefined ? null : { number: pullRequest.number, url: pullRequest.url },
    suspended: people.map(({ login }) => login),
    alreadySuspended,
    overBudget: overBudget.map(violationAsData),
  });
}

function sentences(
  { pullRequest, people, alreadySuspended, overBudget }: SuspensionOutcome,
  quote: (name: string) => string,
): string[] {
  const logins = people.map(({ login }) => quote(login)).join(' ');
  return [
    ...alreadySuspended.map((login) => `${quote(login)} is suspended already.`),
    ...(pullRequest === undefined
      ? ['There is nothing to do.']
      : [
          `Suspending ${logins}: #${pullRequest.number} (${quote(pullRequest.url)}), ${keptWords[pullRequest.kind] ?? pullRequest.kind}.`,
          ...overBudget.map(({ message, allow = '' }) =>
            [`apply will refuse it: ${message} To allow it, merge into policy.yaml:`, allow].join('\n'),
          ),
          `Nothing is taken yet. Once it is merged: rollcall apply --user ${logins}`,
        ]),
  ];
}

/** What became of a pull request of ours. */
export const keptWords: Readonly<Record<string, string>> = {
  opened: 'opened',
  updated: 'updated',
  unchanged: 'which says so already',
  'left-alone': 'left alone, as it is approved',
  'left-closed': 'left closed, as people closed just this: delete its branch to have it opened anew',
};
