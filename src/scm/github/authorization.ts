import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { ReadError, UsageError } from '../../model/errors.ts';
import { failedAnswer } from './answer.ts';

/** As whom requests are made. */
export type ClientAuth =
  | { readonly token: string }
  | {
      readonly appId: string;
      /** PEM. */
      readonly privateKey: string;
      /** Whose installation of the app is used. */
      readonly organization: string;
    };

/** Gives the token for the next request; an app's tokens last an hour and are made anew in time. */
export type Authorize = () => Promise<string>;

export function authorizer(auth: ClientAuth, baseUrl: string, fetch: typeof globalThis.fetch): Authorize {
  if ('token' in auth) return () => Promise.resolve(auth.token);
  const app = new Octokit({
    authStrategy: createAppAuth,
    auth: { appId: auth.appId, privateKey: auth.privateKey },
    baseUrl,
    request: { fetch },
    log: silent,
  });
  let installation: Promise<number> | undefined;
  return async () => {
    installation ??= installationIn(app, auth.organization).catch((error: unknown) => {
      // What failed may work the next time.
      installation = undefined;
      throw error;
    });
    const made = (await app.auth({ type: 'installation', installationId: await installation })) as { token: string };
    return made.token;
  };
}

async function installationIn(app: Octokit, org: string): Promise<number> {
  try {
    const { data } = await app.rest.apps.getOrgInstallation({ org });
    return data.id;
  } catch (error) {
    const { status, message } = failedAnswer(error);
    if (status === 404) {
      throw new UsageError('app-not-installed', `The app is not installed in ${org}; install it on all repositories.`);
    }
    if (status === 401) {
      throw new ReadError('unauthorized', 'GitHub does not accept ROLLCALL_APP_ID with ROLLCALL_APP_PRIVATE_KEY.');
    }
    if (status !== undefined || 'request' in (error as object)) throw error;
    // The key never reached GitHub: it could not be used to sign. The message of the signer names no part of it.
    throw new UsageError('app-key', `ROLLCALL_APP_PRIVATE_KEY cannot be used: ${message}`);
  }
}

const quiet = (): void => undefined;
/** Octokit's own log lines would go to stderr beside ours. */
export const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };
