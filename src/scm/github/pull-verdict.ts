import { type FailedAnswer, failedAnswer, wordsOf } from './answer.ts';
import { tokenNeeds } from './read-failure.ts';
import type { Repository } from './read-reviews.ts';
import type { Verdict } from './verdict.ts';

/**
 * What it means that GitHub refuses something about pull requests. It has no codes of its own for most of it, so single
 * words of its sentences must tell; what they do not tell is refused all the same.
 * @see https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request
 */
export function pullVerdict({ status, data }: FailedAnswer, { owner, repo }: Repository): Verdict {
  const said = wordsOf(data);
  const found = byWords.find(({ pattern }) => pattern.test(said));
  if (status === 401) return { code: 'unauthorized', next: 'The token is not accepted; give a valid one.' };
  if (isRefusal(status) && found !== undefined) return found.verdict;
  if (status === 403) return { code: 'forbidden', next: '' };
  if (status === 404) {
    return { code: 'not-found', next: `It is gone, or the token may not see it. ${needsOf({ owner, repo })}` };
  }
  if (isRefusal(status)) return { code: 'refused', next: 'See what GitHub says, correct it, and run again.' };
  return { code: 'failed', next: 'Run again; if it stays so, give GitHub Support the request id.' };
}

function isRefusal(status: number | undefined): boolean {
  return status === 403 || status === 404 || status === 410 || status === 422;
}

const byWords: readonly { readonly pattern: RegExp; readonly verdict: Verdict }[] = [
  {
    pattern: /\bpull request already exists\b/i,
    verdict: { code: 'already-exists', next: 'Somebody opened one meanwhile; run again.' },
  },
  {
    pattern: /\bno commits between\b/i,
    verdict: { code: 'refused', next: 'The branch holds nothing more: it was merged or moved meanwhile. Run again.' },
  },
  {
    pattern: /\barchived\b/i,
    verdict: { code: 'archived', next: 'The state repository is archived; unarchive it to propose anything.' },
  },
  {
    // https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository#preventing-github-actions-from-creating-or-approving-pull-requests
    pattern: /\bnot permitted to create or approve pull requests\b/i,
    verdict: {
      code: 'forbidden',
      next: 'Turn on "Allow GitHub Actions to create and approve pull requests", or use the token of an app.',
    },
  },
  {
    pattern: /\bissues (are|has been|have been) disabled\b/i,
    verdict: { code: 'refused', next: 'Turn the issues of the state repository on: its comments need them.' },
  },
  {
    pattern: /\blocked\b/i,
    verdict: { code: 'refused', next: 'Unlock the conversation of the pull request.' },
  },
];

/**
 * GitHub may need some seconds to hear of a branch that was just pushed, and knows no head for a pull request till then.
 * @see https://github.com/cli/cli/issues/2691, https://github.com/mislav/hub/pull/1294
 */
export function isHeadUnknown(error: unknown): boolean {
  const { status, data } = failedAnswer(error);
  return (
    status === 422 && /\bhead invalid\b|\bhead_sha missing_field\b|\bhead sha can't be blank\b/i.test(wordsOf(data))
  );
}

/** @param answer its headers say what GitHub asks for */
export function pullHint(answer: FailedAnswer, repository: Repository): string {
  return tokenNeeds(answer, permission(repository));
}

function needsOf(repository: Repository): string {
  return `The token needs ${permission(repository)}.`;
}

function permission({ owner, repo }: Repository): string {
  return `the permission "Pull requests: write" on ${owner}/${repo} (scope repo)`;
}
