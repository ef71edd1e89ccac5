import { styleText } from 'node:util';
import type { NotifyOutcome } from '../model/notice.ts';
import type { Plan, Violation } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { StatusReport } from '../model/standing.ts';
import { markdown, visible } from '../report/escape.ts';
import type { ApplyReport } from '../report/outcome.ts';
import { outcomeAsJson } from '../report/outcome-json.ts';
import { outcomeAsMarkdown } from '../report/outcome-markdown.ts';
import { outcomeAsText } from '../report/outcome-text.ts';
import { notifyAsJson, notifyAsMarkdown, notifyAsText } from '../report/notices/notices.ts';
import type { About } from '../report/notices/words.ts';
import type { Paint } from '../report/paint.ts';
import { planAsJson } from '../report/plan-json.ts';
import { planAsMarkdown } from '../report/plan-markdown.ts';
import { planAsText } from '../report/plan-text.ts';
import type { ProposeReport } from '../report/proposal.ts';
import { proposalsAsJson } from '../report/proposals-json.ts';
import { proposalsAsMarkdown } from '../report/proposals-markdown.ts';
import { proposalsAsText } from '../report/proposals-text.ts';
import {
  type RestorationOutcome,
  restorationAsJson,
  restorationAsText,
  restorationOutcomeAsMarkdown,
} from '../report/restoration.ts';
import { refusalAsJson, refusalAsMarkdown, refusalAsText } from '../report/refusal.ts';
import { problemsAsAnnotations, problemsAsJson, problemsAsMarkdown, problemsAsText } from '../report/problems.ts';
import { statusAsJson } from '../report/status/status-json.ts';
import { statusAsMarkdown } from '../report/status/status-markdown.ts';
import { statusAsText } from '../report/status/status-text.ts';
import {
  type SuspensionOutcome,
  suspensionAsJson,
  suspensionAsText,
  suspensionOutcomeAsMarkdown,
} from '../report/suspension.ts';
import type { Context, Format } from './context.ts';

interface Judged {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
}

/** A plan, and what the guards have against it. */
export function showJudged(context: Context, { plan, violations }: Judged): string {
  if (context.format === 'json') return planAsJson(plan, violations);
  if (context.format === 'markdown') return planAsMarkdown(plan, violations);
  return planAsText(plan, violations, { paint: painter(context), verbose: context.verbose });
}

/** The plan of a run that changes nothing, and why: the words `dry run` stand out in every format. */
export function showDryRun(context: Context, judged: Judged, why: readonly string[]): string {
  if (context.format === 'json') return planAsJson(judged.plan, judged.violations, { dryRun: why });
  const plan = showJudged(context, judged);
  if (context.format === 'markdown') {
    return `> **This is a dry run. Nothing was changed:** ${markdown(why.join(' '))}\n\n${plan}`;
  }
  const head = painter(context)('yellow', 'This is a dry run. Nothing was changed:');
  return `${plan}\n${[head, ...why.map((reason) => `  ${visible(reason)}`)].join('\n')}`;
}

/** What refuses a run before there is a plan. */
export function showRefusal(context: Context, violations: readonly Violation[]): string {
  if (context.format === 'json') return refusalAsJson(violations);
  if (context.format === 'markdown') return refusalAsMarkdown(violations);
  return refusalAsText(violations, painter(context));
}

/** What apply did. */
export function showOutcome(context: Context, report: ApplyReport): string {
  if (context.format === 'json') return outcomeAsJson(report);
  if (context.format === 'markdown') return outcomeAsMarkdown(report);
  return outcomeAsText(report, { paint: painter(context), verbose: context.verbose });
}

/** What propose did, or would do. */
export function showProposals(context: Context, report: ProposeReport): string {
  if (context.format === 'json') return proposalsAsJson(report);
  if (context.format === 'markdown') return proposalsAsMarkdown(report);
  return proposalsAsText(report, { paint: painter(context), verbose: context.verbose });
}

/** What suspend did. */
export function showSuspension(context: Context, outcome: SuspensionOutcome): string {
  if (context.format === 'json') return suspensionAsJson(outcome);
  return context.format === 'markdown' ? suspensionOutcomeAsMarkdown(outcome) : suspensionAsText(outcome);
}

/** What restore did, or would do. */
export function showRestoration(context: Context, outcome: RestorationOutcome): string {
  if (context.format === 'json') return restorationAsJson(outcome);
  return context.format === 'markdown' ? restorationOutcomeAsMarkdown(outcome) : restorationAsText(outcome);
}

/** Where everybody stands. */
export function showStatus(context: Context, report: StatusReport): string {
  if (context.format === 'json') return statusAsJson(report);
  if (context.format === 'markdown') return statusAsMarkdown(report);
  return statusAsText(report, { paint: painter(context), verbose: context.verbose });
}

/** What notify did, or would do. */
export function showNotify(context: Context, outcome: NotifyOutcome, about: About): string {
  if (context.format === 'json') return notifyAsJson(outcome, about);
  return context.format === 'markdown' ? notifyAsMarkdown(outcome) : notifyAsText(outcome, about);
}

export function showProblems(context: Context, problems: readonly Problem[]): string {
  return writers[context.format](problems, {});
}

/** Colours a text where the terminal has colours. */
export function painter({ color }: Context): Paint {
  return (style, text) => (color ? styleText(style, text) : text);
}

const writers: Readonly<
  Record<Format, (problems: readonly Problem[], counts: Readonly<Record<string, number>>) => string>
> = {
  text: problemsAsText,
  json: problemsAsJson,
  markdown: problemsAsMarkdown,
  github: problemsAsAnnotations,
};
