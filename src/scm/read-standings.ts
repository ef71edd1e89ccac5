import type { OrgState } from '../model/org-state.ts';
import { inStateNames } from '../planner/base.ts';
import type { LiveSeen } from '../planner/standings/facts.ts';
import { compose } from './compose.ts';
import type { LiveReader } from './live-reader.ts';
import type { StandingsAsked } from './standings/asked.ts';
import { readGrants } from './standings/grants.ts';
import type { GrantLists } from './standings/lists.ts';
import { lookUp } from './standings/lookups.ts';
import { createParts } from './standings/parts.ts';
import { readPeople } from './standings/people.ts';

/** Live as far as these people go, and a sentence for each part of it that could not be read. */
export interface ReadStandings extends LiveSeen {
  readonly unread: readonly string[];
}

/**
 * Reads who they are to GitHub, and then what decides about them: teams and repositories of those who are members or
 * outside collaborators, and of nobody else. Each part is read by itself, so that one that fails is told and the others
 * stand. Never throws where GitHub does not answer.
 */
export async function readStandings(reader: LiveReader, asked: StandingsAsked): Promise<ReadStandings> {
  const parts = createParts();
  const [found, people] = await Promise.all([
    parts.read('the organisation', () =>
      reader.organization({ customRoles: asked.desired.organization.customRoles.size > 0 }),
    ),
    readPeople(reader, asked, parts),
  ]);
  const organization = found?.organization ?? { name: asked.desired.organization.name, customRoles: new Map() };
  const lookups = await lookUp(reader, asked, people, parts);
  const known = {
    organization,
    users: lookups.users,
    invitations: { users: lookups.invitations, withoutLogin: 0 },
  };
  const named = (more: GrantLists): OrgState => inStateNames(compose({ ...known, ...more }), asked.change);
  const grants = await readGrants(reader, asked, named, parts);
  return {
    state: named(grants),
    accounts: lookups.accounts,
    unread: parts.unread(),
    missing: {
      organization: found === undefined,
      members: people.members === undefined,
      invitations: people.invitations === undefined,
      outside: people.outside === undefined,
      accounts: lookups.failed,
      ...grants.missing,
    },
  };
}
