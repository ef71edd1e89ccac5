import type { Change } from '../model/change.ts';
import type { Finding, Plan, Unmanaged, Violation } from '../model/plan.ts';
import { code, codeBlock, markdown } from './escape.ts';
import { origin, scopeWords, unmanagedCounts, unmanagedWords, verdict } from './headline.ts';
import { cut, type Section } from './markdown-sections.ts';
import { groups, places, wordsFor } from './words.ts';

/** GitHub refuses a comment of more than 65,536 characters; the rest is for what others put around this. */
const defaultLimit = 60_000;

/** More rows than this are folded away. */
const rowsOpen = 20;

/** A plan as a comment for a pull request: what refuses it comes before the long lists, so that it is never cut off. */
export function planAsMarkdown(
  plan: Plan,
  violations: readonly Violation[],
  { limit = defaultLimit }: { readonly limit?: number } = {},
): string {
  const head = [`### ${verdict(plan, violations, code)}`, scopeWords(plan, code)];
  const sections = [
    ...violations.map(violationSection),
    ...groups.map((group) => changesSection(plan, group)),
    findingsSection(plan.findings),
    unmanagedSection(plan.unmanaged),
  ];
  return cut(head, sections, limit);
}

function violationSection(violation: Violation): Section {
  return { before: violationAsMarkdown(violation), rows: [], after: '', noun: 'refusal' };
}

/** What refuses, and the lines that would let it through. */
export function violationAsMarkdown({ guard, message, allow }: Violation): string {
  const text = `> [!CAUTION]\n> **Refused (${markdown(guard)})**: ${markdown(message)}`;
  if (allow === undefined) return text;
  const toAllow = 'To allow it, have these lines reviewed and merged into `policy.yaml`:';
  return `${text}\n\n${toAllow}\n\n${codeBlock('yaml', allow)}`;
}

function changesSection(plan: Plan, group: (typeof groups)[number]): Section {
  const rows = plan.changes.filter(({ kind }) => places[kind].group === group).map(changeRow);
  return table(group, ['', 'change', 'why', 'from'], rows, 'change');
}

function changeRow(change: Change): string {
  const from = origin(change.attribution);
  const cells = [
    `\`${places[change.kind].sign}\``,
    wordsFor(change, code),
    markdown(change.reason),
    from && code(from),
  ];
  return `| ${cells.join(' | ')} |`;
}

function findingsSection(findings: readonly Finding[]): Section {
  const rows = findings.map(({ finding, message, unfinished }) => {
    return `| ${code(finding)} | ${markdown(message)} | ${unfinished === true ? 'not in effect' : ''} |`;
  });
  return table('Findings', ['finding', 'what was seen', ''], rows, 'finding');
}

function unmanagedSection(unmanaged: readonly Unmanaged[]): Section {
  const rows = unmanaged.map((one) => `- ${unmanagedWords(one, code)}`);
  const title = `On GitHub, and not in the state: ${unmanagedCounts(unmanaged)}`;
  return { before: `<details><summary>${title}</summary>\n\n`, rows, after: '\n\n</details>', noun: 'entry' };
}

function table(title: string, columns: readonly string[], rows: readonly string[], noun: string): Section {
  const header = `| ${columns.join(' | ')} |\n|${columns.map(() => '---|').join('')}\n`;
  if (rows.length <= rowsOpen) return { before: `**${title}** (${rows.length})\n\n${header}`, rows, after: '', noun };
  const summary = `<details><summary><b>${title}</b> (${rows.length})</summary>\n\n`;
  return { before: `${summary}${header}`, rows, after: '\n\n</details>', noun };
}
