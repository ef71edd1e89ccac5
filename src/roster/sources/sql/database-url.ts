import { readFileSync } from 'node:fs';
import { UsageError } from '../../../model/errors.ts';
import { secretOf } from '../../environment.ts';
import { isLoopback } from '../../loopback.ts';
import type { Origin } from '../../origin.ts';
import type { Reach } from '../../reach.ts';

/** How to reach a database server. All of it is secret. */
export interface DatabaseAddress {
  /** Where it listens: a host and port, or the path of a socket. */
  readonly at: { readonly host: string; readonly port: number } | { readonly path: string; readonly port: number };
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: DatabaseTls | undefined;
}

export interface DatabaseTls {
  /** Who may answer: anybody, one whom an authority vouches for, or one whom it vouches for under the host's name. */
  readonly trusted: 'anybody' | 'vouched-for' | 'by-name';
  /** Certificates of the authority; undefined for those that Node knows. */
  readonly authority: string | undefined;
}

/** What the two kinds of URL call things, as their own command-line clients do. */
export interface UrlWords {
  readonly protocols: readonly string[];
  readonly port: number;
  /** Parameters for the socket, how TLS is done, and the file of the authority that is trusted. */
  readonly socket: string;
  readonly mode: string;
  readonly authority: string;
  /** What stands under `mode`: none, with anybody, and as `DatabaseTls` says. */
  readonly modes: readonly [off: string, anybody: string, vouchedFor: string, byName: string];
}

/**
 * Reads the URL out of the environment. The drivers' own readers take more parameters, some of which would undo what is
 * set here, look into other variables and files, and quote the URL in their errors.
 * @throws UsageError that names the variable and quotes nothing of what it holds
 */
export function databaseAddress(variable: string, words: UrlWords, origin: Origin, reach: Reach): DatabaseAddress {
  const refuse: Refuse = (what) => {
    throw new UsageError('bad-hr-address', `source ${origin.source}: env:${variable} ${what}`);
  };
  const text = secretOf(variable, origin.source, reach);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const form = `${words.protocols[0]}//USER:PASSWORD@HOST/DATABASE, with special characters as %40 and so on`;
  if (url === undefined || !words.protocols.includes(url.protocol)) return refuse(`is no address like ${form}`);
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map((part) =>
    decoded(part, refuse),
  ) as [string, string, string];
  if (user === '' || database === '') return refuse(`names no user or no database: it is to be like ${form}`);
  const parameters = parametersOf(url, words, refuse);
  const host = decoded(url.hostname, refuse).replace(/^\[(.*)\]$/, '$1');
  const path = parameters[words.socket];
  if (host === '' && path === undefined) return refuse(`names no host: it is to be like ${form}`);
  const port = Number(url.port || words.port);
  const at = path === undefined ? { host, port } : { path, port };
  if ('host' in at && !isLoopback(at.host)) refuseUnsaid(parameters, words, refuse);
  return { at, user, password, database, tls: tlsOf(parameters, words, refuse) };
}

type Refuse = (what: string) => never;

function decoded(part: string, refuse: Refuse): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return refuse('has a % in it that is no escape: write %25 for it');
  }
}

function parametersOf(url: URL, words: UrlWords, refuse: Refuse): Readonly<Partial<Record<string, string>>> {
  const known = [words.mode, words.authority, words.socket];
  const names = [...url.searchParams.keys()];
  const all = known.join(', ');
  if (names.some((name) => !known.includes(name))) return refuse(`has a parameter that is none of ${all}`);
  if (new Set(names).size < names.length) return refuse(`has one of the parameters ${all} twice`);
  return Object.fromEntries(url.searchParams);
}

/** Over a network the password and all people would be there to read: who means that, writes it. */
function refuseUnsaid(
  parameters: Readonly<Partial<Record<string, string>>>,
  { mode, authority, modes }: UrlWords,
  refuse: Refuse,
): void {
  if (parameters[mode] !== undefined || parameters[authority] !== undefined) return;
  const [off, , , byName] = modes;
  refuse(
    `names another machine and does not say how TLS is done: write ?${mode}=${byName}, or ?${mode}=${off} to go without`,
  );
}

function tlsOf(
  parameters: Readonly<Partial<Record<string, string>>>,
  { mode: modeWord, authority, modes }: UrlWords,
  refuse: Refuse,
): DatabaseTls | undefined {
  const [off, anybody, vouchedFor] = modes;
  const file = parameters[authority];
  // As libpq has it: whoever names an authority wants it asked.
  const mode = parameters[modeWord] ?? (file === undefined ? off : vouchedFor);
  if (!modes.includes(mode)) return refuse(`has a ${modeWord} that is none of ${modes.join(', ')}`);
  if (mode === off) return undefined;
  return {
    trusted: mode === anybody ? 'anybody' : mode === vouchedFor ? 'vouched-for' : 'by-name',
    authority: file === undefined ? undefined : textOf(file, authority, refuse),
  };
}

function textOf(file: string, authority: string, refuse: Refuse): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return refuse(`names with ${authority} a file that cannot be read`);
  }
}
