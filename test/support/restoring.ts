import { inTodaysNames } from '../../src/commands/restore/todays-names.ts';
import { type Key, keyOf } from '../../src/model/identity.ts';
import type { OrgState } from '../../src/model/org-state.ts';
import type { Restoration, RestoreScope } from '../../src/model/restoration.ts';
import { deedsOf, restore } from '../../src/proposal/restore/restore.ts';
import { loadState } from '../../src/state/load-state.ts';
import { madeRestoration } from '../../src/state/make-restore.ts';
import { serialiseState } from '../../src/state/serialise.ts';
import type { StateFile } from '../../src/state/state-file.ts';

export type Files = ReadonlyMap<string, string>;

export const everything: RestoreScope = { users: new Set(), teams: new Set(), repos: new Set() };

interface Asked {
  readonly scope?: RestoreScope;
  readonly exact?: boolean;
  /** The state before and after the commit that alone is to be undone. */
  readonly undone?: readonly [OrgState, OrgState];
}

export interface Restored extends Restoration {
  readonly files: Files;
  readonly state: OrgState;
}

export function fileList(files: Files): StateFile[] {
  return [...files].map(([path, text]) => ({ path, id: `${path} ${text}`, text }));
}

export function stateOf(files: Files): OrgState {
  const { state, problems } = loadState(fileList(files), { prefix: '', today: '2026-11-22' });
  const errors = problems.filter(({ severity, rule }) => severity === 'error' && rule !== 'owners-minimum');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return state;
}

/** What `rollcall restore` makes of files of today and files of then. */
export function restored(
  earlier: Files,
  now: Files,
  { scope = everything, exact = false, undone }: Asked = {},
): Restored {
  const today = stateOf(now);
  const question = { earlier: inTodaysNames(stateOf(earlier), today), now: today, scope, exact };
  const deeds = undone?.map((state) => inTodaysNames(state, today));
  const [before, after] = deeds ?? [];
  const answer = restore({
    ...question,
    ...(before === undefined || after === undefined ? {} : { undone: deedsOf(before, after) }),
  });
  const files = new Map(now);
  for (const [path, text] of madeRestoration(fileList(now), fileList(earlier), answer.edits)) {
    if (text === null) files.delete(path);
    else files.set(path, text);
  }
  return { ...answer, files, state: stateOf(files) };
}

export function filesOf(state: OrgState): Files {
  return serialiseState(state);
}

/** The same with somebody, and some team, called something else: the person keeps the id, the team remembers. */
export function renamed(state: OrgState, people: Names, teams: Names): OrgState {
  const person = (name: string): string => people.get(name) ?? name;
  const team = (name: string): string => teams.get(name) ?? name;
  return {
    organization: state.organization,
    users: keyed(
      [...state.users.values()].map((user) => ({ ...user, login: person(user.login) })),
      ({ login }) => login,
    ),
    teams: keyed(
      [...state.teams.values()].map((one) => ({
        ...one,
        slug: team(one.slug),
        previously: teams.has(one.slug) ? [one.slug] : [],
        ...(one.parent === undefined ? {} : { parent: keyOf(team(one.parent)) }),
        members: keyed(
          [...one.members.values()].map((member) => ({ ...member, login: person(member.login) })),
          ({ login }) => login,
        ),
      })),
      ({ slug }) => slug,
    ),
    repos: keyed(
      [...state.repos.values()].map((repo) => ({
        ...repo,
        teams: keyed(
          [...repo.teams.values()].map((grant) => ({ ...grant, to: team(grant.to) })),
          ({ to }) => to,
        ),
        collaborators: keyed(
          [...repo.collaborators.values()].map((grant) => ({ ...grant, to: person(grant.to) })),
          ({ to }) => to,
        ),
      })),
      ({ name }) => name,
    ),
  };
}

export type Names = ReadonlyMap<string, string>;

function keyed<Item>(items: readonly Item[], nameOf: (item: Item) => string): ReadonlyMap<Key, Item> {
  return new Map(items.map((item) => [keyOf(nameOf(item)), item]));
}
