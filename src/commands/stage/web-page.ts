import { RollcallError } from '../../model/errors.ts';
import type { RunningSandbox } from '../../sandbox/start.ts';

/** What people do on GitHub's web page, and what the sandbox tells of it. */
export interface WebPage {
  /** Somebody opens an account; nobody's organisation has to do with it. */
  openAccount(login: string, id: number): Promise<void>;
  accept(login: string): Promise<void>;
  /** One opens a pull request of a branch, another approves it, and it is merged. Returns its number. */
  mergeReviewed(pull: { branch: string; title: string; author: string; reviewer: string }): Promise<number>;
  /** Requests since the last call that changed, or tried to change, members, teams or access. */
  writes(): Promise<number>;
  /** How many people are in the organisation. */
  members(): Promise<number>;
  isInTeam(team: string, login: string): Promise<boolean>;
}

interface LiveState {
  readonly members: object;
  readonly teams: Readonly<Record<string, { readonly members: object }>>;
}

export function webPageOf(sandbox: RunningSandbox): WebPage {
  const control = (method: string, path: string, body?: unknown) =>
    ask(sandbox, method, `/_sandbox/${path}`, sandbox.token, body);
  const repo = `/repos/${sandbox.stateRepository}`;
  return {
    async openAccount(login, id) {
      await control('POST', 'change', { addAccounts: [{ login, id }] });
    },
    async accept(login) {
      await control('POST', 'accept', { login });
    },
    async mergeReviewed({ branch, title, author, reviewer }) {
      const as = (login: string, method: string, path: string, body: unknown) =>
        ask(sandbox, method, `${repo}/${path}`, `as:${login}`, body);
      const { number } = (await as(author, 'POST', 'pulls', { title, head: branch, base: 'main' })) as {
        number: number;
      };
      await as(reviewer, 'POST', `pulls/${number}/reviews`, { event: 'APPROVE' });
      await as(author, 'PUT', `pulls/${number}/merge`, { merge_method: 'merge' });
      return number;
    },
    async writes() {
      const { writes } = (await control('GET', 'requests')) as { writes: number };
      await control('DELETE', 'requests');
      return writes;
    },
    async members() {
      const { members } = (await control('GET', 'state')) as LiveState;
      return Object.keys(members).length;
    },
    async isInTeam(team, login) {
      const { teams } = (await control('GET', 'state')) as LiveState;
      return login in (teams[team]?.members ?? {});
    },
  };
}

async function ask(
  { url }: RunningSandbox,
  method: string,
  path: string,
  token: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new RollcallError(
      'sandbox',
      `The sandbox refuses ${method} ${path}: ${answer.status} ${text.slice(0, 2000)}`,
    );
  }
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
