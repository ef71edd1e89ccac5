import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer on its way back, and the request that asked for it. */
export interface Answer {
  readonly asked: string;
  readonly status: number;
  readonly body: string;
}

export interface TamperingProxy {
  readonly url: string;
  /** What was asked since the last call, each once: method, path without its query, and for GraphQL the query. */
  asked(): string[];
  tamper: (answer: Answer) => { readonly status?: number; readonly body: string };
  close(): Promise<void>;
}

/** Stands between the command and the sandbox, and changes answers as the test says. */
export async function tamperingProxy(target: string): Promise<TamperingProxy> {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    void forward(request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const proxy: TamperingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => {
      const all = [...seen];
      seen.clear();
      return all;
    },
    tamper: ({ body }) => ({ body }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return proxy;

  async function forward(request: IncomingMessage) {
    const { method = 'GET', url = '/' } = request;
    const sent = await textOf(request);
    const asked = `${method} ${url.split('?')[0]} ${sent === '' ? '' : ((JSON.parse(sent) as { query?: string }).query ?? sent)}`;
    seen.add(asked);
    const { authorization = '' } = request.headers;
    const answer = await fetch(target + url, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(sent === '' ? {} : { body: sent }),
    });
    const { status, body } = {
      status: answer.status,
      ...proxy.tamper({ asked, status: answer.status, body: await answer.text() }),
    };
    const headers = Object.fromEntries(
      ['content-type', 'link'].flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
    return { status, headers, body };
  }
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
