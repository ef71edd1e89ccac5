import type { Entry, EntryRef, TeamSetting } from '../../model/entry.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Team, TeamMember } from '../../model/org-state.ts';
import type { Problem } from '../../model/problem.ts';
import type { Fragment, PersonInTeam, Reference } from '../fragment.ts';
import { entryOf, keyAt, type Source, said, startOf, valueAt } from '../source.ts';
import type { WrittenTeam } from '../written.generated.ts';
import { normaliseRule } from './rule.ts';

const settings: readonly TeamSetting[] = ['name', 'description', 'privacy', 'parent'];
/** The list that makes maintainers comes first: who is in several lists is what the first of them says. */
const lists = ['maintainers', 'members', 'extraMembers'] as const;

export function normaliseTeam(written: WrittenTeam, slug: string, source: Source): Fragment {
  const ref = { noun: 'team', team: keyOf(slug) } as const;
  const own: Entry = { ref, file: source.file, line: 1, text: said(identityOf(written), '') };
  const places = { where: startOf(source), ...placesOf(written, source) };
  if (written.managed === false) {
    const team = { value: bareTeam(written, slug), ...places, people: [] };
    return { entries: [own], references: [], problems: [], team };
  }
  const people = peopleOf(written, slug, source);
  const standing = settings.filter((setting) => written[setting] !== undefined);
  const entries = standing.map((setting) =>
    entryOf(source, { ...ref, noun: 'team-setting', setting }, written, setting, written[setting]),
  );
  return {
    entries: [own, ...entries, ...people.entries],
    references: [...parentReference(written, slug, source), ...people.references],
    problems: people.problems,
    team: { value: wholeTeam(written, slug, people.members), ...places, people: people.each },
  };
}

/** What the team's own entry says: which team it is and whether anything in the file counts. */
function identityOf({ id, previously, managed }: WrittenTeam): object {
  return { ...(id === undefined ? {} : { id }), previously: previously ?? [], managed: managed ?? true };
}

function placesOf(written: WrittenTeam, source: Source): object {
  const at = (key: 'id' | 'name' | 'parent' | 'privacy') =>
    written[key] === undefined ? {} : { [`${key}At`]: valueAt(source, written, key) };
  const { previously = [] } = written;
  const previouslyAt = previously.map((_, index) => valueAt(source, previously, index));
  return { ...at('id'), ...at('name'), ...at('parent'), ...at('privacy'), previouslyAt };
}

/** A team that is let go of holds nothing, whatever its file still says. */
function bareTeam({ id, previously = [] }: WrittenTeam, slug: string): Team {
  const identity = id === undefined ? { slug } : { slug, id };
  return { ...identity, previously, managed: false, members: new Map(), listsMembers: false };
}

function wholeTeam(written: WrittenTeam, slug: string, members: ReadonlyMap<Key, TeamMember>): Team {
  const { id, previously = [], name, description, privacy, parent, rule, extraMembers = [] } = written;
  return {
    slug,
    ...(id === undefined ? {} : { id }),
    previously,
    managed: true,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(privacy === undefined ? {} : { privacy }),
    ...(parent === undefined ? {} : { parent: keyOf(parent) }),
    members,
    ...(extraMembers.length === 0 ? {} : { extraMembers: new Set(extraMembers.map(keyOf)) }),
    ...(rule === undefined ? {} : { rule: normaliseRule(rule) }),
    listsMembers: lists.some((list) => written[list] !== undefined),
  };
}

function parentReference(written: WrittenTeam, slug: string, source: Source): Reference[] {
  if (written.parent === undefined) return [];
  const where = valueAt(source, written, 'parent');
  return [{ where, to: 'team', name: written.parent, as: `parent of the team ${slug}`, severity: 'error' }];
}

interface People {
  readonly members: Map<Key, TeamMember>;
  readonly entries: Entry[];
  readonly references: Reference[];
  readonly problems: Problem[];
  readonly each: PersonInTeam[];
}

function peopleOf(written: WrittenTeam, slug: string, source: Source): People {
  const people: People = { members: new Map(), entries: [], references: [], problems: [], each: [] };
  for (const list of lists) {
    const listed = new Set<Key>();
    for (const [index, login] of (written[list] ?? []).entries()) {
      const where = keyAt(source, written[list] ?? [], index);
      const user = keyOf(login);
      if (listed.has(user)) {
        people.problems.push({ severity: 'warning', ...where, message: `${login} stands twice in ${list}` });
        continue;
      }
      listed.add(user);
      addPerson(people, written[list] ?? [], index, { user, login, where }, { slug, list }, source);
    }
  }
  return people;
}

function addPerson(
  people: People,
  list: readonly string[],
  index: number,
  person: PersonInTeam,
  at: { readonly slug: string; readonly list: (typeof lists)[number] },
  source: Source,
): void {
  const { user, login, where } = person;
  people.each.push(person);
  const as = `in ${at.list} of the team ${at.slug}`;
  people.references.push({ where, to: 'user', name: login, as, severity: 'error' });
  if (people.members.has(user)) return;
  const role = at.list === 'maintainers' ? 'maintainer' : 'member';
  const ref: EntryRef = { noun: 'team-member', team: keyOf(at.slug), user };
  people.members.set(user, { login, role });
  people.entries.push(entryOf(source, ref, list, index, role));
}
