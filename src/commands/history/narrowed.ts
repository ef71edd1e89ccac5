import { filesAt } from '../../git/versions.ts';
import { UsageError } from '../../model/errors.ts';
import type { Subject } from '../../model/history.ts';
import type { AccessReview, Holding } from '../../model/holding.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { matchNames } from '../../planner/names.ts';
import { loadState } from '../../state/load-state.ts';
import { didYouMean } from '../../state/suggest.ts';
import type { HistoryPlace } from './place.ts';

/** Whom or what alone an access review is of. */
export interface About {
  readonly noun: Subject['noun'];
  /** A name of then, or of today. */
  readonly name: string;
}

const lists = { user: 'users', team: 'teams', repo: 'repos' } as const;
const words = { user: 'person', team: 'team', repo: 'repository' } as const;

/**
 * What it was called then; where nothing was called so, whatever has the name today is looked for.
 * @throws UsageError where the state of then has neither
 */
export async function namedThen(
  place: HistoryPlace,
  then: OrgState,
  { noun, name }: About,
): Promise<NonNullable<AccessReview['about']>> {
  const known = namesIn(then, noun);
  const key = keyOf(name);
  const found = known.get(key) ?? known.get((await keyOfThen(place, then, { noun, name })) ?? key);
  if (found !== undefined) return { noun, name: found };
  const hint = didYouMean(name, [...known.values()]);
  const message = `The state had no ${words[noun]} ${JSON.stringify(name)} then${hint === '' ? '.' : hint}`;
  throw new UsageError(`unknown-${noun}`, message);
}

/** As people wrote them. Who stands in a list alone had something, too. */
function namesIn({ users, teams, repos }: OrgState, noun: About['noun']): ReadonlyMap<Key, string> {
  if (noun === 'team') return new Map([...teams].map(([key, { slug }]) => [key, slug]));
  if (noun === 'repo') return new Map([...repos].map(([key, { name }]) => [key, name]));
  return new Map([
    ...[...teams.values()].flatMap(({ members }) => [...members].map(([key, { login }]) => [key, login] as const)),
    ...[...repos.values()].flatMap((repo) => [...repo.collaborators].map(([key, { to }]) => [key, to] as const)),
    ...[...users].map(([key, { login }]) => [key, login] as const),
  ]);
}

async function keyOfThen({ repository, head }: HistoryPlace, then: OrgState, { noun, name }: About) {
  const { files } = await filesAt(repository, head);
  const today = loadState(files, { prefix: repository.prefix, today: '1970-01-01', lenient: true }).state;
  const pairs = [...matchNames(then, today)[lists[noun]]];
  return pairs.find(([, is]) => is === keyOf(name))?.[0];
}

/** The rows of a person; of a team, who is in it and what it gives them; of a repository, whoever may touch it. */
export function isRowOf({ login, kind, name, by }: Holding, about: NonNullable<AccessReview['about']>): boolean {
  const key = keyOf(about.name);
  const is = (text: string | undefined): boolean => text !== undefined && keyOf(text) === key;
  switch (about.noun) {
    case 'user':
      return is(login);
    case 'team':
      return (kind === 'team' && is(name)) || (by.way === 'team' && (is(by.team) || is(by.grantedTo)));
    case 'repo':
      return kind === 'repository' && (is(name) || by.way === 'owner');
  }
}
