import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { geteuid } from 'node:process';

/** As whom a server runs. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Servers refuse to run as root: then they run as `nobody`, whom every Debian has; else as we do. */
export function serverAccount(): Account {
  return geteuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
}

/** A folder for a server's data that its account owns. Paths of sockets are short, hence not below TMPDIR. */
export function serverFolder(name: string, { uid, gid }: Account): string {
  const folder = mkdtempSync(join('/tmp', `rollcall-${name}-`));
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A port on loopback that nothing listens on. Somebody may be faster: who cannot listen there asks again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
