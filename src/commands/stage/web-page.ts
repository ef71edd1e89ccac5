import { RollcallError } from '../../model/errors.ts';
import type { RunningSandbox } from '../../sandbox/start.ts';

/** What people do on GitHub's web page, and what the sandbox tells of it. */
export interface WebPage {
  /** Somebody opens an account; nobody's organisation has to do with it. */
  openAccount(login: string, id: number): Promise<void>;
  accept(login: string): Promise<void>;
  acceptAll(): Promise<void>;
  /** Returns the number of the pull request. */
  open(pull: { branch: string; title: string; author: string }): Promise<number>;
  /** One opens a pull request of a branch, another approves it, and it is merged. Returns its number. */
  mergeReviewed(pull: { branch: string; title: string; author: string; reviewer: string }): Promise<number>;
  /** One approves an open pull request, where there is somebody who may, and another merges it. */
  approveAndMerge(pull: { number: number; reviewer: string | undefined; merger: string }): Promise<void>;
  /** What was asked since the last call. */
  requests(): Promise<Requests>;
  /** Requests since the last call that changed, or tried to change, members, teams or access. */
  writes(): Promise<number>;
  /** How many people are in the organisation. */
  members(): Promise<number>;
  isInTeam(team: string, login: string): Promise<boolean>;
  /** All that the organisation has. */
  state(): Promise<LiveState>;
  /** Time passes: a span such as `7d`. */
  pass(span: string): Promise<void>;
}

export interface Requests {
  readonly total: number;
  readonly writes: number;
  readonly entries: readonly { readonly method: string; readonly path: string; readonly status: number }[];
}

/** Who is in the organisation and what they may touch. */
export interface LiveState {
  readonly members: Readonly<Record<string, { readonly role: string }>>;
  readonly teams: Readonly<
    Record<
      string,
      { readonly members: Readonly<Record<string, string>>; readonly repos: Readonly<Record<string, string>> }
    >
  >;
  readonly repos: Readonly<Record<string, { readonly collaborators: Readonly<Record<string, string>> }>>;
}

export function webPageOf(sandbox: RunningSandbox): WebPage {
  const control = (method: string, path: string, body?: unknown) =>
    ask(sandbox, method, `/_sandbox/${path}`, sandbox.token, body);
  const repo = `/repos/${sandbox.stateRepository}`;
  const as = (login: string, method: string, path: string, body: unknown) =>
    ask(sandbox, method, `${repo}/${path}`, `as:${login}`, body);
  const page: WebPage = {
    async openAccount(login, id) {
      await control('POST', 'change', { addAccounts: [{ login, id }] });
    },
    async accept(login) {
      await control('POST', 'accept', { login });
    },
    async acceptAll() {
      await control('POST', 'accept', { all: true });
    },
    async open({ branch, title, author }) {
      const { number } = (await as(author, 'POST', 'pulls', { title, head: branch, base: 'main' })) as {
        number: number;
      };
      return number;
    },
    async approveAndMerge({ number, reviewer, merger }) {
      if (reviewer !== undefined) await as(reviewer, 'POST', `pulls/${number}/reviews`, { event: 'APPROVE' });
      await as(merger, 'PUT', `pulls/${number}/merge`, { merge_method: 'merge' });
    },
    async mergeReviewed({ reviewer, ...pull }) {
      const number = await page.open(pull);
      await page.approveAndMerge({ number, reviewer, merger: pull.author });
      return number;
    },
    async requests() {
      const requests = (await control('GET', 'requests')) as Requests;
      await control('DELETE', 'requests');
      return requests;
    },
    async writes() {
      return (await page.requests()).writes;
    },
    async members() {
      return Object.keys((await page.state()).members).length;
    },
    async isInTeam(team, login) {
      return login in ((await page.state()).teams[team]?.members ?? {});
    },
    async state() {
      return (await control('GET', 'state')) as LiveState;
    },
    async pass(span) {
      await control('POST', 'clock', { advance: span });
    },
  };
  return page;
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
