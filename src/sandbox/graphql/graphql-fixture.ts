import { anOrganization } from '../../../test/support/organization-builder.ts';
import type { OrgState } from '../../model/org-state.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';
import type { SandboxOptions } from '../start.ts';

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

/**
 * Owner alice (1), members bob (2) and dana (3), carol (4) outside. Team platform holds bob and alice, and below it sre
 * holds dana and bob. Platform may write to api, sre may administer web; on api, carol reads and dana audits.
 */
export const smallOrganization: OrgState = anOrganization()
  .with({
    basePermission: 'read',
    customRoles: new Map([['auditor' as never, { name: 'auditor', base: 'triage' as const }]]),
  })
  .withOwner('alice', { id: 1001 })
  .withMember('bob', { id: 1002 })
  .withMember('dana', { id: 1003 })
  .withOutside('carol', { id: 1004 })
  .withTeam('platform', { id: 11, name: 'Platform', privacy: 'closed', members: ['bob', 'alice'] })
  .withTeam('sre', { id: 12, name: 'SRE', parent: 'platform', privacy: 'closed', members: ['dana', 'bob'] })
  .withTeam('hidden', { id: 13, name: 'Hidden', privacy: 'secret', members: ['dana'] })
  .withRepo('api', { id: 21, teams: { platform: 'write' }, collaborators: { carol: 'read', dana: 'auditor' } })
  .withRepo('web', { id: 22, teams: { sre: 'admin' } })
  .withRepo('old', { id: 23, archived: true }).state;

export async function aGraphqlSandbox(
  from: OrgState = smallOrganization,
  options: Omit<SandboxOptions, 'from'> = {},
): Promise<GraphqlFixture> {
  const fixture = await aSandbox(from, options);
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
