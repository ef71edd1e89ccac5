import { nameOnRemote } from '../git/remote-name.ts';
import { remoteOf } from '../git/remote.ts';
import { openStateRepository } from '../git/repository.ts';
import { UsageError } from '../model/errors.ts';
import { markdown } from '../report/escape.ts';
import type { PullRequestWriter } from '../scm/pull-request-writer.ts';
import type { Context, ExitCode } from './context.ts';
import { githubFrom } from './github.ts';

/** Tells our comment from all others, ours about other things included. */
const mark = '<!-- rollcall-plan -->';

/**
 * Runs the command, and keeps what it prints as one comment on a pull request of the state repository, whatever its
 * exit code: an older plan must not stand there as if it were this one. Only when the command has ended is there
 * anything that writes, and all it can do is to comment.
 * @throws UsageError where results are not printed as Markdown, and where nothing says which repository it is
 */
export async function keepingComment(
  context: Context,
  number: number,
  command: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new UsageError('comment', '--comment takes the number of a pull request, such as --comment 12.');
  }
  if (context.format !== 'markdown') {
    throw new UsageError('comment', 'A comment is Markdown, and says what is printed: add --format markdown.');
  }
  const printed: string[] = [];
  const out = (text: string): void => {
    printed.push(text);
    context.out(text);
  };
  const code = await command({ ...context, out }).catch(async (error: unknown) => {
    await keepComment(context, number, withoutPlan(error)).catch((second: unknown) => context.log(wordsOf(second)));
    throw error;
  });
  await keepComment(context, number, printed.join('\n'));
  return code;
}

async function keepComment(context: Context, number: number, body: string): Promise<void> {
  await keepMarkedComment(context, await repositoryOf(context), { number, mark, body });
}

/**
 * Keeps one comment of ours with this mark on a pull request.
 * @param name of the repository, `OWNER/NAME`
 * @throws ReadError, WriteError
 */
export async function keepMarkedComment(
  context: Context,
  name: string,
  { number, mark, body }: { readonly number: number; readonly mark: string; readonly body: string },
): Promise<void> {
  const [owner = '', repo = ''] = name.split('/');
  await commenter(context, { owner, repo }).keepComment(number, mark, body);
}

/**
 * The account that reads the organisation needs no right to write anything, where the workflow's own token may comment.
 */
function commenter(
  context: Context,
  repository: { readonly owner: string; readonly repo: string },
): Pick<PullRequestWriter, 'keepComment'> {
  const token = context.env['ROLLCALL_COMMENT_TOKEN'];
  const env = token ? { ...context.env, GITHUB_TOKEN: token } : context.env;
  return githubFrom({ ...context, env }, repository.owner).pullRequestWriterOf(repository);
}

/** Where the workflow runs, its pull requests are. organization.yaml is not asked: the pull request may have edited it. */
async function repositoryOf({ env, cwd, state }: Context): Promise<string> {
  if (env['GITHUB_REPOSITORY']) return env['GITHUB_REPOSITORY'];
  const repository = await openStateRepository(cwd, state, env);
  const name = await nameOnRemote(repository, await remoteOf(repository));
  if (name !== null) return name;
  throw new UsageError(
    'comment',
    'Nothing says which repository the pull request is in: the remote is a path on this machine. Set GITHUB_REPOSITORY to OWNER/NAME.',
  );
}

function withoutPlan(error: unknown): string {
  return `### There is no plan\n\n${markdown(wordsOf(error))}`;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
