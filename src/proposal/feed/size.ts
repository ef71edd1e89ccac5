import { allowanceLines, inForce } from '../../model/allowance.ts';
import { dayOf } from '../../model/day.ts';
import { counted, grouped, percentText } from '../../model/figures.ts';
import type { Violation } from '../../model/plan.ts';
import { type Check, type Judged, the } from './judged.ts';

/** An empty feed is never believed, and no allowance lets it through. */
export function atLeast(judged: Judged): ReturnType<Check> {
  const { counts, source } = judged;
  const least = Math.max(1, source.expect.atLeast);
  if (counts.rows >= least || isAllowed(judged)) return [];
  const message = `${the(source)} has ${counted(counts.rows, 'row')}; roster.yaml wants at least ${grouped(least)} (\`atLeast\`).${whatIsAllowed(judged)}`;
  return [{ message, ...linesToAllow(judged), figures: { rows: counts.rows, atLeast: least } }];
}

/** Against the last feed that was accepted; the first is compared with nothing. */
export function dropPercent(judged: Judged): ReturnType<Check> {
  const { counts, source, lastCounts } = judged;
  const [last, limit] = [lastCounts?.rows ?? 0, source.expect.dropPercent];
  const dropped = last - counts.rows;
  if (dropped * 100 <= last * limit || isAllowed(judged)) return [];
  const message = `${the(source)} has ${counted(counts.rows, 'row')}, and the last one accepted had ${grouped(last)}: ${grouped(dropped)} fewer, ${percentText(dropped, last)}; roster.yaml lets through ${limit} % (\`dropPercent\`).${whatIsAllowed(judged)}`;
  return [{ message, ...linesToAllow(judged), figures: { rows: counts.rows, last, dropped, dropPercent: limit } }];
}

/** The fewest rows that an allowance in force lets through. */
function allowedRows({ allowances, source, now }: Judged): number | undefined {
  const rows = inForce({ allowances }, dayOf(now)).flatMap(({ feedRows = {} }) =>
    Object.hasOwn(feedRows, source.name) ? (feedRows[source.name] ?? []) : [],
  );
  return rows.length === 0 ? undefined : Math.min(...rows);
}

function isAllowed(judged: Judged): boolean {
  const allowed = allowedRows(judged);
  return allowed !== undefined && judged.counts.rows >= Math.max(1, allowed);
}

function whatIsAllowed(judged: Judged): string {
  const allowed = allowedRows(judged);
  return allowed === undefined ? '' : ` An allowance in force lets through ${grouped(allowed)} rows.`;
}

/** Lines that allow exactly this feed, and no smaller one. */
function linesToAllow({ counts, source, now }: Judged): Pick<Violation, 'allow'> {
  if (counts.rows === 0) return {};
  const name = /^(?!(?:true|false|null)$)[a-z][a-z0-9_-]*$/i.test(source.name)
    ? source.name
    : JSON.stringify(source.name);
  return { allow: allowanceLines(`feedRows: { ${name}: ${counts.rows} }`, dayOf(now)) };
}
