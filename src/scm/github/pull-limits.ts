import { WriteError } from '../../model/errors.ts';

/**
 * How many characters GitHub takes: it refuses with 422 what is longer.
 * @see https://github.com/renovatebot/renovate/issues/2032, https://github.com/googleapis/repo-automation-bots/issues/1895
 */
export const longest = { title: 256, body: 65_536, comment: 65_536 } as const;

/** @throws WriteError before anything is sent */
export function requireShort(what: string, part: keyof typeof longest, text: string): void {
  if (text.length <= longest[part]) return;
  const figures = `${text.length} characters, and GitHub takes ${longest[part]}`;
  throw new WriteError('refused', `Not sent: ${what}. Its ${part} has ${figures}; shorten it.`, undefined, {
    sent: { requestId: undefined, attempts: 0 },
  });
}
