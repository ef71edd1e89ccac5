import type { TeamPrivacy } from '../../model/org-state.ts';
import { forbidden, invalid } from '../http/answers.ts';
import { type Body, numberIn, textIn } from '../http/body.ts';
import { slugOf } from '../world/slug.ts';
import { ancestorsOf, childrenOf, teamBySlug } from '../world/teams.ts';
import type { Account, Team, World } from '../world/world.ts';

const resource = 'Team';

/** A name whose slug another team has is refused; GitHub adds no number (terraform-provider-github#724). */
export function refuseName(world: World, name: string, except?: Team): void {
  const slug = slugOf(name);
  if (slug === '') throw invalid({ resource, code: 'invalid', field: 'name' });
  const other = teamBySlug(world, slug);
  if (other !== undefined && other !== except) {
    throw invalid({ resource, code: 'already_exists', field: 'name', message: 'Name must be unique for this org' });
  }
}

/** Maintainers of a new team must be members (octokit/octokit.js#800). */
export function refuseMaintainers(world: World, maintainers: readonly (Account | undefined)[]): void {
  if (maintainers.every((account) => account !== undefined && world.members.has(account.id))) return;
  const message = 'Invalid maintainers were specified.';
  throw invalid({ resource, code: 'unprocessable', field: 'data', message });
}

/**
 * The parent that a request asks for, by id or by slug.
 * @returns null where it asks for none, undefined where it does not speak of it
 */
export function parentIn(world: World, body: Body): Team | null | undefined {
  if (body['parent_team_id'] === null || body['parent_team_slug'] === null) return null;
  const id = numberIn(body, 'parent_team_id');
  const slug = textIn(body, 'parent_team_slug');
  if (id === undefined && slug === undefined) return undefined;
  const parent = id === undefined ? teamBySlug(world, slug ?? '') : world.teams.get(id);
  if (parent === undefined) throw invalid({ resource, code: 'invalid', field: 'parent_team_id' });
  return parent;
}

/** The members of a team that an identity provider keeps (terraform-provider-github#2079, whose copy breaks off). */
export function refuseExternal({ externalGroup }: Team): void {
  if (externalGroup === undefined) return;
  throw forbidden(
    'You cannot create or update members for an external group backed team since they are managed by the external group.',
  );
}

/** No circles, and neither a nested team nor one with teams below it can be secret. */
export function refuseNesting(world: World, team: Team | null, parent: Team | null, privacy: TeamPrivacy): void {
  const isCircle =
    team !== null && parent !== null && (parent === team || ancestorsOf(world, parent).some((above) => above === team));
  const isSecret =
    (privacy === 'secret' && (parent !== null || (team !== null && childrenOf(world, team).length > 0))) ||
    parent?.privacy === 'secret';
  if (isCircle) throw invalid({ resource, code: 'invalid', field: 'parent_team_id' });
  if (isSecret)
    throw invalid({ resource, code: 'custom', field: 'privacy', message: 'Nested teams cannot be secret.' });
}
