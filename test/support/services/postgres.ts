import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabaseServer } from './database.ts';
import { findBinary, missingService } from './required.ts';
import { environmentIn, startServer } from './server.ts';
import { freePort, removeFolder, serverAccount, serverFolder } from './unprivileged.ts';

/** Where Debian puts each version of it, the newest first. */
const debian = '/usr/lib/postgresql';
const folders = existsSync(debian)
  ? readdirSync(debian)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(debian, version, 'bin'))
  : [];

const binary = findBinary('postgres', folders);
const initdb = findBinary('initdb', folders);

export const postgresMissing = missingService(binary && initdb, 'PostgreSQL', 'postgresql');

const user = 'hr_master';
const password = 'corr3ct:h@rse/battery';

/** A PostgreSQL of its own, with the database `hr`. */
export async function startPostgres(): Promise<DatabaseServer> {
  const account = serverAccount();
  const folder = serverFolder('postgres', account);
  const port = await freePort();
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'password'), password);
  const options = ['--auth=scram-sha-256', `--username=${user}`, `--pwfile=${join(folder, 'password')}`];
  execFileSync(initdb ?? '', ['-D', data, '--no-sync', '--encoding=UTF8', '--locale=C', ...options], {
    ...account,
    cwd: folder,
    env: environmentIn(folder),
    stdio: 'pipe',
  });
  const run = (statements: string, database = 'hr'): Promise<void> => runAt({ port, database }, statements);
  const quick = ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`];
  const server = await startServer(
    [binary ?? '', '-D', data, '-p', String(port), ...quick],
    { cwd: folder, account },
    () => run('SELECT', 'postgres'),
    'SIGQUIT',
  );
  await run('CREATE DATABASE hr', 'postgres');
  return {
    host: '127.0.0.1',
    port,
    user,
    password,
    database: 'hr',
    pid: server.pid,
    socket: folder,
    run,
    async stop() {
      await server.stop();
      removeFolder(folder);
    },
  };
}

async function runAt(at: { readonly port: number; readonly database: string }, statements: string): Promise<void> {
  const client = new Client({ host: '127.0.0.1', user, password, ...at });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(statements);
  } finally {
    await client.end().catch(() => undefined);
  }
}
