import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'ldapts';
import { makeCertificates, runIn } from './certificates.ts';
import { findBinary, missingService } from './required.ts';
import { startServer } from './server.ts';
import { freePort, removeFolder, serverAccount, serverFolder } from './unprivileged.ts';

const slapd = findBinary('slapd');

/** What this machine lacks for an OpenLDAP server, if anything. */
export const missingOpenLdap = missingService(slapd, 'slapd', 'slapd');

export const base = 'dc=example,dc=com';
export const people = `ou=people,${base}`;
interface Bind {
  readonly dn: string;
  readonly password: string;
}

/** Reads everything, in pages. */
export const reader: Bind = { dn: `cn=reader,${base}`, password: 'hunter2-reader' };
/** Is given 100 entries and no more, however it asks. */
export const limited: Bind = { dn: `cn=limited,${base}`, password: 'hunter2-limited' };

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
  runIn(folder, account, binary(), ['-T', 'add', '-q', '-f', 'slapd.conf', '-l', 'people.ldif']);
  const [port, securePort] = [await freePort(), await freePort()];
  const url = `ldap://127.0.0.1:${port}`;
  const secureUrl = `ldaps://127.0.0.1:${securePort}`;
  const command = [binary(), '-f', 'slapd.conf', '-h', `${url}/ ${secureUrl}/`, '-d', '0'] as const;
  const server = await startServer([...command], { cwd: folder, account }, async () =>
    (await bound(url, reader)).unbind(),
  );
  let alive = true;
  return {
    url,
    secureUrl,
    port,
    ca: join(folder, 'ca.pem'),
    add: (dn, attributes) => addEntry(url, dn, attributes),
    kill() {
      if (alive) process.kill(server.pid, 'SIGKILL');
      alive = false;
    },
    async stop() {
      await server.stop();
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
attributetype ( 1.3.6.1.4.1.4203.666.1.2 NAME 'leftOn' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.3.6.1.4.1.4203.666.1.3 NAME 'objectGUID' EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.4203.666.1.4 NAME 'badge' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 )
objectclass ( 1.3.6.1.4.1.4203.666.2.1 NAME 'staff' SUP top AUXILIARY MAY ( githubLogin $ leftOn $ objectGUID $ badge ) )
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
  const client = await bound(url, administrator);
  const lists = Object.entries(attributes).map(([name, values]) => [name, [values].flat()]);
  await client.add(dn, Object.fromEntries(lists) as Record<string, string[]>);
  await client.unbind();
}

async function bound(url: string, { dn, password }: Bind): Promise<Client> {
  const client = new Client({ url });
  await client.bind(dn, password);
  return client;
}
