import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import type { Telling } from '../../model/notice.ts';
import type { Standing, StatusReport } from '../../model/standing.ts';
import { json } from '../../report/escape.ts';
import { letterFor } from '../../report/notices/letter.ts';

const indexName = 'index.json';

/**
 * One text file a person, and an index of them. A file that says what it said before is left as it is, so that what is
 * new can be told by its time; the file of somebody who is not concerned any more goes. Only their owner may read them.
 * @throws UsageError where the folder cannot be written to
 */
export async function writeNotices(
  cwd: string,
  dir: string,
  report: StatusReport,
  dryRun: boolean,
): Promise<readonly Telling[]> {
  const folder = resolve(cwd, dir);
  if (!dryRun) await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => refuse(dir, error));
  const tellings: Telling[] = [];
  for (const person of report.people) tellings.push(await writeNotice(folder, person, report, dryRun));
  if (dryRun) return tellings;
  const names = new Set(report.people.map(fileOf));
  for (const name of await namesBefore(folder)) if (!names.has(name)) await rm(join(folder, name), { force: true });
  await replace(join(folder, indexName), indexOf(report)).catch((error: unknown) => refuse(dir, error));
  return tellings;
}

async function writeNotice(folder: string, person: Standing, report: StatusReport, dryRun: boolean): Promise<Telling> {
  const path = join(folder, fileOf(person));
  const { subject, text } = letterFor(person, report);
  const whole = `${subject}\n\n${text}`;
  const channel = 'dir';
  if ((await readFile(path, 'utf8').catch(() => undefined)) === whole)
    return { person, channel, outcome: 'told-before' };
  if (dryRun) return { person, channel, outcome: 'to-tell' };
  return replace(path, whole).then(
    () => ({ person, channel, outcome: 'told' }),
    (error: unknown) => ({
      person,
      channel,
      outcome: 'failed',
      why: `the file could not be written (${codeOf(error)})`,
    }),
  );
}

/** A whole file or none: a reader never sees half of one, and a link that stands there is replaced and not followed. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}

/** Names that no file may have on Windows. https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** Every sign that no login has as its number, so that a name leads nowhere else and each is its own. */
function fileOf({ login }: Standing): string {
  const name = keyOf(login).replaceAll(/[^a-z0-9_-]/gu, (sign) => `%${sign.codePointAt(0)?.toString(16) ?? ''}%`);
  return `${reserved.test(name) ? `%${name}` : name.slice(0, 200)}.txt`;
}

function indexOf({ organization, change, checkedAt, people }: StatusReport): string {
  const files = people.map((one) => ({
    login: one.login,
    standing: one.standing,
    since: one.since,
    file: fileOf(one),
  }));
  return json({ version: 1, organization, since: change.commit, checkedAt, people: files });
}

/** The files of the run before, as its index has them; only such as we would name so. */
async function namesBefore(folder: string): Promise<readonly string[]> {
  try {
    const index: unknown = JSON.parse(await readFile(join(folder, indexName), 'utf8'));
    const people = (index as { readonly people?: unknown }).people;
    if (!Array.isArray(people)) return [];
    const files = people.map((one: unknown) => (one as { readonly file?: unknown } | null)?.file);
    return files.filter((file): file is string => typeof file === 'string' && /^[a-z0-9_%-]+\.txt$/.test(file));
  } catch {
    return [];
  }
}

function refuse(dir: string, error: unknown): never {
  throw new UsageError('notices-folder', `--dir ${dir} cannot be written to (${codeOf(error)}). Name another folder.`);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'no code';
}
