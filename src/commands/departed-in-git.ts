import type { Removal } from '../applier/journal/departures.ts';
import { fetchWholeHistory } from '../git/fetch.ts';
import { commitsNaming } from '../git/namings.ts';
import { firstParentLine, type Step } from '../git/refs.ts';
import { filesAt } from '../git/versions.ts';
import { dayOf } from '../model/day.ts';
import type { Departure, Departures, Holdings } from '../model/departure.ts';
import type { Key } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import { isLowered } from '../model/permission.ts';
import { matchNames, type Names, renameState } from '../planner/names.ts';
import { holdingsIn } from '../planner/reinstate.ts';
import { createFileCache } from '../state/load-file.ts';
import { loadState } from '../state/load-state.ts';
import type { Context } from './context.ts';
import type { StateRepo } from './desired.ts';

/** Somebody who comes back, under the key that desired has for them, and how a run took them out. */
export interface Gone {
  readonly user: Key;
  readonly removal: Removal;
}

/**
 * What the state gave these people when they were taken out, and since, with what the journal says they held. Left out is
 * of whom the default branch does not tell that.
 */
export async function departuresInGit(context: Context, repo: StateRepo, found: readonly Gone[]): Promise<Departures> {
  const departures = new Map<Key, Departure>();
  const whole = found.length === 0 ? [] : await lineOf(repo);
  const versionAt = createVersions(context, repo);
  for (const [commit, people] of byCommit(found)) {
    const from = whole.findIndex((step) => step.commit === commit);
    // The branch does not have it, or begins there: nobody knows what the state gave before.
    if (from < 1) continue;
    const line = whole.slice(from);
    const later = await naming(repo, line, people);
    const [before, after] = [await versionAt(line[0]?.parent), await versionAt(commit)];
    const versions = [before, ...(await inTurn(later, versionAt))];
    const isInBase = line.some((step) => step.commit === repo.base.commit);
    for (const person of people) {
      const departure = departureOf(repo, person, versions, after, isInBase);
      if (departure !== undefined) departures.set(person.user, departure);
    }
  }
  return departures;
}

async function lineOf({ repository, remote, checkout }: StateRepo): Promise<readonly Step[]> {
  await fetchWholeHistory(repository, remote);
  return firstParentLine(repository, null, checkout.commit ?? remote.head);
}

function byCommit(found: readonly Gone[]): ReadonlyMap<string, readonly Gone[]> {
  const groups = new Map<string, Gone[]>();
  for (const person of found) {
    const { commit } = person.removal;
    if (commit === null) continue;
    const group = groups.get(commit) ?? [];
    groups.set(commit, group);
    group.push(person);
  }
  return groups;
}

/** The commits after the first, before HEAD, that changed a line about one of these people. */
async function naming({ repository }: StateRepo, line: readonly Step[], people: readonly Gone[]) {
  const commits = line.map(({ commit }) => commit);
  const names = people.flatMap(({ user, removal }) => [user, removal.login]);
  const found = await commitsNaming(repository, commits, 1, [...new Set(names)]);
  return found.filter((commit) => commit !== commits.at(-1));
}

type Version = { readonly state: OrgState; readonly names: Names } | undefined;

/** Loads each version once; undefined where a part of it could not be read. */
function createVersions(context: Context, { repository, desired }: StateRepo) {
  const cache = createFileCache();
  const known = new Map<string, Version>();
  return async (commit: string | null | undefined): Promise<Version> => {
    if (commit === null || commit === undefined) return undefined;
    if (known.has(commit)) return known.get(commit);
    const { files, problems } = await filesAt(repository, commit);
    const options = { prefix: repository.prefix, today: dayOf(context.now()), lenient: true, cache };
    const { state, unreadable } = loadState(files, options);
    const names = matchNames(state, desired.state);
    const isWhole = problems.every(({ severity }) => severity !== 'error') && unreadable.length === 0;
    known.set(commit, isWhole ? { state: renameState(state, names), names } : undefined);
    return known.get(commit);
  };
}

async function inTurn(commits: readonly string[], load: (commit: string) => Promise<Version>): Promise<Version[]> {
  const versions: Version[] = [];
  for (const commit of commits) versions.push(await load(commit));
  return versions;
}

/**
 * @param versions the one before they were taken out, and those since that say something about them
 * @param after the one that took them out
 * @param isInBase the commit applied last is not older than that
 */
function departureOf(
  { desired, base }: StateRepo,
  { user, removal }: Gone,
  versions: readonly Version[],
  after: Version,
  isInBase: boolean,
): Departure | undefined {
  const [before] = versions;
  const stood = before?.state.users.get(user);
  if (before === undefined || after === undefined || versions.includes(undefined)) return undefined;
  if (stood === undefined || after.state.users.has(user)) return undefined;
  // Base has them again, and no run invited them: they came back in a way that nobody wrote down.
  if (isInBase && removal.since === 'not-invited' && base.state.users.has(user)) return undefined;
  const given = versions.flatMap((version) => (version === undefined ? [] : [holdingsIn(version.state, user)]));
  const shown = renamed(removal.held, before.names);
  const isNothing = shown.teams.size + shown.repos.size === 0;
  const [then] = given;
  const wasGiven = then !== undefined && then.teams.size + then.repos.size > 0;
  return {
    at: removal.at,
    held: given.reduce((held, more) => together(held, more, desired.state), shown),
    stripped: stood.suspended !== undefined || (isNothing && wasGiven && removal.held.role !== 'owner'),
  };
}

function renamed({ role, teams, repos }: Holdings, names: Names): Holdings {
  return {
    role,
    teams: new Map([...teams].map(([team, own]) => [names.teams.get(team) ?? team, own])),
    repos: new Map([...repos].map(([repo, own]) => [names.repos.get(repo) ?? repo, own])),
  };
}

/** The stronger of each. */
function together(one: Holdings, other: Holdings, { organization }: OrgState): Holdings {
  const [teams, repos] = [new Map(one.teams), new Map(one.repos)];
  for (const [team, role] of other.teams) if (teams.get(team) !== 'maintainer') teams.set(team, role);
  for (const [repo, role] of other.repos) {
    const known = repos.get(repo);
    if (known === undefined || isLowered(role, known, organization.customRoles)) repos.set(repo, role);
  }
  return { role: one.role === 'owner' || other.role === 'owner' ? 'owner' : one.role, teams, repos };
}
