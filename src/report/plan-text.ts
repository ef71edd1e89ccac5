import type { Change } from '../model/change.ts';
import { counted } from '../model/figures.ts';
import type { Finding, Plan, Unmanaged, Violation } from '../model/plan.ts';
import { visible, visibleLines } from './escape.ts';
import { origin, scopeWords, unmanagedCounts, unmanagedWords, verdict } from './headline.ts';
import { type Paint, plainly, signStyles } from './paint.ts';
import { groups, places, wordsFor } from './words.ts';

export interface TextOptions {
  /** Adds colour; without one the text is plain. */
  readonly paint?: Paint;
  /** Lists everything, however long. */
  readonly verbose?: boolean;
}

/** How many lines of one group are shown where nobody asks for all; of what is not managed fewer do. */
const shownByDefault = { changes: 20, findings: 20, unmanaged: 5 } as const;

/** A plan for a terminal: the verdict first, what refuses it last. */
export function planAsText(plan: Plan, violations: readonly Violation[], options: TextOptions = {}): string {
  const writer: Writer = { paint: options.paint ?? plainly, verbose: options.verbose ?? false };
  const sections = [
    [writer.paint('bold', verdict(plan, violations, visible)), scopeWords(plan, visible)],
    ...groups.map((group) => changesIn(plan, group, writer)),
    findingLines(plan.findings, writer),
    unmanagedLines(plan.unmanaged, writer),
    ...violations.map((violation) => violationLines(violation, writer.paint)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Writer {
  readonly paint: Paint;
  readonly verbose: boolean;
}

function changesIn(plan: Plan, group: (typeof groups)[number], writer: Writer): readonly string[] {
  const changes = plan.changes.filter(({ kind }) => places[kind].group === group);
  const lines = capped(changes, shownByDefault.changes, writer, (change) => changeLine(change, writer.paint));
  return lines.length === 0 ? [] : [writer.paint('bold', `${group} (${changes.length})`), ...lines];
}

/** What, why, and where it comes from. */
function changeLine(change: Change, paint: Paint): string {
  const { sign } = places[change.kind];
  const what = paint(signStyles[sign], `${sign} ${wordsFor(change, visible)}`);
  const from = origin(change.attribution);
  const why = [visible(change.reason), ...(from === '' ? [] : [`(${visible(from)})`])].join(' ');
  return `  ${what} ${paint('dim', `— ${why}`)}`;
}

function findingLines(findings: readonly Finding[], writer: Writer): readonly string[] {
  const lines = capped(findings, shownByDefault.findings, writer, ({ finding, message, unfinished }) => {
    const mark = unfinished === true ? writer.paint('yellow', '! not in effect: ') : '! ';
    return `  ${mark}${visible(message)} ${writer.paint('dim', `(${finding})`)}`;
  });
  return lines.length === 0 ? [] : [writer.paint('bold', `Findings (${findings.length})`), ...lines];
}

function unmanagedLines(unmanaged: readonly Unmanaged[], writer: Writer): readonly string[] {
  if (unmanaged.length === 0) return [];
  const title = `On GitHub, and not in the state: ${unmanagedCounts(unmanaged)}`;
  const lines = capped(unmanaged, shownByDefault.unmanaged, writer, (one) => `  ? ${unmanagedWords(one, visible)}`);
  return [writer.paint('bold', title), ...lines];
}

/** What refuses, and the lines that would let it through. */
export function violationLines({ guard, message, allow }: Violation, paint: Paint): readonly string[] {
  const refusal = paint('red', `REFUSED (${visible(guard)}): ${visible(message)}`);
  if (allow === undefined) return [refusal];
  const lines = visibleLines(allow).map((line) => `    ${line}`);
  return [refusal, '  To allow it, have these lines reviewed and merged into policy.yaml:', ...lines];
}

function capped<T>(
  all: readonly T[],
  most: number,
  { verbose, paint }: Writer,
  line: (one: T) => string,
): readonly string[] {
  const shown = verbose || all.length <= most ? all : all.slice(0, most);
  const rest = all.length - shown.length;
  const more = rest === 0 ? [] : [paint('dim', `  … and ${counted(rest, 'more', 'more')} (--verbose)`)];
  return [...shown.map(line), ...more];
}
