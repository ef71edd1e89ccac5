import { expect, it } from 'vitest';
import type { Feed } from '../../src/model/roster.ts';
import { asked, brokenWayTo, readServer, refusalWithout } from './asking-databases.ts';
import { everybody, type HrPerson } from './hr-people.ts';
import { expectFeedOf } from './same-feed.ts';
import { type DatabaseServer, urlOf } from './services/database.ts';
import { freePort } from './services/unprivileged.ts';

/** A server with a table of people, and how its dialect says a few things. */
interface AnyDatabase {
  readonly dialect: 'postgres' | 'mysql';
  /** Only once it was started. */
  readonly server: () => DatabaseServer;
  /** Parameters of the URL. */
  readonly withoutTls: string;
  readonly withTls: string;
  readonly sleeping: string;
  /** One row more than may be, and one megabyte in each of a thousand. */
  readonly tooManyRows: string;
  readonly tooManyBytes: string;
}

type Limits = Parameters<typeof readServer>[3];

/** Reads people with a query, where the server is reached as it is or otherwise. */
export function readerOf({ dialect, server }: Pick<AnyDatabase, 'dialect' | 'server'>) {
  const read = (query: string, other?: Partial<DatabaseServer>, limits?: Limits): Promise<Feed> =>
    readServer(dialect, urlOf(dialect, server(), other), query, limits);
  const refusal = (...args: Parameters<typeof read>): Promise<string> => refusalWithout(server(), read(...args));
  return { read, refusal };
}

/** How every message to people begins. */
export const fromUrl = 'FeedError source hr: env:ROLLCALL_HR_URL: ';

/** The tests that every server passes, whatever its dialect. */
export function readsAsAnyDatabase(database: AnyDatabase, people: readonly HrPerson[]): void {
  const { dialect, server } = database;
  const { read, refusal } = readerOf(database);

  it('gives the same people as an export does, as of now', async () => {
    const feed = await read(everybody);
    await expectFeedOf(people, feed);
    expect(feed.asOf).toEqual(asked);
  });

  it.each([
    ['the password is wrong', { password: 's3cret' }, 'the server refuses the user'],
    ['the user is unknown', { user: 'nobody-known' }, 'the server refuses the user'],
    ['the database is unknown', { database: 'payroll' }, 'the server has no database of that name'],
    [
      'the host is unknown',
      { host: 'db.rollcall.invalid', database: `hr?${database.withoutTls}` },
      'the host that the address names is not known',
    ],
    [
      'the user may not read',
      { user: 'clerk', password: 's3cret' },
      'the user may not read all that the query names: let it SELECT from there, and nothing more',
    ],
  ])('says so where %s', async (_, other, message) => {
    expect(await refusal('SELECT id FROM people', other)).toContain(fromUrl + message);
    await expect(read('SELECT id FROM people', other)).rejects.not.toThrow(/payroll|s3cret|clerk|nobody-known|invalid/);
  });

  it('says so where nobody listens', async () => {
    expect(await refusal(everybody, { port: await freePort() })).toBe(
      `${fromUrl}nobody listens at the address: is the server running, and are host and port right?`,
    );
  });

  it('says so where the server has no TLS', async () => {
    const reading = readServer(dialect, `${urlOf(dialect, server())}?${database.withTls}`, everybody);
    expect(await refusalWithout(server(), reading)).toBe(
      `${fromUrl}the server offers no TLS, which the address asks for`,
    );
  });

  it('stops a query that takes too long, by the server and by itself', async () => {
    expect(await refusal(database.sleeping, {}, { query: 200 })).toBe(
      `${fromUrl}the query took too long, and was stopped: make it faster, or try again later`,
    );
    expect(await refusal(database.sleeping, {}, { whole: 500 })).toBe(
      `${fromUrl}not all rows came within 0.5 seconds: try again later, or make the query faster`,
    );
  });

  it('gives up on a server that says nothing', async () => {
    const way = await brokenWayTo(server().port, undefined);
    expect(await refusal(everybody, { port: way.port }, { connect: 300 })).toBe(
      `${fromUrl}the server did not let us in within 0.3 seconds: try again later`,
    );
    way.close();
  });

  it.each([50, 1_000, 20_000, 100_000])('says so where the connection ends after %d bytes', async (bytes) => {
    const way = await brokenWayTo(server().port, bytes);
    expect(await refusal(everybody, { port: way.port })).toBe(
      `${fromUrl}the connection to the server broke off: try again later`,
    );
    way.close();
  });

  it('stops while rows come, where there are too many or too much', async () => {
    expect(await refusal(database.tooManyRows)).toBe(
      `${fromUrl}it has more than 1000000 rows: is it the list of people?`,
    );
    expect(await refusal(database.tooManyBytes)).toBe(`${fromUrl}it is larger than 200 MB: is it the list of people?`);
  });
}
