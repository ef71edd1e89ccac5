import { compare } from '../../model/order.ts';
import type { Rule } from '../../model/rule.ts';
import { scalarText } from '../scalar.ts';
import type { WrittenCondition, WrittenRule } from '../written.generated.ts';

/** The words of the language; every other key of a rule is an attribute. */
const words: ReadonlySet<string> = new Set(['and', 'or', 'not', 'reportsTo']);

/** All keys of a written rule must hold. The same for the same meaning, in whatever order the keys stand. */
export function normaliseRule(written: WrittenRule): Rule {
  const { and, or, not, reportsTo } = written;
  const attributes = Object.entries(written).filter(([key]) => !words.has(key));
  return joined('and', [
    ...(and === undefined ? [] : [joined('and', and.map(normaliseRule))]),
    ...(or === undefined ? [] : [joined('or', or.map(normaliseRule))]),
    ...(not === undefined ? [] : [{ kind: 'not', rule: normaliseRule(not) } as const]),
    ...(reportsTo === undefined ? [] : [{ kind: 'reports-to', managers: [reportsTo].flat() } as const]),
    ...attributes
      .sort(([a], [b]) => compare(a, b))
      .map(([attribute, condition]) => conditionOf(attribute, condition as WrittenCondition)),
  ]);
}

function conditionOf(attribute: string, condition: WrittenCondition): Rule {
  if (typeof condition === 'string' || Array.isArray(condition)) {
    return { kind: 'equals', attribute, values: [condition].flat() };
  }
  return { kind: 'prefix', attribute, prefixes: [condition.prefix].flat() };
}

/** Several rules in one; of one alone there is nothing to join. */
function joined(kind: 'and' | 'or', rules: readonly Rule[]): Rule {
  const [only, ...others] = rules;
  return only !== undefined && others.length === 0 ? only : { kind, rules };
}

/** A rule as the tool writes it, on one line; reading it gives the same rule. */
export function ruleText(rule: Rule): string {
  switch (rule.kind) {
    case 'equals':
      return `{ ${scalarText(rule.attribute)}: ${textsOf(rule.values)} }`;
    case 'prefix':
      return `{ ${scalarText(rule.attribute)}: { prefix: ${textsOf(rule.prefixes)} } }`;
    case 'reports-to':
      return `{ reportsTo: ${textsOf(rule.managers)} }`;
    case 'and':
    case 'or':
      return `{ ${rule.kind}: [${rule.rules.map(ruleText).join(', ')}] }`;
    case 'not':
      return `{ not: ${ruleText(rule.rule)} }`;
  }
}

function textsOf(texts: readonly string[]): string {
  const written = texts.map(scalarText).join(', ');
  return texts.length === 1 ? written : `[${written}]`;
}
