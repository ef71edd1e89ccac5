import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { Feed } from '../../src/model/roster.ts';
import { readSql } from '../../src/roster/sources/sql.ts';
import { type TimeLimits, timeLimits } from '../../src/roster/sources/sql/limits.ts';
import { hrSource } from './hr-people.ts';
import type { DatabaseServer } from './services/database.ts';

export const asked = new Date('2026-11-20T12:00:00Z');

/** Reads people with this query from the server at the URL, as roster.yaml has it. */
export function readServer(
  dialect: 'postgres' | 'mysql',
  url: string,
  query: string,
  limits: Partial<TimeLimits> = {},
): Promise<Feed> {
  const source = hrSource({ kind: 'sql', dialect, url: 'ROLLCALL_HR_URL', query });
  const reach = { root: '/', env: { ROLLCALL_HR_URL: url }, now: () => asked };
  return readSql(source, source.reading, reach, { ...timeLimits, ...limits });
}

/** What people are told; nowhere in the error, its stack and causes stands how the server is reached. */
export async function refusalWithout(
  { host, user, password, port }: DatabaseServer,
  reading: Promise<unknown>,
): Promise<string> {
  const ended = await reading.catch((error: unknown) => error);
  if (!(ended instanceof Error)) throw new Error(`nothing was refused: ${inspect(ended)}`);
  const all = inspect(ended, { depth: 10, showHidden: true });
  for (const secret of [host, user, password, encodeURIComponent(password), `:${port}`]) {
    expect(all).not.toContain(secret);
  }
  return `${ended.name} ${ended.message}`;
}

/** A way to the server on which only so many bytes of its answers come through; undefined for not one, and no end. */
export async function brokenWayTo(
  port: number,
  bytes: number | undefined,
): Promise<{ readonly port: number; close(): void }> {
  const way: Server = createServer((client) => {
    client.on('error', () => undefined);
    if (bytes === undefined) return;
    const server = connect(port, '127.0.0.1');
    let left = bytes;
    server.on('error', () => undefined);
    server.on('data', (chunk) => {
      client.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) client.destroySoon();
    });
    client.pipe(server);
    client.on('close', () => server.destroy());
  });
  await new Promise<void>((done) => way.listen(0, '127.0.0.1', done));
  return { port: (way.address() as AddressInfo).port, close: () => way.close() };
}
