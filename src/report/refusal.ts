import type { Violation } from '../model/plan.ts';
import { json, markdown, visible } from './escape.ts';
import { type Paint, plainly } from './paint.ts';
import { violationAsData } from './plan-json.ts';

/** A refusal before there is a plan, for a terminal. */
export function refusalAsText(violations: readonly Violation[], paint: Paint = plainly): string {
  const lines = violations.map(({ guard, message }) =>
    paint('red', `REFUSED (${visible(guard)}): ${visible(message)}`),
  );
  return `${lines.join('\n')}\n`;
}

export function refusalAsMarkdown(violations: readonly Violation[]): string {
  return violations.map(({ guard, message }) => `**Refused (${markdown(guard)}):** ${markdown(message)}\n`).join('\n');
}

export function refusalAsJson(violations: readonly Violation[]): string {
  return json({ version: 1, violations: violations.map(violationAsData) });
}
