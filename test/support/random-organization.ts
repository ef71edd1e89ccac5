import * as fc from 'fast-check';
import { keyOf } from '../../src/model/identity.ts';
import { anOrganization, type OrganizationBuilder } from './organization-builder.ts';

/** Few names, so that two organisations at random have much in common and much not. */
const people = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay'] as const;
const teams = ['red', 'green', 'blue', 'teal'] as const;
const repos = ['api', 'web', 'ops'] as const;
const roles = ['read', 'triage', 'write', 'maintain', 'admin'] as const;

const role = fc.constantFrom(...roles);

/** What becomes of one person: not there at all more rarely than as a member. */
const person = fc.record({
  role: fc.constantFrom('none', 'member', 'member', 'member', 'owner', 'outside'),
  isSuspended: fc.nat(5).map((pick) => pick === 0),
});

const team = fc.record({
  stands: fc.nat(3).map((pick) => pick > 0),
  parent: fc.option(fc.nat(teams.length - 1), { nil: undefined }),
  description: fc.constantFrom('', 'one', 'two'),
  privacy: fc.constantFrom(undefined, 'closed' as const),
  members: fc.array(fc.constantFrom('none', 'none', 'member', 'maintainer'), {
    minLength: people.length,
    maxLength: people.length,
  }),
});

const repo = fc.record({
  teams: fc.array(fc.option(role, { nil: undefined }), { minLength: teams.length, maxLength: teams.length }),
  people: fc.array(fc.option(role, { nil: undefined, freq: 2 }), {
    minLength: people.length,
    maxLength: people.length,
  }),
});

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

interface Parts {
  readonly basePermission: 'none' | 'read';
  readonly people: readonly Drawn<typeof person>[];
  readonly teams: readonly Drawn<typeof team>[];
  readonly repos: readonly Drawn<typeof repo>[];
}

/** A valid organisation: outside collaborators in no team, parents without cycles, one owner who always stays. */
export const anyOrganization: fc.Arbitrary<OrganizationBuilder> = fc
  .record<Parts>({
    basePermission: fc.constantFrom('none', 'none', 'read'),
    people: fc.tuple(...people.map(() => person)),
    teams: fc.tuple(...teams.map(() => team)),
    repos: fc.tuple(...repos.map(() => repo)),
  })
  .map(build);

function build(drawn: Parts): OrganizationBuilder {
  const there = drawn.teams.map(({ stands }) => stands);
  let org = anOrganization().with({ basePermission: drawn.basePermission }).withOwner('root', { id: 1 });
  for (const [index, { role: as, isSuspended }] of drawn.people.entries()) {
    const login = people[index] ?? '';
    const mayBeSuspended = index >= people.length - 2;
    const parts = { id: 100 + index, ...(isSuspended && mayBeSuspended ? { suspended: '2026-11-01' } : {}) };
    // Nobody is invited to be suspended, so those who may be are members throughout.
    if (as === 'member' || (mayBeSuspended && as !== 'owner')) org = org.withMember(login, parts);
    if (as === 'owner') org = org.withOwner(login, parts);
    if (as === 'outside' && !mayBeSuspended) org = org.withOutside(login, { id: 100 + index });
  }
  const roleOf = (index: number): string => org.state.users.get(keyOf(people[index] ?? ''))?.role ?? 'none';
  for (const [index, { stands, parent, members, description, privacy }] of drawn.teams.entries()) {
    if (!stands) continue;
    const inside = (as: string): string[] =>
      people.filter((_, who) => members[who] === as && (roleOf(who) === 'member' || roleOf(who) === 'owner'));
    // A parent stands before its children, so there is no cycle.
    const above = parent !== undefined && parent < index && there[parent] === true ? teams[parent] : undefined;
    org = org.withTeam(teams[index] ?? '', {
      ...(above === undefined ? {} : { parent: above }),
      description,
      ...(privacy === undefined ? {} : { privacy }),
      members: inside('member'),
      maintainers: inside('maintainer'),
    });
  }
  for (const [index, drawnRepo] of drawn.repos.entries()) {
    const granted = drawnRepo.teams.flatMap((as, who): [string, string][] =>
      as === undefined || there[who] !== true ? [] : [[teams[who] ?? '', as]],
    );
    const direct = drawnRepo.people.flatMap((as, who): [string, string][] =>
      as === undefined || roleOf(who) === 'none' || roleOf(who) === 'owner' ? [] : [[people[who] ?? '', as]],
    );
    org = org.withRepo(repos[index] ?? '', {
      id: 500 + index,
      teams: Object.fromEntries(granted),
      collaborators: Object.fromEntries(direct),
    });
  }
  return org;
}
