import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { RestoreEdit } from '../../model/restoration.ts';

/** What a restoration gives one person. */
export interface Gains {
  readonly login: string;
  becomesOwner: boolean;
  readonly teams: Set<string>;
  readonly repos: Set<string>;
}

/** By folded login: everybody whom some edit gives something. What is granted to a team is no one person's. */
export function gainsOf(edits: readonly RestoreEdit[], after: OrgState): ReadonlyMap<Key, Gains> {
  const people = new Map<Key, Gains>();
  const of = (login: string): Gains => {
    const known = people.get(keyOf(login)) ?? { login, becomesOwner: false, teams: new Set(), repos: new Set() };
    people.set(keyOf(login), known);
    return known;
  };
  const whole = new Set<Key>();
  for (const edit of edits) {
    gather(edit, of);
    if (hasAllAgain(edit)) whole.add(keyOf(edit.login));
  }
  giveAll(whole, after, people);
  return people;
}

function hasAllAgain(edit: RestoreEdit): edit is Extract<RestoreEdit, { kind: 'bring-user' | 'change-user' }> {
  if (edit.kind === 'bring-user') return true;
  return edit.kind === 'change-user' && edit.before.suspended !== undefined && edit.after.suspended === undefined;
}

function gather(edit: RestoreEdit, of: (login: string) => Gains): void {
  switch (edit.kind) {
    case 'bring-user':
      of(edit.login).becomesOwner ||= edit.role === 'owner';
      return;
    case 'change-user':
      if (edit.after.role === 'owner') of(edit.login).becomesOwner = true;
      else if (isRaised(edit)) of(edit.login);
      return;
    case 'bring-team':
      for (const { login } of edit.people) of(login).teams.add(edit.team);
      return;
    case 'change-team-member':
      if (edit.before === null || edit.after === 'maintainers') of(edit.login).teams.add(edit.team);
      return;
    case 'bring-repo':
      for (const { map, to } of edit.grants) if (map === 'collaborators') of(to).repos.add(edit.repo);
      return;
    case 'change-grant':
      if (edit.map === 'collaborators' && edit.after !== null) of(edit.to).repos.add(edit.repo);
      return;
    case 'drop-user':
    case 'change-team':
    case 'drop-team':
    case 'change-repo':
    case 'drop-repo':
  }
}

function isRaised({ before, after }: Extract<RestoreEdit, { kind: 'change-user' }>): boolean {
  return before.role === 'outside' || (before.suspended !== undefined && after.suspended === undefined);
}

/** Who comes back, or is no longer suspended, has all that today's lines give them. */
function giveAll(whole: ReadonlySet<Key>, { teams, repos }: OrgState, people: ReadonlyMap<Key, Gains>): void {
  for (const { slug, managed, members } of teams.values()) {
    for (const user of managed ? members.keys() : []) if (whole.has(user)) people.get(user)?.teams.add(slug);
  }
  for (const { name, managed, collaborators } of repos.values()) {
    for (const user of managed ? collaborators.keys() : []) if (whole.has(user)) people.get(user)?.repos.add(name);
  }
}
