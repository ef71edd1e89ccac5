import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvOf, type HrRow, rosterFile } from './hr-organization.ts';
import { urlOf } from './services/database.ts';
import { mariadbMissing, startMariadb } from './services/mariadb.ts';
import { type Attributes, missingOpenLdap, people as below, reader, startOpenLdap } from './services/openldap.ts';
import { postgresMissing, startPostgres } from './services/postgres.ts';
import { type ScimUser, startScim, token } from './services/scim.ts';
import { runSqlite, sqliteMissing } from './services/sqlite.ts';

/** A source of HR data that is ready to be read. */
export interface HrServer {
  readonly roster: string;
  /** What the environment must say for it. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

export interface HrServerKind {
  /** What the machine lacks for it. */
  readonly missing: string | undefined;
  /** Where a row is, in the words of this source. */
  readonly placeOf: (row: HrRow, index: number) => string;
  start(rows: readonly HrRow[]): Promise<HrServer>;
}

/** The yardstick: what HR would export. */
export const asExport: HrServerKind = {
  missing: undefined,
  placeOf: (_, index) => `row ${index + 2}`,
  async start(rows) {
    const { file, stop } = aFile('people.csv');
    writeFileSync(file, csvOf(rows));
    return { roster: rosterFile(`csv: { file: ${JSON.stringify(file)} }`), env: {}, stop };
  },
};

const byEmployee = ({ employee_id: id }: HrRow): string => `employee_id ${id}`;
const query =
  'SELECT employee_id, github_login, status, left_on, department, manager FROM people ORDER BY github_login DESC';

export const inPostgres: HrServerKind = {
  missing: postgresMissing,
  placeOf: byEmployee,
  async start(rows) {
    const server = await startPostgres();
    await server.run(asTable(rows));
    return {
      roster: rosterFile(`sql: { dialect: postgres, url: env:ROLLCALL_HR_URL, query: "${query}" }`),
      env: { ROLLCALL_HR_URL: urlOf('postgres', server) },
      stop: () => server.stop(),
    };
  },
};

export const inMariadb: HrServerKind = {
  missing: mariadbMissing,
  placeOf: byEmployee,
  async start(rows) {
    const server = await startMariadb();
    await server.run(asTable(rows));
    return {
      roster: rosterFile(`sql: { dialect: mysql, url: env:ROLLCALL_HR_URL, query: "${query}" }`),
      env: { ROLLCALL_HR_URL: urlOf('mysql', server) },
      stop: () => server.stop(),
    };
  },
};

export const inSqlite: HrServerKind = {
  missing: sqliteMissing,
  placeOf: byEmployee,
  async start(rows) {
    const { file, stop } = aFile('people.db');
    runSqlite(file, asTable(rows));
    const path = JSON.stringify(file);
    return { roster: rosterFile(`sql: { dialect: sqlite, file: ${path}, query: "${query}" }`), env: {}, stop };
  },
};

export const inOpenLdap: HrServerKind = {
  missing: missingOpenLdap,
  placeOf: ({ employee_id: id }) => dnOf(id),
  async start(rows) {
    const server = await startOpenLdap(rows.map(entryOf));
    const account = 'bindDn: env:ROLLCALL_HR_DN, password: env:ROLLCALL_HR_PASSWORD';
    const search = `base: "${below}", filter: (objectClass=person)`;
    return {
      roster: rosterFile(`ldap: { url: env:ROLLCALL_HR_URL, ${search}, ${account} }`, {
        employee_id: 'employeeNumber',
        github_login: 'githubLogin',
        status: 'employeeType',
        left_on: 'leftOn',
        department: 'departmentNumber',
      }),
      env: {
        ROLLCALL_HR_URL: server.url,
        ROLLCALL_HR_DN: reader.dn,
        ROLLCALL_HR_PASSWORD: reader.password,
      },
      stop: () => server.stop(),
    };
  },
};

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const paths = {
  employee_id: `${enterprise}:employeeNumber`,
  github_login: 'nickName',
  status: 'userType',
  left_on: `${enterprise}:division`,
  department: `${enterprise}:department`,
  manager: `${enterprise}:manager.value`,
};

export const inScim: HrServerKind = {
  missing: undefined,
  placeOf: ({ employee_id: id }) => `id id-${id}`,
  async start(rows) {
    const server = await startScim(rows.toReversed().map(userOf), 'works');
    return {
      roster: rosterFile('scim: { url: env:ROLLCALL_HR_URL, token: env:ROLLCALL_HR_TOKEN }', paths),
      env: { ROLLCALL_HR_URL: server.url, ROLLCALL_HR_TOKEN: token },
      stop: () => server.stop(),
    };
  },
};

/** `active` is all that many services say: true, false, or nothing at all. */
export const inScimByActive: HrServerKind = {
  ...inScim,
  async start(rows) {
    const { roster, ...server } = await inScim.start(rows);
    const words = 'status: { active: ["true"], left: ["false"] }';
    const byActive = roster.replace('"userType"', 'active').replace(/^ {4}status: \{.*$/m, `    ${words}`);
    return { ...server, roster: byActive };
  },
};

/** Outside the checkout, in a folder of its own. */
function aFile(name: string): { readonly file: string; readonly stop: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-hr-'));
  return { file: join(folder, name), stop: async () => rmSync(folder, { recursive: true }) };
}

/** Where HR has no value a database has NULL, and a directory nothing at all. */
function asTable(rows: readonly HrRow[]): string {
  const quoted = (text: string): string => (text === '' ? 'NULL' : `'${text}'`);
  const values = rows.map((row) => {
    const { employee_id: id, github_login: login, status, left_on: left, department, manager } = row;
    return `(${[id, login, status, left, department, manager].map(quoted).join()})`;
  });
  return `
    CREATE TABLE people (employee_id VARCHAR(10) PRIMARY KEY, github_login VARCHAR(40), status VARCHAR(20), left_on DATE,
      department VARCHAR(40), manager VARCHAR(10));
    INSERT INTO people VALUES ${values.join()};`;
}

function dnOf(employee: string): string {
  return `uid=${employee},${below}`;
}

function entryOf(row: HrRow): Attributes {
  const { employee_id: id, github_login: login, status, left_on: left, department, manager } = row;
  return withoutEmpty({
    uid: id,
    employeeNumber: id,
    githubLogin: login,
    employeeType: status,
    leftOn: left,
    departmentNumber: department,
    manager: manager === '' ? '' : dnOf(manager),
  });
}

function userOf(row: HrRow): ScimUser {
  const { employee_id: id, github_login: login, status, left_on: left, department, manager } = row;
  return {
    id: `id-${id}`,
    userName: id,
    ...withoutEmpty({ nickName: login, userType: status }),
    ...(status === '' ? {} : { active: status === 'active' }),
    [enterprise]: {
      ...withoutEmpty({ employeeNumber: id, division: left, department }),
      ...(manager === '' ? {} : { manager: { value: `id-${manager}` } }),
    },
  };
}

function withoutEmpty(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));
}
