import type { Person } from '../../model/person.ts';
import { foldWord } from '../../model/roster.ts';
import type { Rule } from '../../model/rule.ts';
import { attributeOf } from './attributes.ts';
import { type ByEmployee, reportsTo } from './manager-chain.ts';
import { every, not, some, type Truth } from './truth.ts';

/** Whether a team is for a person, as far as HR says. Unknown where an attribute that matters is missing. */
export function matches(rule: Rule, person: Person, people: ByEmployee): Truth {
  return matcher(rule, people)(person);
}

/** The same for many people: what depends on the rule alone is done once. */
export function matcher(rule: Rule, people: ByEmployee): (person: Person) => Truth {
  switch (rule.kind) {
    case 'equals':
      return isOneOf(rule.attribute, rule.values);
    case 'prefix':
      return beginsWith(rule.attribute, rule.prefixes);
    case 'reports-to':
      return reportsTo(rule.managers, people);
    case 'and':
    case 'or': {
      const parts = rule.rules.map((part) => matcher(part, people));
      const join = rule.kind === 'and' ? every : some;
      return (person) => join(parts.map((part) => part(person)));
    }
    case 'not': {
      const part = matcher(rule.rule, people);
      return (person) => not(part(person));
    }
  }
}

/** Employee ids are compared as they are written, everything else as words for a status are. */
function isOneOf(attribute: string, values: readonly string[]): (person: Person) => Truth {
  const fold = attribute === 'employee' ? (text: string) => text : foldWord;
  const wanted = new Set(values.map(fold));
  return (person) => {
    const value = attributeOf(person, attribute);
    return value === undefined ? 'unknown' : wanted.has(fold(value));
  };
}

function beginsWith(attribute: string, prefixes: readonly string[]): (person: Person) => Truth {
  const wanted = prefixes.map(foldWord);
  return (person) => {
    const value = attributeOf(person, attribute);
    if (value === undefined) return 'unknown';
    const text = foldWord(value);
    return wanted.some((prefix) => text.startsWith(prefix));
  };
}

/** What a rule asks of people: names of attributes, sorted. */
export function askedBy(rule: Rule): string[] {
  return [...new Set(namesIn(rule))].sort();
}

function namesIn(rule: Rule): string[] {
  switch (rule.kind) {
    case 'equals':
    case 'prefix':
      return [rule.attribute];
    case 'reports-to':
      return ['manager'];
    case 'and':
    case 'or':
      return rule.rules.flatMap(namesIn);
    case 'not':
      return namesIn(rule.rule);
  }
}
