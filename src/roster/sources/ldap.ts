import type { Filter } from 'ldapts';
import { UsageError } from '../../model/errors.ts';
import type { Feed, Reading, Source } from '../../model/roster.ts';
import { secretOf, valueOf } from '../environment.ts';
import { loadDriver } from '../load-driver.ts';
import { shownAddress } from '../open-url.ts';
import { feedError, type Origin } from '../origin.ts';
import type { Reach } from '../reach.ts';
import { connect, parsedServer } from './ldap/connect.ts';
import type { Answer, Conversation, Ldap } from './ldap/conversation.ts';
import { attributesOf, createEntries } from './ldap/entries.ts';
import { checkResult, otherServers } from './ldap/refusals.ts';

type LdapReading = Reading & { readonly kind: 'ldap' };

/** For the whole list, in milliseconds. */
const timeLimit = 300_000;
/** Below the 1,000 of Active Directory, and not above the 500 of OpenLDAP. */
const pageSize = 500;

/**
 * Reads the entries below a base, page by page to the end. All of them, or none: an answer that is limited, or that
 * refers to another server, is refused.
 * @throws FeedError where the server gives no whole list
 * @throws UsageError where the package is missing, or the address, the filter or the environment does not fit
 */
export async function readLdap(
  source: Source,
  reading: LdapReading,
  reach: Reach,
  within: number = timeLimit,
): Promise<Feed> {
  const origin = { source: source.name, from: shownAddress(reading) };
  const asOf = reach.now();
  const ldap = await loadDriver(() => import('ldapts'), 'ldapts@8', source.name);
  const server = parsedServer(valueOf(reading.url, source.name, reach), origin);
  const binding = bindingOf(reading, source.name, reach);
  const filter = parsedFilter(reading, origin, ldap);
  const conversation = await connect(server, binding !== undefined, { ldap, origin, signal: deadline(within, origin) });
  try {
    if (binding !== undefined) await bind(conversation, binding, origin, ldap);
    const entries = createEntries(source, origin);
    const search = {
      baseDN: reading.base,
      filter,
      attributes: attributesOf(source),
      timeLimit: Math.ceil(within / 1000),
    };
    for await (const page of pagesOf(conversation, search, ldap)) {
      checkResult(page.result, origin);
      if (page.references > 0) throw otherServers(origin);
      for (const entry of page.entries) entries.add(entry);
    }
    return { source: source.name, ...entries.finish(), asOf };
  } finally {
    conversation.close();
  }
}

interface Binding {
  readonly dn: string;
  readonly password: string;
}

/** A name without a password would bind as nobody, and see what nobody may see: neither is ever empty. */
function bindingOf({ bindDn, password }: LdapReading, source: string, reach: Reach): Binding | undefined {
  if (bindDn === undefined || password === undefined) return undefined;
  return { dn: valueOf(bindDn, source, reach), password: secretOf(password, source, reach) };
}

async function bind(conversation: Conversation, binding: Binding, origin: Origin, ldap: Ldap): Promise<void> {
  const { result } = await conversation.ask((messageId) => new ldap.BindRequest({ messageId, ...binding }));
  checkResult(result, origin);
}

function parsedFilter({ filter }: LdapReading, { source }: Origin, ldap: Ldap): Filter {
  try {
    const parsed = ldap.FilterParser.parseString(filter);
    // The package takes a filter that is cut short for a whole one. In a value, brackets are escaped.
    if (filter.split('(').length === filter.split(')').length) return parsed;
    throw new SyntaxError('brackets that do not close');
  } catch (cause) {
    const message = `source ${source}: ${JSON.stringify(filter)} is no search filter: correct filter: in roster.yaml, as in (objectClass=person)`;
    throw new UsageError('bad-hr-filter', message, { cause });
  }
}

interface Search {
  readonly baseDN: string;
  readonly filter: Filter;
  readonly attributes: string[];
  readonly timeLimit: number;
}

/** To the page that names no further one; a page may be empty. https://www.rfc-editor.org/rfc/rfc2696 */
async function* pagesOf(conversation: Conversation, search: Search, ldap: Ldap): AsyncGenerator<Answer> {
  let cookie: Buffer | undefined;
  do {
    const value = { size: pageSize, ...(cookie === undefined ? {} : { cookie }) };
    const controls = [new ldap.PagedResultsControl({ value })];
    const page = await conversation.ask((messageId) => new ldap.SearchRequest({ messageId, ...search, controls }));
    yield page;
    const next = page.result.controls?.find((control) => control instanceof ldap.PagedResultsControl);
    cookie = next?.value?.cookie;
  } while (cookie !== undefined && cookie.length > 0);
}

function deadline(within: number, origin: Origin): AbortSignal {
  const controller = new AbortController();
  const message = `no whole answer came within ${within / 1000} seconds: try again later`;
  setTimeout(() => controller.abort(feedError(origin, 'feed-unreachable', message)), within).unref();
  return controller.signal;
}
