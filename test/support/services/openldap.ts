import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'ldapts';
import { findBinary, missingService } from './required.ts';
import { type Account, freePort, removeFolder, serverAccount, serverFolder } from './unprivileged.ts';

const slapd = findBinary('slapd');

/** What this machine lacks for an OpenLDAP server, if anything. */
export const missingOpenLdap = missingService(slapd, 'slapd', 'slapd');

export const base = 'dc=example,dc=com';
export const people = `ou=people,${base}`;
/** Reads everything, in pages. */
export const reader = { dn: `cn=reader,${base}`, password: 'hunter2-reader' };
/** Is given 100 entries and no more, however it asks. */
export const limited = { dn: `cn=limited,${base}`, password: 'hunter2-limited' };

/** Attributes of an entry, several values each where they are several. */
export type Attributes = Readonly<Record<string, string | readonly string[]>>;

/** A running server on loopback. */
export interface OpenLdap {
  readonly url: string;
  readonly secureUrl: string;
  readonly port: number;
  /** File with the certificate of the CA that signed the server's. */
  readonly ca: string;
  /** Adds an entry, as the administrator. */
  add(dn: string, attributes: Attributes): Promise<void>;
  kill(): void;
  stop(): Promise<void>;
}

/** @param entries people by `uid`, below `ou=people`; each a `person` with GitHub login and the like */
export async function startOpenLdap(entries: readonly Attributes[]): Promise<OpenLdap> {
  const account = serverAccount();
  const folder = serverFolder('slapd', account);
  makeCertificates(folder, account);
  writeFileSync(join(folder, 'slapd.conf'), configurationIn(folder));
  writeFileSync(join(folder, 'people.ldif'), ldifOf(entries));
  run(binary(), ['-T', 'add', '-q', '-f', 'slapd.conf', '-l', 'people.ldif'], folder, account);
  const [port, securePort] = [await freePort(), await freePort()];
  const addresses = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${securePort}/`;
  const server = spawn(binary(), ['-f', 'slapd.conf', '-h', addresses, '-d', '0'], { cwd: folder, ...account });
  const url = `ldap://127.0.0.1:${port}`;
  await answering(url, server);
  return {
    url,
    secureUrl: `ldaps://127.0.0.1:${securePort}`,
    port,
    ca: join(folder, 'ca.pem'),
    add: (dn, attributes) => addEntry(url, dn, attributes),
    kill: () => void server.kill('SIGKILL'),
    async stop() {
      const running = server.exitCode === null && server.signalCode === null;
      const ended = new Promise((done) => server.once('exit', done));
      if (running) {
        server.kill('SIGKILL');
        await ended;
      }
      removeFolder(folder);
    },
  };
}

const administrator = { dn: `cn=admin,${base}`, password: 'hunter2-admin' };

function binary(): string {
  if (slapd === undefined) throw new Error(missingOpenLdap);
  return slapd;
}

function configurationIn(folder: string): string {
  return `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/dyngroup.schema
attributetype ( 1.3.6.1.4.1.4203.666.1.1 NAME 'githubLogin' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.3.6.1.4.1.4203.666.1.2 NAME 'leftOn' EQUALITY generalizedTimeMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.24 )
attributetype ( 1.3.6.1.4.1.4203.666.1.3 NAME 'objectGUID' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.4203.666.2.1 NAME 'staff' SUP top AUXILIARY MAY ( githubLogin $ leftOn $ objectGUID ) )
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload dynlist
TLSCertificateFile ${folder}/server.pem
TLSCertificateKeyFile ${folder}/server.key
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * search
database mdb
suffix ${base}
rootdn ${administrator.dn}
rootpw ${administrator.password}
directory ${folder}
maxsize 268435456
dbnosync
index objectClass,uid eq
limits dn.exact="${reader.dn}" size=500 size.prtotal=unlimited
limits dn.exact="${limited.dn}" size=100
overlay dynlist
dynlist-attrset groupOfURLs memberURL member+memberOf@groupOfNames*
`;
}

function ldifOf(entries: readonly Attributes[]): string {
  const accounts = [reader, limited].map(({ dn, password }) =>
    entry(dn, { objectClass: ['organizationalRole', 'simpleSecurityObject'], userPassword: password }),
  );
  const persons = entries.map(({ uid = '', ...attributes }) =>
    entry(`uid=${String(uid)},${people}`, {
      objectClass: ['inetOrgPerson', 'staff'],
      cn: uid,
      sn: uid,
      uid,
      ...attributes,
    }),
  );
  return [
    entry(base, { objectClass: ['organization', 'dcObject'], dc: 'example', o: 'Example' }),
    entry(people, { objectClass: 'organizationalUnit', ou: 'people' }),
    ...accounts,
    ...persons,
  ].join('\n');
}

/** In base64, so that no value needs care. */
function entry(dn: string, attributes: Attributes): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}:: ${Buffer.from(value).toString('base64')}\n`),
  );
  return `dn:: ${Buffer.from(dn).toString('base64')}\n${lines.join('')}`;
}

async function addEntry(url: string, dn: string, attributes: Attributes): Promise<void> {
  const client = new Client({ url });
  await client.bind(administrator.dn, administrator.password);
  const lists = Object.entries(attributes).map(([name, values]) => [name, [values].flat()]);
  await client.add(dn, Object.fromEntries(lists) as Record<string, string[]>);
  await client.unbind();
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null) break;
    const client = new Client({ url, connectTimeout: 1000 });
    try {
      await client.bind(reader.dn, reader.password);
      return await client.unbind();
    } catch {
      await delay(50);
    }
  }
  throw new Error('slapd does not start');
}

/** A CA of its own, and a certificate for this machine by the names that tests call it. */
function makeCertificates(folder: string, account: Account): void {
  const openssl = (...args: readonly string[]): void => run('openssl', args, folder, account);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test CA');
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:0.0.0.0\n');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signing);
}

function run(command: string, args: readonly string[], cwd: string, account: Account): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], ...account });
}
