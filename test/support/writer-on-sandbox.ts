import { type Change, type ChangeBody } from '../../src/model/change.ts';
import { WriteError } from '../../src/model/errors.ts';
import { stateJson } from '../../src/sandbox/control/state-json.ts';
import { createWriter } from '../../src/scm/github/writer.ts';
import type { Directory, Receipt } from '../../src/scm/live-writer.ts';
import { githubOnSandbox, type OnSandbox } from './github-on-sandbox.ts';
import { anOrganization } from './organization-builder.ts';

/** An organisation for writers: bob is a member, eve an account outside, corp an organisation's account. */
export const acme = anOrganization()
  .with({ id: 900_000_001 })
  .withOwner('alice', { id: 1001 })
  .withMember('bob', { id: 1002 })
  .withTeam('payments', { id: 77, name: 'Payments', members: ['bob'] })
  .withTeam('platform', { id: 78, name: 'Platform' })
  .withRepo('api', { id: 501, teams: { payments: 'write' } })
  .withRepo('old', { id: 502, archived: true }).state;

type Kind<Name extends ChangeBody['kind']> = Extract<ChangeBody, { readonly kind: Name }>;

/** A request of each method, and of each kind of endpoint that has faults of its own. */
export const samples = {
  removal: { kind: 'remove-member', login: 'bob', id: 1002, role: 'member' },
  joining: { kind: 'add-team-member', team: 'platform', login: 'bob', before: null, after: 'member' },
  promotion: { kind: 'change-member-role', login: 'bob', before: 'member', after: 'owner' },
  grant: { kind: 'grant-user-access', repo: 'api', login: 'eve', before: null, after: 'read' },
  invitation: { kind: 'invite-member', login: 'eve', id: 2001, role: 'member', teams: ['payments'], reinstate: false },
  squad: {
    kind: 'create-team',
    team: 'squad',
    before: null,
    after: { name: 'Squad', description: '', privacy: 'closed', parent: 'platform' },
  },
  renaming: { kind: 'update-team', team: 'platform', before: {}, after: { name: 'Base' }, lost: [] },
} as const satisfies Readonly<Record<string, ChangeBody>> & { readonly squad: Kind<'create-team'> };

/** What came of one change: its receipt, or the error as plain data. */
export type Came = Receipt | Pick<WriteError, 'code' | 'status' | 'sent' | 'until' | 'fingerprint' | 'message'>;

export interface WriterOnSandbox extends OnSandbox {
  readonly directory: Directory;
  readonly carryOut: (body: ChangeBody) => Promise<Receipt>;
  readonly outcome: (body: ChangeBody) => Promise<Came>;
  readonly live: () => ReturnType<typeof stateJson>;
}

export async function writerOnSandbox(options: Parameters<typeof githubOnSandbox>[1] = {}): Promise<WriterOnSandbox> {
  const on = await githubOnSandbox(acme, options);
  await on.control('POST change', {
    addAccounts: [
      { login: 'eve', id: 2001 },
      { login: 'corp', id: 2002, type: 'Organization' },
      { login: 'max_acme', id: 2003 },
    ],
  });
  const directory: Directory = {
    teams: new Map([
      ['payments', { id: 77, slug: 'payments' }],
      ['platform', { id: 78, slug: 'platform' }],
    ]),
    logins: new Map(),
    repos: new Map(),
  };
  const writer = createWriter(on.client, 'acme', directory);
  const carryOut = (body: ChangeBody) =>
    writer.carryOut({ ...body, reason: 'test', attribution: null } satisfies Change);
  return {
    ...on,
    directory,
    carryOut,
    outcome: (body) => carryOut(body).catch(plain),
    live: () => stateJson(on.sandbox.world),
  };
}

function plain(error: unknown): Came {
  if (!(error instanceof WriteError)) throw error;
  const { code, status, sent, until, fingerprint, message } = error;
  return { code, status, sent, until, fingerprint, message };
}
