import { UsageError } from '../model/errors.ts';
import type { LiveReader } from '../scm/live-reader.ts';
import type { Directory, LiveWriter } from '../scm/live-writer.ts';
import { type ClientOptions, createClient } from '../scm/github/client.ts';
import type { PullRequestWriter } from '../scm/pull-request-writer.ts';
import type { PullRequests } from '../scm/pull-requests.ts';
import { createPullRequests } from '../scm/github/read-pull-requests.ts';
import { createReader } from '../scm/github/reader.ts';
import { createPullRequestWriter } from '../scm/github/write-pull-requests.ts';
import { createWriter } from '../scm/github/writer.ts';
import type { Context } from './context.ts';

/** One organisation on GitHub. Whoever only plans takes the reader and nothing else. */
export interface GitHub {
  readonly reader: LiveReader;
  /** @param directory what names in the changes are called on GitHub; the writer keeps it true */
  writerFor(directory: Directory): LiveWriter;
  /** The pull requests of one repository. */
  pullRequestsOf(repository: { readonly owner: string; readonly repo: string }): PullRequests;
  /** Opens and keeps the tool's own pull requests in one repository. */
  pullRequestWriterOf(repository: { readonly owner: string; readonly repo: string }): PullRequestWriter;
}

/**
 * GitHub as the environment gives it: `GITHUB_API_URL`, then `GITHUB_TOKEN` or an app's `ROLLCALL_APP_ID` and
 * `ROLLCALL_APP_PRIVATE_KEY`, and `ROLLCALL_PACING`. Sends nothing yet.
 * @throws UsageError that names the variable to set
 */
export function githubFrom(context: Context, organization: string): GitHub {
  const client = createClient({
    apiUrl: apiUrlFrom(context.env),
    auth: authFrom(context.env, organization),
    pacing: pacingFrom(context.env),
    clock: context,
    log: (text) => context.log(text),
    signal: context.signal,
  });
  return {
    reader: createReader(client, organization),
    writerFor: (directory) => createWriter(client, organization, directory),
    pullRequestsOf: (repository) => createPullRequests(client, repository),
    pullRequestWriterOf: (repository) => createPullRequestWriter(client, repository),
  };
}

function apiUrlFrom(env: Context['env']): string {
  const text = env['GITHUB_API_URL'] || 'https://api.github.com';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      'api-url',
      'GITHUB_API_URL is no web address. Set it to one such as https://HOST/api/v3, or unset it.',
    );
  }
  // Said without the address: it would print the secret.
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      'api-url',
      'GITHUB_API_URL holds a user or password. Take it out; the token goes into GITHUB_TOKEN.',
    );
  }
  return text;
}

function authFrom(env: Context['env'], organization: string): ClientOptions['auth'] {
  const { GITHUB_TOKEN: token, ROLLCALL_APP_ID: appId, ROLLCALL_APP_PRIVATE_KEY: privateKey } = env;
  if (token) return { token };
  // Secrets that were pasted into one line have their line breaks written out.
  if (appId && privateKey) return { appId, privateKey: privateKey.replaceAll('\\n', '\n'), organization };
  if (appId || privateKey) {
    const missing = appId ? 'ROLLCALL_APP_PRIVATE_KEY' : 'ROLLCALL_APP_ID';
    throw new UsageError('no-token', `${missing} is not set, and an app needs both its id and its key. Set it.`);
  }
  throw new UsageError(
    'no-token',
    'There is no token for GitHub. Set GITHUB_TOKEN, or for an app ROLLCALL_APP_ID and ROLLCALL_APP_PRIVATE_KEY.',
  );
}

function pacingFrom(env: Context['env']): ClientOptions['pacing'] {
  const pacing = env['ROLLCALL_PACING'] || 'github';
  if (pacing === 'github' || pacing === 'off') return pacing;
  throw new UsageError('pacing', `ROLLCALL_PACING is ${pacing}, but only "off" is known. Unset it, or set it to off.`);
}
