import { UsageError } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { OrgState, User } from '../../model/org-state.ts';
import type { Policy } from '../../model/policy.ts';
import { ancestorsOf } from '../../planner/inheritance.ts';
import { seededRandom } from '../../sandbox/organization-generator/random.ts';
import { didYouMean } from '../../state/suggest.ts';

/** Who is lost in a rehearsal, and who stays though they were asked for. */
export interface Loss {
  /** By login. */
  readonly people: readonly User[];
  /** Stays because no run could take them out. */
  readonly stays: readonly { readonly login: string; readonly why: 'protected' | 'owner' }[];
  /** Asked for, and in the organisation without any access. */
  readonly suspended: number;
}

/** The same people each time. */
export const seed = 1;

/**
 * @param lose a number, `all`, or `team:` and a slug
 * @throws UsageError where it names nobody, or more than there are
 */
export function lossOf(state: OrgState, policy: Policy, lose: string): Loss {
  const asked = askedFor(state, lose);
  const stays = stayingOf(state, policy, asked);
  const staying = new Set(stays.map(({ login }) => keyOf(login)));
  const open = asked.filter(({ login, suspended }) => suspended === undefined && !staying.has(keyOf(login)));
  const people = /^\d+$/.test(lose) ? picked(open, Number(lose), state) : open;
  if (people.length === 0) throw nobody(state, lose, asked.length);
  return {
    people: people.toSorted((one, other) => compare(keyOf(one.login), keyOf(other.login))),
    stays,
    suspended: asked.filter(({ suspended }) => suspended !== undefined).length,
  };
}

/** Members and owners: outside collaborators are in the organisation by the repositories that have them. */
function askedFor(state: OrgState, lose: string): readonly User[] {
  const people = [...state.users.values()].filter(({ role }) => role !== 'outside');
  if (lose === 'all' || /^[1-9]\d{0,6}$/.test(lose)) return people;
  const slug = /^team:(.+)$/.exec(lose)?.[1];
  if (slug === undefined) {
    throw new UsageError('lose-whom', `--lose ${lose} is nobody: give a number, \`all\`, or team:SLUG.`);
  }
  const members = membersOf(state, slug);
  return people.filter(({ login }) => members.has(keyOf(login)));
}

/** Of the team and of all teams below it. */
function membersOf(state: OrgState, slug: string): ReadonlySet<Key> {
  const team = keyOf(slug);
  if (!state.teams.has(team)) {
    const slugs = Array.from(state.teams.values(), (known) => known.slug);
    throw new UsageError('no-such-team', `The state has no team ${slug}${didYouMean(slug, slugs)}`);
  }
  const below = [...state.teams].filter(([key]) => key === team || ancestorsOf(state, key).includes(team));
  return new Set(below.flatMap(([, { members }]) => [...members.keys()]));
}

/** Protected accounts, and as many owners as the guards insist on. One there must be in any case, who merges. */
function stayingOf(state: OrgState, policy: Policy, asked: readonly User[]): Loss['stays'] {
  const isAsked = new Set(asked.map(({ login }) => keyOf(login)));
  const isProtected = new Set(policy.protected);
  const owners = [...state.users.values()]
    .filter(({ role, suspended }) => role === 'owner' && suspended === undefined)
    .map(({ login }) => login)
    .sort((one, other) => rank(one) - rank(other) || compare(keyOf(one), keyOf(other)));
  const kept = owners.slice(0, Math.max(1, policy.owners.minimum)).filter((login) => isAsked.has(keyOf(login)));
  const shielded = asked.map(({ login }) => login).filter((login) => isProtected.has(keyOf(login)));
  return [
    ...shielded.map((login) => ({ login, why: 'protected' as const })),
    ...kept.filter((login) => !isProtected.has(keyOf(login))).map((login) => ({ login, why: 'owner' as const })),
  ];

  /** Owners who stay anyway come first: those who are protected, then those whom nobody asked for. */
  function rank(login: string): number {
    if (isProtected.has(keyOf(login))) return 0;
    return isAsked.has(keyOf(login)) ? 2 : 1;
  }
}

function picked(open: readonly User[], count: number, { organization, users }: OrgState): readonly User[] {
  if (count > open.length) {
    throw new UsageError(
      'more-than-there-are',
      `--lose ${count} is more than ${organization.name} can lose: of ${users.size} people in the state ${open.length} are members who are not suspended, not protected and not the owners who must stay.`,
    );
  }
  const random = seededRandom(seed);
  const left = [...open];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)).flat();
}

function nobody({ organization }: OrgState, lose: string, asked: number): UsageError {
  if (lose.startsWith('team:') && asked === 0) {
    return new UsageError('nobody-to-lose', `The team ${lose.slice(5)} and those below it have no members to lose.`);
  }
  const who = asked === 0 ? `${organization.name} has no members in the state` : `whoever --lose ${lose} names stays`;
  return new UsageError(
    'nobody-to-lose',
    `There is nobody to lose: ${who}. Suspended people have no access to lose, protected accounts and the last owners no run takes out.`,
  );
}

/** The state in which nothing names these people. */
export function stateWithout(state: OrgState, people: readonly User[]): OrgState {
  const gone = new Set(people.map(({ login }) => keyOf(login)));
  const kept = <Item>(map: ReadonlyMap<Key, Item>): ReadonlyMap<Key, Item> =>
    new Map([...map].filter(([key]) => !gone.has(key)));
  return {
    ...state,
    users: kept(state.users),
    teams: new Map(
      [...state.teams].map(([key, { extraMembers, ...team }]) => [
        key,
        {
          ...team,
          members: kept(team.members),
          ...(extraMembers === undefined
            ? {}
            : { extraMembers: new Set([...extraMembers].filter((member) => !gone.has(member))) }),
        },
      ]),
    ),
    repos: new Map([...state.repos].map(([key, repo]) => [key, { ...repo, collaborators: kept(repo.collaborators) }])),
  };
}
