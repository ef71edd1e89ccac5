import { keyOf } from '../src/model/identity.ts';
import { bigOrganization, type OrganizationSize } from '../src/sandbox/organization-generator/big-organization.ts';
import { type DrillJson, drillJson } from '../test/support/drilling.ts';
import type { Figure } from './figure.ts';
import { named } from './sizes.ts';

/** How far behind the shortest that GitHub's documented limits allow. */
const near = 1.1;

/**
 * What plugin-throttling 11 does by itself: one request in three seconds of those that notify people, as invitations do.
 * @see https://github.com/octokit/plugin-throttling.js#readme
 */
const byLibrary = 3;

/** A loss, and the way back by restore, merge and apply, on the sandbox's clock with all limits on. */
export async function restoreFigures(size: OrganizationSize): Promise<readonly Figure[]> {
  const state = bigOrganization(size);
  const large = [...state.teams.values()].sort((one, other) => other.members.size - one.members.size);
  const restoreFirst = large.slice(1, 3).map(({ slug }) => keyOf(slug));
  const some = await drillJson(state, { restoreFirst }, { lose: '100' });
  const all = await drillJson(state, { restoreFirst }, { lose: 'all' });
  return [...figuresOf(`100 of ${named(size)} lost`, some), ...figuresOf(`all of ${named(size)} lost`, all)];
}

function figuresOf(what: string, drill: DrillJson): readonly Figure[] {
  const { lost, requests, reinstated, heldUp, took, shortest, days, runs, first, differences } = drill;
  return [
    { what: `${what}: invitations`, value: requests.invitations, unit: 'requests', atMost: lost.people },
    { what: `${what}: not reinstated`, value: lost.people - reinstated, unit: 'people', atMost: 0 },
    { what: `${what}: refused by a rate limit`, value: heldUp, unit: 'requests', atMost: 0 },
    { what: `${what}: days with invitations`, value: days, unit: 'days', atMost: Math.ceil(lost.people / 500) },
    { what: `${what}: first to last invitation`, value: took, unit: 's' },
    { what: `${what}: the shortest by the limits`, value: shortest, unit: 's' },
    { what: `${what}: against the shortest`, value: took / shortest, unit: 'times', atMost: near },
    { what: `${what}: by the library's pace and the quota, computed`, value: paceOfLibrary(lost.people), unit: 's' },
    { what: `${what}: not as before in the end`, value: differences.length, unit: 'changes', atMost: 0 },
    ...first.map(({ team, people, last }): Figure => {
      return { what: `${what}: ${people} of ${team} first, the last after`, value: last ?? 0, unit: 's' };
    }),
    ...runs.slice(0, 3).flatMap(({ start, invitations, requests: asked }, index): Figure[] => [
      { what: `${what}: run ${index + 1} begins after`, value: start, unit: 's' },
      { what: `${what}: run ${index + 1} invites`, value: invitations, unit: 'people', atMost: 500 },
      { what: `${what}: run ${index + 1} asks`, value: asked, unit: 'requests' },
    ]),
  ];
}

/** In seconds, from the first invitation to the last; each day's 500 begin a day after those before. */
function paceOfLibrary(people: number): number {
  const days = Math.ceil(people / 500) - 1;
  return days * 86_400 + (people - days * 500 - 1) * byLibrary;
}
