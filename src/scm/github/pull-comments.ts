import type { Actor } from '../../model/account.ts';
import { WriteError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, nameOf, numberOf, textOf } from './fields.ts';
import type { Deeds } from './pull-deeds.ts';
import { requireShort } from './pull-limits.ts';
import { pullReading, type Repository } from './read-reviews.ts';
import { getAll } from './rest-read.ts';

/** The comments below pull requests, which GitHub keeps as those of issues. */
interface PullComments {
  comment(number: number, body: string): Promise<void>;
  keepComment(number: number, mark: string, body: string): Promise<void>;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly createdAt: Date;
}

/** GitHub tells its time to the second, and an answer takes its time on the way; in milliseconds. */
const inexact = 10_000;

export function pullComments(
  client: GitHubClient,
  repository: Repository,
  deeds: Deeds,
  actor: () => Promise<Actor>,
): PullComments {
  const threads = { client, repository, actor };
  const writing = { repository, deeds };
  return {
    async comment(number, body) {
      const start = client.clock.now().getTime();
      // Only once GitHub has answered it has told its time for certain. The same was perhaps said before.
      const since = (): number => client.now().getTime() - (client.clock.now().getTime() - start) - inexact;
      const isSaid = async (): Promise<boolean> => {
        const all = await ours(threads, number);
        return all.some((comment) => comment.body === body && comment.createdAt.getTime() >= since());
      };
      await unlessThere(() => make(writing, number, body), isSaid);
    },
    async keepComment(number, mark, body) {
      const text = body.startsWith(mark) ? body : `${mark}\n${body}`;
      const find = async (): Promise<Comment | undefined> =>
        (await ours(threads, number)).find((comment) => comment.body.startsWith(mark));
      const kept = await find();
      if (kept?.body === text) return;
      if (kept !== undefined) return edit(writing, number, kept.id, text);
      await unlessThere(
        () => make(writing, number, text),
        async () => (await find())?.body === text,
      );
    },
  };
}

interface Writing {
  readonly repository: Repository;
  readonly deeds: Deeds;
}

async function make({ repository, deeds }: Writing, number: number, body: string): Promise<void> {
  const what = `commenting on #${number}`;
  requireShort(what, 'comment', body);
  const route = 'POST /repos/{owner}/{repo}/issues/{number}/comments';
  await deeds.send(what, { route, parameters: { ...repository, number, body } });
}

async function edit({ repository, deeds }: Writing, number: number, id: number, body: string): Promise<void> {
  const what = `editing our comment on #${number}`;
  requireShort(what, 'comment', body);
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{id}';
  await deeds.send(what, { route, parameters: { ...repository, id, body }, repeatable: true });
}

interface Threads {
  readonly client: GitHubClient;
  readonly repository: Repository;
  readonly actor: () => Promise<Actor>;
}

/** Oldest first, as GitHub lists them. */
async function ours({ client, repository, actor }: Threads, number: number): Promise<readonly Comment[]> {
  const what = `the comments on #${number}`;
  const route = 'GET /repos/{owner}/{repo}/issues/{number}/comments';
  const [self, items] = await Promise.all([
    actor(),
    getAll(client, route, { ...repository, number }, pullReading(repository, what)),
  ]);
  return items
    .map((item) => fieldsOf(item, what))
    .filter(({ user }) => isOf(user, self))
    .map((fields) => commentOf(fields, what));
}

function commentOf({ id, body, created_at: createdAt }: Fields, what: string): Comment {
  return {
    id: numberOf(id, what),
    body: typeof body === 'string' ? body : '',
    createdAt: new Date(textOf(createdAt, `a time of ${what}`)),
  };
}

/** REST writes `[bot]` behind an app's login, GraphQL not everywhere; a person may be called as the app is. */
function isOf(user: unknown, { login, kind }: Actor): boolean {
  // Null where the account is gone.
  if (user === null) return false;
  const fields: Fields = fieldsOf(user, 'who commented');
  const isBot = fields['type'] === 'Bot';
  return isBot === (kind === 'app') && bare(nameOf(fields['login'], 'who commented')) === bare(login);
}

function bare(login: string): string {
  return keyOf(login.replace(/\[bot\]$/, ''));
}

/** After a lost answer, a look tells whether it is there: it is never made twice. */
async function unlessThere(make: () => Promise<void>, isThere: () => Promise<boolean>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (!(error instanceof WriteError) || error.code !== 'no-answer') throw error;
    // What cannot be looked at is as unknown as before.
    if (!(await isThere().catch(() => false))) throw error;
  }
}
