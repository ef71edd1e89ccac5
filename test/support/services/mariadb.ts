import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { DatabaseServer } from './database.ts';
import { findBinary, missingService } from './required.ts';
import { environmentIn, startServer } from './server.ts';
import { freePort, removeFolder, serverAccount, serverFolder } from './unprivileged.ts';

const binary = findBinary('mariadbd');
const install = findBinary('mariadb-install-db');

export const mariadbMissing = missingService(binary && install, 'MariaDB', 'mariadb-server-core mariadb-client-core');

const user = 'hr_master';
const password = 'corr3ct:h@rse/battery';

/** A MariaDB of its own, with the database `hr`. */
export async function startMariadb(): Promise<DatabaseServer> {
  const account = serverAccount();
  const folder = serverFolder('mariadb', account);
  const port = await freePort();
  const [data, socket] = [join(folder, 'data'), join(folder, 'socket')];
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  execFileSync(install ?? '', ['--no-defaults', `--datadir=${data}`, ...options], {
    ...account,
    cwd: folder,
    env: environmentIn(folder),
    stdio: 'pipe',
  });
  const address = ['--bind-address=127.0.0.1', `--port=${port}`, `--socket=${socket}`];
  const server = await startServer(
    [binary ?? '', '--no-defaults', `--datadir=${data}`, ...address, `--pid-file=${join(folder, 'pid')}`],
    { cwd: folder, account },
    () => runAs({ user: 'root', socketPath: socket }, 'SELECT 1'),
  );
  await runAs({ user: 'root', socketPath: socket }, founding);
  return {
    host: '127.0.0.1',
    port,
    user,
    password,
    database: 'hr',
    pid: server.pid,
    socket,
    run: (statements) => runAs({ user, password, host: '127.0.0.1', port, database: 'hr' }, statements),
    async stop() {
      await server.stop();
      removeFolder(folder);
    },
  };
}

const founding = `
  CREATE DATABASE hr CHARACTER SET utf8mb4;
  CREATE USER '${user}'@'%' IDENTIFIED BY '${password}';
  GRANT ALL ON *.* TO '${user}'@'%' WITH GRANT OPTION;`;

async function runAs(who: Parameters<typeof createConnection>[0] & object, statements: string): Promise<void> {
  const connection = await createConnection({ ...who, multipleStatements: true });
  try {
    await connection.query(statements);
  } finally {
    await connection.end();
  }
}
