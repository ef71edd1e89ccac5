import type { OrgState } from '../model/org-state.ts';
import { type RunningSandbox, type SandboxOptions, startSandbox } from './start.ts';

/** A running sandbox without rate limits, and short ways to ask it; for tests. */
export interface SandboxFixture {
  readonly sandbox: RunningSandbox;
  /** Asks as the bot, or as a person by `as`. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** A control call, which must be answered with 2xx. `path` is below `/_sandbox/`. */
  control(method: string, path: string, body?: object): Promise<Json>;
  /** Reads a list to its end by following `Link`. */
  readAll(path: string): Promise<readonly Json[]>;
  close(): Promise<void>;
}

interface AskOptions {
  readonly as?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** Tests look into answers of many shapes; what they find they compare. */
export interface Json {
  readonly [key: string]: Json;
  readonly [index: number]: Json;
}

/** The numeric id of something in an answer. */
export function idOf(json: Json | undefined): number {
  return (json as unknown as { readonly id: number }).id;
}

export async function aSandbox(from: OrgState, options: Omit<SandboxOptions, 'from'> = {}): Promise<SandboxFixture> {
  const limits = { primary: null, secondary: false, ...options.limits };
  const sandbox = await startSandbox({ ...options, from, limits });
  const ask: SandboxFixture['ask'] = (method, path, asked) => askAt(sandbox, method, path, asked);
  return {
    sandbox,
    ask,
    control: async (method, path, body) => {
      const answer = await ask(method, `/_sandbox/${path}`, { body });
      if (answer.status < 300) return answer.body;
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    readAll: async (path) => {
      const found: Json[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const answer = await ask('GET', next);
        found.push(...(answer.body as unknown as Json[]));
        next = /<[^>]*?:\d+(\/[^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      }
      return found;
    },
    close: () => sandbox.close(),
  };
}

async function askAt(
  sandbox: RunningSandbox,
  method: string,
  path: string,
  { as, token, body, headers }: AskOptions = {},
): Promise<Answer> {
  const credential = token ?? (as === undefined ? sandbox.token : `as:${as}`);
  const response = await fetch(sandbox.url + path, {
    method,
    redirect: 'manual',
    headers: { authorization: `token ${credential}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: json as Json };
}
