import { keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';
import { addAccount } from '../world/accounts.ts';
import { addMember } from '../world/members.ts';
import { addRepo } from '../world/repos.ts';
import { addTeam } from '../world/teams.ts';
import type { World } from '../world/world.ts';

/** A running sandbox that is asked by GraphQL; for tests. */
export interface GraphqlFixture extends SandboxFixture {
  /** Asks as the bot, or as a person. */
  query(query: string, variables?: object, as?: string): Promise<GraphqlAnswer>;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly data: Json;
  readonly errors: readonly GraphqlError[];
}

interface GraphqlError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly message: string;
}

/** JSON of any shape; what is looked up in it is compared, never relied on. */
export type Json = { readonly [key: string]: Json } & readonly unknown[];

/** Starts a sandbox with {@link fillWorld} in it, or with a state. */
export async function aGraphqlSandbox(from?: OrgState): Promise<GraphqlFixture> {
  const fixture = await aSandbox(from ?? emptyState);
  if (from === undefined) fillWorld(fixture.sandbox.world);
  return {
    ...fixture,
    query: async (query, variables = {}, as) => {
      const asked = { body: { query, variables }, ...(as === undefined ? {} : { as }) };
      const { status, body } = await fixture.ask('POST', '/graphql', asked);
      const { data, errors = [] } = body as unknown as { data: Json; errors?: readonly GraphqlError[] };
      return { status, data, errors };
    },
  };
}

const emptyState: OrgState = {
  organization: { name: 'acme', id: 1, basePermission: 'read', customRoles: new Map() },
  users: new Map(),
  teams: new Map(),
  repos: new Map(),
};

/**
 * Owner alice, members bob and dana, carol outside. Team platform holds bob and alice, and below it sre holds dana and
 * bob. Platform may write to api, sre may administer web; on api, carol reads and dana audits.
 */
function fillWorld(world: World): void {
  const auditor = { id: 5, name: 'auditor', base: 'triage' } as const;
  world.organization.customRoles.set(keyOf('auditor'), auditor);
  const [alice, bob, dana, carol] = ['alice', 'bob', 'dana', 'carol'].map((login, index) => {
    const { id } = addAccount(world, login, 1001 + index);
    if (login !== 'carol') addMember(world, id, login === 'alice' ? 'admin' : 'member');
    return id;
  }) as [number, number, number, number];
  const team = { privacy: 'closed', creator: alice } as const;
  const platform = addTeam(world, { ...team, name: 'Platform', id: 11 });
  const sre = addTeam(world, { ...team, name: 'SRE', id: 12, parent: 11 });
  const hidden = addTeam(world, { ...team, name: 'Hidden', id: 13, privacy: 'secret' });
  for (const id of [bob, alice]) platform.members.set(id, 'member');
  for (const id of [dana, bob]) sre.members.set(id, 'member');
  hidden.members.set(dana, 'member');
  const api = addRepo(world, { name: 'api', id: 21 });
  const web = addRepo(world, { name: 'web', id: 22 });
  addRepo(world, { name: 'old', id: 23 }).archived = true;
  platform.repos.set(api.id, 'write');
  sre.repos.set(web.id, 'admin');
  api.collaborators.set(carol, 'read').set(dana, 'auditor');
}
