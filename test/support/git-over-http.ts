import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { cleanEnvironment } from './real-repository.ts';

/**
 * Serves a bare repository as GitHub does, by git's own program, to whoever sends this header.
 * @returns the server's URL, without a path
 */
export async function gitOverHttp(bare: string, authorization: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.headers.authorization === authorization) return answer(bare, request, response);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end('Repository not found.');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** By CGI: the variables of https://git-scm.com/docs/git-http-backend, and headers before an empty line. */
function answer(bare: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://host');
  const env = {
    ...cleanEnvironment,
    GIT_PROJECT_ROOT: bare,
    GIT_HTTP_EXPORT_ALL: '1',
    REMOTE_USER: 'somebody',
    REQUEST_METHOD: request.method ?? '',
    PATH_INFO: pathname.replace(/^\/acme\/access/, ''),
    QUERY_STRING: search.slice(1),
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: [request.headers['git-protocol'] ?? ''].join(':'),
  };
  const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => pass(Buffer.concat(chunks), response));
  request.pipe(child.stdin);
}

function pass(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n');
  const headers = output.toString('latin1', 0, end).split('\r\n');
  for (const [name = '', value = ''] of headers.map((line) => line.split(': '))) {
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(output.subarray(end + 4));
}
