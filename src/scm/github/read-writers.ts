import type { Writer } from '../../model/pull-request.ts';
import { type Fields, fieldsOf, nameOf, numberOf } from './fields.ts';

/**
 * Whoever had a part in a commit: author, committer, and who its message names as co-author, which is all that a squash
 * merge or a suggestion leaves of them. GitHub itself, which commits what is merged or edited on the web page, is nobody.
 */
export function writersOf(commit: Fields): readonly Writer[] {
  const sha = nameOf(commit['sha'], 'the id of a commit');
  const git = fieldsOf(commit['commit'], 'a commit');
  const accounts = [commit['author'], commit['committer']].flatMap((account) => accountOf(account));
  const addresses = [git['author'], git['committer']].flatMap((signature) => addressOf(signature));
  const writers = [...accounts, ...[...addresses, ...coAuthors(git['message'])].flatMap(accountBehind)];
  return writers.filter(({ login }) => login !== 'web-flow').map((writer) => ({ ...writer, commit: sha }));
}

type Account = Omit<Writer, 'commit'>;

/** Null, or an object with nothing in it, where the address belongs to no account. */
function accountOf(account: unknown): Account[] {
  if (typeof account !== 'object' || account === null || !('login' in account)) return [];
  const { login, id } = fieldsOf(account, 'who wrote a commit');
  return [{ login: nameOf(login, 'who wrote a commit'), id: numberOf(id, 'who wrote a commit') }];
}

function addressOf(signature: unknown): string[] {
  if (typeof signature !== 'object' || signature === null) return [];
  const { email } = fieldsOf(signature, 'who wrote a commit');
  return typeof email === 'string' ? [email] : [];
}

/** @see https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors */
function coAuthors(message: unknown): string[] {
  if (typeof message !== 'string') return [];
  return Array.from(message.matchAll(/^[ \t]*co-authored-by:[^<\n]*<([^>\n]*)>/gim), ([, address = '']) => address);
}

/**
 * GitHub's no-reply addresses name the account, since 2017 by its id as well.
 * @see https://docs.github.com/en/account-and-profile/reference/email-addresses-reference
 */
function accountBehind(address: string): Account[] {
  const [, id, login] =
    /^(?:(\d{1,15})\+)?([a-z0-9_-]{1,100}(?:\[bot\])?)@users\.noreply\.[a-z0-9.-]+$/i.exec(address.trim()) ?? [];
  return login === undefined ? [] : [{ login, id: id === undefined ? null : Number(id) }];
}
