import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Account } from './unprivileged.ts';

/**
 * A CA of its own, `ca.pem`, and a certificate for this machine by the names that tests call it: `server.pem` and
 * `server.key`.
 */
export function makeCertificates(folder: string, account: Account): void {
  const openssl = (...args: readonly string[]): void => runIn(folder, account, 'openssl', args);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test CA');
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(`${folder}/names`, 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:0.0.0.0\n');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signing);
}

export function runIn(cwd: string, account: Account, command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], ...account });
}
