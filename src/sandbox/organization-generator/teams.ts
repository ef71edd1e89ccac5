import { type Key, keyOf } from '../../model/identity.ts';
import type { Team, TeamMember, TeamRole, User } from '../../model/org-state.ts';
import { departments, secretTeams, sites, squadNames } from './names.ts';
import { longTail, type Random } from './random.ts';
import { untaken } from './untaken.ts';

/** Departments hold groups, groups hold squads; sites and secret teams stand beside them. */
export interface TeamTree {
  readonly departments: readonly Team[];
  readonly groups: readonly Team[];
  readonly squads: readonly Team[];
  readonly flat: readonly Team[];
}

interface DraftTeam extends Team {
  readonly members: Map<Key, TeamMember>;
}

type Draft = { readonly [Level in keyof TeamTree]: readonly DraftTeam[] };

export function generateTeams(random: Random, count: number, members: readonly User[]): TeamTree {
  const tree = growTree(random, count);
  fillSquads(random, tree, members);
  fillLeads(random, tree);
  fillFlat(random, tree.flat, members);
  return tree;
}

/** How many of `count` teams stand on each level. */
function shapeOf(count: number) {
  const flat = Math.min(sites.length + secretTeams.length, Math.floor(count / 50));
  const tops = Math.min(count - flat, departments.length, Math.max(1, Math.round(count / 40)));
  const areas = departments[0]?.areas.length ?? 0;
  const groups = Math.min(count - flat - tops, tops * areas, Math.max(1, Math.round(count / 8)));
  return { flat, tops, groups, squads: count - flat - tops - groups };
}

function growTree(random: Random, count: number): Draft {
  const shape = shapeOf(count);
  const taken = new Set<Key>();
  const grow = makeGrower(taken);
  const tops = departments.slice(0, shape.tops).map(({ name }) => grow(name, `All of ${name}`));
  const groups = Array.from({ length: shape.groups }, (_, index) => {
    const department = departments[index % tops.length];
    const area = department?.areas[Math.floor(index / tops.length)] ?? 'Group';
    return grow(`${department?.name} ${area}`, `${area}, in ${department?.name}`, tops[index % tops.length]);
  });
  const squads = Array.from({ length: shape.squads }, () => {
    const group = random.pick(groups);
    const squad = random.pick(squadNames);
    return grow(`${group.name} ${squad}`, `Squad ${squad}`, group);
  });
  const open = sites.slice(0, shape.flat).map((site) => grow(`Site ${site}`, `Everyone at the ${site} office`));
  const secret = secretTeams
    .slice(0, Math.max(0, shape.flat - sites.length))
    .map((name): DraftTeam => ({ ...grow(name, ''), privacy: 'secret' }));
  return { departments: tops, groups, squads, flat: [...open, ...secret] };
}

/** Makes teams with ids in the order they are made. */
function makeGrower(taken: Set<Key>) {
  let made = 0;
  return (wanted: string, description: string, parent?: DraftTeam): DraftTeam => {
    let number = 1;
    const name = untaken(wanted, taken, () => ` ${++number}`);
    made += 1;
    return {
      slug: name.toLowerCase().replaceAll(' ', '-'),
      id: 20_000 + made,
      previously: [],
      managed: true,
      name,
      description,
      privacy: 'closed',
      ...(parent && { parent: keyOf(parent.slug) }),
      members: new Map(),
      listsMembers: true,
    };
  };
}

/** Everybody in one squad, of which a few are large; one in six helps out in a second. */
function fillSquads(random: Random, { squads }: Draft, members: readonly User[]): void {
  if (squads.length === 0) return;
  const sizes = longTail(squads.length, 0.45);
  for (const user of members) {
    join(squads[random.weighted(sizes)], user, 'member');
    if (random.chance(1 / 6)) join(random.pick(squads), user, 'member');
  }
}

/** Each squad is led by one of its own; squad leads meet in the group, some of those in the department. */
function fillLeads(random: Random, { departments, groups, squads }: Draft): void {
  const above = new Map([...departments, ...groups].map((team) => [keyOf(team.slug), team]));
  for (const squad of squads) {
    const [lead] = squad.members.values();
    if (!lead) continue;
    squad.members.set(keyOf(lead.login), { ...lead, role: 'maintainer' });
    const group = squad.parent && above.get(squad.parent);
    if (!group) continue;
    join(group, lead, lead.role === 'maintainer' || group.members.size === 0 ? 'maintainer' : 'member');
    if (random.chance(0.2)) join(group.parent && above.get(group.parent), lead, 'maintainer');
  }
}

/** Sites are the large teams, of hundreds; a handful of people share a secret. */
function fillFlat(random: Random, flat: readonly DraftTeam[], members: readonly User[]): void {
  const open = flat.filter(({ privacy }) => privacy !== 'secret');
  const sizes = longTail(open.length, 0.8);
  for (const user of open.length > 0 ? members : []) {
    if (random.chance(0.4)) join(open[random.weighted(sizes)], user, 'member');
  }
  for (const team of flat.filter(({ privacy }) => privacy === 'secret')) {
    for (let seats = 3 + random.below(6); seats > 0 && members.length > 0; seats--) {
      join(team, random.pick(members), 'member');
    }
  }
}

/** GitHub makes owners maintainers of every team they are in. */
function join(team: DraftTeam | '' | undefined, person: User | TeamMember, role: TeamRole): void {
  if (!team) return;
  const { login } = person;
  team.members.set(keyOf(login), { login, role: person.role === 'owner' ? 'maintainer' : role });
}
