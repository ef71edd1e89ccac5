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

/** The tokens that requests are signed with. */
export interface Tokens {
  /** For the next request; an app's tokens last an hour and are made anew in time. */
  current(): Promise<string>;
  /** Another one in place of one that GitHub did not accept; undefined where there is no other. */
  insteadOf(refused: string): Promise<string | undefined>;
}

export function tokensOf(auth: ClientAuth, baseUrl: string, fetch: typeof globalThis.fetch): Tokens {
  if ('token' in auth) {
    return { current: () => Promise.resolve(auth.token), insteadOf: () => Promise.resolve(undefined) };
  }
  const app = new Octokit({
    authStrategy: createAppAuth,
    auth: { appId: auth.appId, privateKey: auth.privateKey },
    baseUrl,
    request: { fetch },
    log: silent,
  });
  const installation = remembered(() => installationIn(app, auth.organization));
  const make = async (refresh: boolean): Promise<string> => {
    const made = await app.auth({ type: 'installation', installationId: await installation(), refresh });
    return (made as { token: string }).token;
  };
  // Requests side by side are refused together: one new token serves them all.
  let renewal = { refused: '', make: () => make(true) };
  return {
    current: () => make(false),
    insteadOf(refused) {
      if (renewal.refused !== refused) renewal = { refused, make: remembered(() => make(true)) };
      return renewal.make();
    },
  };
}

/** Does it once, and again only after it failed: that may work the next time. */
function remembered<Value>(act: () => Promise<Value>): () => Promise<Value> {
  let result: Promise<Value> | undefined;
  return () => {
    result ??= act().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
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
