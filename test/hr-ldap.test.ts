import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feed, Reading, Source } from '../src/model/roster.ts';
import { readLdap } from '../src/roster/sources/ldap.ts';
import { hrPeople, type HrPerson, hrSource } from './support/hr-people.ts';
import { refusalKeeping, saidBy, saidByExport } from './support/said-by.ts';
import {
  type Attributes,
  base,
  limited,
  missingOpenLdap,
  type OpenLdap,
  people as below,
  reader,
  startOpenLdap,
} from './support/services/openldap.ts';
import { describeWith } from './support/services/required.ts';
import { tappedWayTo } from './support/tapped-way.ts';

type LdapReading = Reading & { readonly kind: 'ldap' };

const people = hrPeople(3_500);
const asked = new Date('2026-11-20T12:00:00Z');
const from = 'FeedError source hr: env:ROLLCALL_HR_URL: ';
const columns = {
  employee: 'employeenumber',
  login: 'githubLogin',
  status: 'employeeType',
  leftOn: 'LEFTON',
  badge: 'badge',
  name: 'displayName',
};

describeWith(missingOpenLdap)('OpenLDAP', () => {
  let server: OpenLdap;
  beforeAll(async () => {
    server = await startOpenLdap(people.map(entryOf));
    const members = (...ids: string[]): string[] => ids.map((id) => `uid=${id},${below}`);
    const group = { objectClass: 'groupOfNames' };
    await server.add(`cn=inner,${base}`, { ...group, cn: 'inner', member: members('E00001', 'E00002') });
    await server.add(`cn=outer,${base}`, {
      ...group,
      cn: 'outer',
      member: [`cn=inner,${base}`, ...members('E00003')],
    });
  });
  afterAll(() => server?.stop());

  function sourceOf(more: Partial<LdapReading> = {}, other: Readonly<Record<string, string>> = {}): LdapSource {
    const account = { bindDn: { variable: 'ROLLCALL_HR_DN' }, password: 'ROLLCALL_HR_PASSWORD' };
    const reading = { kind: 'ldap', url: { variable: 'ROLLCALL_HR_URL' }, base: below, filter: '(objectClass=person)' };
    const source = hrSource({ ...reading, ...account, ...more } as LdapReading);
    return { ...source, columns: { ...columns, ...other } };
  }
  async function read(source = sourceOf(), env: Readonly<Record<string, string>> = {}, within = 60_000): Promise<Feed> {
    const all = {
      ROLLCALL_HR_URL: server.url,
      ROLLCALL_HR_DN: reader.dn,
      ROLLCALL_HR_PASSWORD: reader.password,
      ...env,
    };
    return readLdap(source, source.reading, { root: '/', env: all, now: () => asked }, within);
  }
  const refusal = (...args: Parameters<typeof read>): Promise<string> =>
    refusalKeeping([reader.password, limited.password, 'hunter2', '127.0.0.1', '0.0.0.0', reader.dn], read(...args));

  it('gives the same people as an export does, page by page, as of now', async () => {
    const source = sourceOf();
    const feed = await read(source);
    expect(feed.rows).toHaveLength(3_500);
    expect(saidBy(feed, source)).toEqual(await saidByExport(people));
    expect(feed).toMatchObject({ source: 'hr', columns: Object.values(columns), asOf: asked });
    expect(feed.rows[0]?.place).toBe(`uid=E00001,${below}`);
  });

  it('reads without a name and a password where the directory lets anybody read', async () => {
    const { reading, ...source } = sourceOf();
    const { bindDn: _, password: __, ...anonymous } = reading;
    expect((await read({ ...source, reading: { ...anonymous, base } })).rows).toEqual([]);
  });

  it('finds the managers of people by their names', async () => {
    const { rows } = await read(sourceOf({ filter: '(manager=*)' }, { manager: 'manager' }));
    const managers = rows.map(({ values }) => [values['employeenumber'], values['manager']]);
    expect(managers).toEqual([
      ['E00002', undefined],
      ['E00003', 'E00002'],
      ['E00004', 'E00002'],
      ['E00005', undefined],
    ]);
  });

  it.each([
    ['a group', `(memberOf=cn=inner,${base})`, ['E00001', 'E00002']],
    ['a group and those in it', `(&(objectClass=person)(memberOf=cn=outer,${base}))`, ['E00001', 'E00002', 'E00003']],
    [
      'whoever is in no group',
      `(&(employeeNumber=E0000*)(!(memberOf=cn=outer,${base})))`,
      ['E00004', 'E00005', 'E00006', 'E00007', 'E00008', 'E00009'],
    ],
  ])('takes %s by filter', async (_, filter, employees) => {
    const { rows } = await read(sourceOf({ filter }));
    expect(rows.map(({ values }) => values['employeenumber'])).toEqual(employees);
  });

  it('takes a person with several values for none of them', async () => {
    const filter = '(uid=E00006)';
    const { rows } = await read(sourceOf({ filter }, { email: 'mail', status: 'businessCategory', dn: 'DN' }));
    expect(rows[0]?.values).toMatchObject({ businessCategory: 'active | terminated', DN: `uid=E00006,${below}` });
    expect(rows[0]?.values).not.toHaveProperty('mail');
    for (const meaning of ['employee', 'login']) {
      expect(await refusal(sourceOf({ filter }, { [meaning]: 'mail' }))).toBe(
        `${from}in 1 of the entries "mail" has several values: name in columns one that has one`,
      );
    }
  });

  it('refuses what is no text, and finds no column that nobody has', async () => {
    expect(await refusal(sourceOf({}, { employee: 'objectGUID' }))).toBe(
      `${from}in 2 of the entries "objectGUID" is binary: name an attribute that is text`,
    );
    const feed = await read(sourceOf({}, { email: 'homePhone', all: '*', password: 'userPassword' }));
    expect(feed.columns).toEqual(Object.values(columns));
  });

  it.each<[string, Partial<LdapReading>, Readonly<Record<string, string>>, string]>([
    [
      'the password is wrong',
      {},
      { ROLLCALL_HR_PASSWORD: 'hunter2-wrong' },
      'the server answered invalidCredentials: are bindDn and the password right, and still good?',
    ],
    [
      'the name is none',
      {},
      { ROLLCALL_HR_DN: 'hunter2' },
      'the server answered invalidDNSyntax: base or bindDn is no distinguished name: correct it in roster.yaml',
    ],
    [
      'nothing stands at the base',
      { base: `ou=poeple,${base}` },
      {},
      'the server answered noSuchObject: nothing stands at base, or this account may not see it: correct base: in roster.yaml',
    ],
    [
      'the account is given a part',
      {},
      { ROLLCALL_HR_DN: limited.dn, ROLLCALL_HR_PASSWORD: limited.password },
      'the server answered sizeLimitExceeded: it gave a part of the list only: have the limit raised for the account that reads',
    ],
  ])('says so where %s', async (_, more, env, message) => {
    expect(await refusal(sourceOf(more), env)).toBe(from + message);
  });

  it.each(['(uid=*', '(uid=*)(cn=*)', '(&(uid=*)', '()', 'person', '(uid=\\zz)'])(
    'refuses %j as a filter before it asks',
    async (filter) => {
      expect(await refusal(sourceOf({ filter }), { ROLLCALL_HR_URL: 'ldap://127.0.0.1:1' })).toBe(
        `UsageError source hr: ${JSON.stringify(filter)} is no search filter: correct filter: in roster.yaml, as in (objectClass=person)`,
      );
    },
  );

  it('refuses a list of which a part is elsewhere', async () => {
    const elsewhere = `ou=elsewhere,${base}`;
    await server.add(elsewhere, { objectClass: 'organizationalUnit', ou: 'elsewhere' });
    await server.add(`cn=there,${elsewhere}`, {
      objectClass: ['referral', 'extensibleObject'],
      cn: 'there',
      ref: 'ldap://hunter2.example/dc=there',
    });
    const part = 'the server refers to others for a part of the list, and referrals are not followed';
    expect(await refusal(sourceOf({ base: elsewhere }))).toContain(from + part);
    expect(await refusal(sourceOf({ base: `cn=there,${elsewhere}` }))).toContain(`${from}the server answered referral`);
  });

  describe('with TLS', () => {
    const untrusted = `${from}the server's certificate is not good (UNABLE_TO_VERIFY_LEAF_SIGNATURE): where it is from a CA of your own, set NODE_EXTRA_CA_CERTS`;

    it('refuses a CA that nobody knows', async () => {
      expect(await refusal(sourceOf(), { ROLLCALL_HR_URL: server.secureUrl })).toContain(untrusted);
    });

    it('says no password to another machine before STARTTLS, and none to one that it does not trust', async () => {
      const way = await tappedWayTo(server.port);
      // Leads to this machine, and is not called so.
      const url = `ldap://0.0.0.0:${way.port}`;
      expect(await refusal(sourceOf(), { ROLLCALL_HR_URL: url })).toContain(untrusted);
      expect(way.said()).toContain('1.3.6.1.4.1.1466.20037');
      expect(way.said()).not.toMatch(/hunter2|cn=reader/);
      way.close();
    });

    it.each([
      ['ldaps://', () => server.secureUrl],
      ['STARTTLS', () => `ldap://0.0.0.0:${server.port}`],
    ])('takes the CA that NODE_EXTRA_CA_CERTS names, by %s', async (_, url) => {
      const way = await tappedWayTo(Number(new URL(url()).port));
      const tapped = new URL(url());
      tapped.port = String(way.port);
      expect(await toldWithCa(server.ca, sourceOf(), tapped.href)).toBe('3500 rows');
      expect(way.said()).not.toMatch(/hunter2|cn=reader|employeenumber/i);
      way.close();
    });

    it.each([
      ['ldaps://', () => server.secureUrl.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
      ['STARTTLS', () => `ldap://0:${server.port}`],
    ])('refuses a certificate for another name, by %s', async (_, url) => {
      expect(await toldWithCa(server.ca, sourceOf(), url())).toContain(
        `${from}the server's certificate is not good (ERR_TLS_CERT_ALTNAME_INVALID)`,
      );
    });
  });

  it.each([1, 100, 20_000, 200_000, 400_000])('says so where the server is killed after %d bytes', async (bytes) => {
    const doomed = await startOpenLdap(people.map(entryOf));
    const way = await tappedWayTo(doomed.port, (answered) => answered >= bytes && doomed.kill());
    const url = `ldap://127.0.0.1:${way.port}`;
    const told = await refusal(sourceOf(), { ROLLCALL_HR_URL: url });
    expect(told.replace(/ \(\w+\)/, '')).toBe(`${from}the server cannot be reached, or broke off: try again later`);
    way.close();
    await doomed.stop();
  });
});

type LdapSource = Source & { readonly reading: LdapReading };

/** A directory has no empty values. */
function entryOf({ id, login, status, left_on, badge, name }: HrPerson): Attributes {
  const attributes = { uid: id, employeeNumber: id, githubLogin: login, employeeType: status, leftOn: left_on, badge };
  const values = Object.entries({ ...attributes, displayName: name, ...oddities.get(id) });
  return Object.fromEntries(values.filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''));
}

const oddities: ReadonlyMap<string, Attributes> = new Map<string, Attributes>([
  ['E00002', { manager: `uid=E00001,${below}`, objectGUID: 'a\0b' }],
  ['E00003', { manager: 'UID = E00002, ou=People , dc=EXAMPLE,dc=com', objectGUID: 'a\0b' }],
  ['E00004', { manager: `uid=\\45\\300002,${below}` }],
  ['E00005', { manager: [`uid=E00002,${below}`, `uid=E00003,${below}`] }],
  ['E00006', { mail: ['a@example.com', 'b@example.com'], businessCategory: ['terminated', 'active'] }],
]);

/** Certificates are read when Node starts: in a process of its own. */
async function toldWithCa(ca: string, source: LdapSource, url: string): Promise<string> {
  const program = `
    import { readSource } from ${JSON.stringify(import.meta.resolve('../src/roster/read-source.ts'))};
    const columns = ${JSON.stringify(source.columns)};
    const source = { ...${JSON.stringify({ ...source, status: {} })}, columns };
    const reading = readSource(source, { root: '/', env: process.env, now: () => new Date() });
    process.stdout.write(await reading.then(({ rows }) => rows.length + ' rows', ({ name, message }) => name + ' ' + message));`;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program];
  const env = { ROLLCALL_HR_URL: url, ROLLCALL_HR_DN: reader.dn, ROLLCALL_HR_PASSWORD: reader.password };
  const { PATH = '' } = process.env;
  return (await promisify(execFile)(process.execPath, args, { env: { PATH, NODE_EXTRA_CA_CERTS: ca, ...env } })).stdout;
}
