import { onTestFinished } from 'vitest';
import type { OrgState } from '../../src/model/org-state.ts';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';
import { type ClientOptions, createClient, type GitHubClient } from '../../src/scm/github/client.ts';

/** A client of a sandbox of its own, closed with the test. */
export interface OnSandbox {
  readonly sandbox: RunningSandbox;
  readonly client: GitHubClient;
  /** What the client logged. */
  readonly logged: readonly string[];
  /** A control call such as `POST faults`. */
  readonly control: (call: `POST ${string}`, body: object) => Promise<void>;
  /** `METHOD path` of what was asked since the last time. */
  readonly requests: () => Promise<string[]>;
}

/** Starts a sandbox with this organisation, by default without limits, and a client for it, by default unpaced. */
export async function githubOnSandbox(
  from: OrgState,
  { client: options = {}, ...sandboxOptions }: SandboxOptions & { readonly client?: Partial<ClientOptions> } = {},
): Promise<OnSandbox> {
  const sandbox = await startSandbox({ limits: { primary: null, secondary: false }, ...sandboxOptions, from });
  onTestFinished(() => sandbox.close());
  const logged: string[] = [];
  const auth = { token: sandbox.token };
  const log = (text: string): number => logged.push(text);
  const client = createClient({ apiUrl: sandbox.url, auth, pacing: 'off', log, ...options });
  return {
    sandbox,
    client,
    logged,
    async control(call, body) {
      const answer = await fetch(`${sandbox.url}/_sandbox/${call.slice('POST '.length)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async requests() {
      const url = `${sandbox.url}/_sandbox/requests`;
      const { entries } = (await (await fetch(url)).json()) as { entries: { method: string; path: string }[] };
      await fetch(url, { method: 'DELETE' });
      return entries.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    },
  };
}
