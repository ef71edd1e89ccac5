import { millisecondsOf } from '../../model/duration.ts';
import { keyOf } from '../../model/identity.ts';
import type { Problem } from '../../model/problem.ts';
import {
  type Expectation,
  foldSpaces,
  foldWord,
  type Reading,
  type Roster,
  type Setting,
  type Source,
} from '../../model/roster.ts';
import type { Fragment } from '../fragment.ts';
import { keyAt, type Source as File, valueAt } from '../source.ts';
import { normaliseReviewers, peopleAsked, reviewerReferences } from './reviewers.ts';
import type { WrittenRoster, WrittenSource } from '../written.generated.ts';

/** What holds where a source expects nothing. */
const defaultExpectation: Expectation = { atLeast: 1, dropPercent: 2, unknownPercent: 2, freshWithin: undefined };

export function normaliseRoster(written: WrittenRoster, file: File): Fragment {
  const sources = written.sources.map(sourceOf);
  const { identity = 'columns', reviewers = {} } = written;
  const roster: Roster = { sources, identity, reviewers: normaliseReviewers(reviewers) };
  const problems = [
    ...sameNames(written, file),
    ...written.sources.flatMap((source) => wordProblems(source, file)),
    ...written.sources.flatMap((source) => databaseProblems(source, file)),
    ...identityProblems(written, file),
  ];
  const references = reviewerReferences(reviewers, file);
  return { entries: [], references, problems, roster, reviewers: peopleAsked(reviewers, file) };
}

function sourceOf(written: WrittenSource): Source {
  const { name, columns, status, expect = {} } = written;
  const { freshWithin, ...percents } = expect;
  const folded = Object.entries(columns).map(([meaning, column = '']) => [meaning, foldSpaces(column)] as const);
  return {
    name,
    reading: readingOf(written),
    columns: {
      ...Object.fromEntries(folded),
      employee: foldSpaces(columns.employee),
      status: foldSpaces(columns.status),
    },
    status: { active: new Set(status.active.map(foldWord)), left: new Set(status.left.map(foldWord)) },
    expect: {
      ...defaultExpectation,
      ...percents,
      freshWithin: freshWithin === undefined ? undefined : millisecondsOf(freshWithin),
    },
  };
}

/** Exactly one of the five stands there: the schema sees to it. */
function readingOf({ csv, json, sql, ldap, scim }: WrittenSource): Reading {
  if (csv !== undefined) return { kind: 'csv', delimiter: ',', ...csv };
  if (json !== undefined) {
    const { file, url = '', token, at = '' } = json;
    return {
      kind: 'json',
      at,
      ...(file === undefined ? { url: settingOf(url), ...secret('token', token) } : { file }),
    };
  }
  if (sql !== undefined) {
    const { dialect, query, file = '', url = '' } = sql;
    return { kind: 'sql', query, ...(dialect === 'sqlite' ? { dialect, file } : { dialect, url: nameOf(url) }) };
  }
  if (ldap !== undefined) {
    const { url, base, filter = '(objectClass=person)', bindDn, password } = ldap;
    const binding = bindDn === undefined ? {} : { bindDn: settingOf(bindDn), ...secret('password', password) };
    return { kind: 'ldap', url: settingOf(url), base, filter, ...binding };
  }
  const { url = '', token } = scim ?? {};
  return { kind: 'scim', url: settingOf(url), ...secret('token', token) };
}

const fromEnvironment = 'env:';

function settingOf(written: string): Setting {
  return written.startsWith(fromEnvironment) ? { variable: nameOf(written) } : { text: written };
}

function nameOf(secret: string): string {
  return secret.slice(fromEnvironment.length);
}

function secret<K extends string>(key: K, written: string | undefined): { readonly [P in K]?: string } {
  return written === undefined ? {} : ({ [key]: nameOf(written) } as { [P in K]: string });
}

/** Allowances and the counts of accepted feeds know a source by its name. */
function sameNames({ sources }: WrittenRoster, file: File): Problem[] {
  const seen = new Set<string>();
  return sources.flatMap((source) => {
    const key = keyOf(source.name);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `another source is called ${JSON.stringify(source.name)} too: give each a name of its own`;
    return [{ severity: 'error', ...valueAt(file, source, 'name'), message }];
  });
}

function wordProblems({ status }: WrittenSource, file: File): Problem[] {
  const active = new Set(status.active.map(foldWord));
  return status.left.flatMap((word, index) => {
    if (!active.has(foldWord(word))) return [];
    const message = `${JSON.stringify(word)} stands among the words for active as well: leave it in one list, or in neither, and it is unknown`;
    return [{ severity: 'error', ...valueAt(file, status.left, index), message }];
  });
}

/** Which of the two a database needs hangs on its dialect, and a message can say so better than a schema. */
function databaseProblems({ sql }: WrittenSource, file: File): Problem[] {
  if (sql === undefined) return [];
  const [due, stands] = sql.dialect === 'sqlite' ? (['file', 'url'] as const) : (['url', 'file'] as const);
  if (sql[due] !== undefined) return [];
  const message = `${sql.dialect} is read from ${due === 'file' ? 'a file' : 'a server'}: write ${due}: here, not ${stands}:`;
  return [{ severity: 'error', ...keyAt(file, sql, stands), message }];
}

function identityProblems(written: WrittenRoster, file: File): Problem[] {
  const { identity, sources } = written;
  if (identity !== 'saml' || sources.some(({ columns }) => columns.email !== undefined)) return [];
  const message = 'SAML identities are matched by e-mail address: say in columns, as email:, which column has it';
  return [{ severity: 'error', ...valueAt(file, written, 'identity'), message }];
}
