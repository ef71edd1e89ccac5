import type { Key } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { Team } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';
import type { Edit } from '../model/proposal.ts';
import type { Rule } from '../model/rule.ts';
import { edit } from './drafts.ts';
import type { Matched } from './matched.ts';
import { attributeOf } from './rules/attributes.ts';
import { chainOf, type ByEmployee } from './rules/manager-chain.ts';
import { askedBy, matcher } from './rules/matches.ts';
import type { Truth } from './rules/truth.ts';
import { placesOf, shown } from './words.ts';

/** A team whose `members` a rule keeps. */
export interface RuledTeam {
  readonly key: Key;
  readonly team: Team;
  readonly rule: Rule;
  /** Whether the team is for somebody whom HR calls active; unknown for everybody else. */
  isFor(person: Person | undefined): Truth;
}

/** By slug. Teams without a rule, and those that are let go of, are nobody's to touch. */
export function ruledTeams({ state, byEmployee }: Matched): RuledTeam[] {
  return [...state.teams]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([key, team]): RuledTeam[] => {
      const { rule, managed } = team;
      if (rule === undefined || !managed) return [];
      const truthOf = matcher(rule, byEmployee);
      const isFor = (person: Person | undefined): Truth =>
        person?.status.kind === 'active' ? truthOf(person) : 'unknown';
      return [{ key, team, rule, isFor }];
    });
}

/** @param login as the state will spell it */
export function addition({ team, rule }: RuledTeam, person: Person, login: string, { byEmployee }: Matched): Edit {
  const says = answers(rule, person, byEmployee);
  const reason = `The rule of ${team.slug} asks for ${login}: ${says.join(', ')} (${placesOf(person)}).`;
  const { evidence } = person;
  return edit({ kind: 'add-team-member', team: team.slug, login }, reason, { evidence, basis: ruleBasis(rule, says) });
}

export function takingOut({ team, rule }: RuledTeam, person: Person, login: string, { byEmployee }: Matched): Edit {
  const says = answers(rule, person, byEmployee);
  const reason = `The rule of ${team.slug} is for ${login} no more: ${says.join(', ')} (${placesOf(person)}).`;
  const { evidence } = person;
  return edit({ kind: 'remove-team-member', team: team.slug, login }, reason, {
    evidence,
    basis: ruleBasis(rule, says),
  });
}

/** What HR says of a person that the rule asks for: `department: Payments, manager: E7 > E1`. */
function answers(rule: Rule, person: Person, people: ByEmployee): string[] {
  return askedBy(rule).map((name) => {
    const value =
      name === 'manager' ? [...chainOf(person.employee, people).managers].join(' > ') : attributeOf(person, name);
    return `${shown(name)}: ${value === undefined || value === '' ? 'none' : shown(value)}`;
  });
}

/** A move rests on the rule and on what HR says to it. */
function ruleBasis(rule: Rule, answers: readonly string[]): string[] {
  return [`rule: ${JSON.stringify(rule)}`, ...answers];
}
