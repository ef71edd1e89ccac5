import type { Context } from 'hono';
import type { Env } from '../app.ts';

/**
 * Answers with one page of a list (30 entries unless asked, at most 100) and GitHub's `Link` header, which is absent
 * where all fits on one page. Only what is on the page is turned into JSON.
 * @param wrap for the few lists that stand in an object: `toBody(entries, total)`
 * @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function page<T>(
  c: Context<Env>,
  all: readonly T[],
  toJson: (item: T) => object,
  wrap?: (entries: readonly object[], total: number) => object,
): Response {
  const size = Math.min(positive(c.req.query('per_page'), 30), 100);
  const number = positive(c.req.query('page'), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const entries = all.slice((number - 1) * size, number * size).map(toJson);
  const link = links(c, number, last);
  return c.json(wrap ? wrap(entries, all.length) : entries, 200, link === '' ? {} : { link });
}

function links(c: Context<Env>, number: number, last: number): string {
  const to = (page: number, rel: string): string => {
    const url = new URL(c.req.url);
    url.searchParams.set('page', String(page));
    return `<${url.href}>; rel="${rel}"`;
  };
  return [
    ...(number > 1 ? [to(number - 1, 'prev')] : []),
    ...(number < last ? [to(number + 1, 'next'), to(last, 'last')] : []),
    ...(number > 1 ? [to(1, 'first')] : []),
  ].join(', ');
}

function positive(text: string | undefined, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
