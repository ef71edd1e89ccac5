import { describe, expect, it } from 'vitest';
import { type ApplyJson, applyJson, writesSince } from './support/apply-json.ts';
import { acme, anAppliedRepo, appliedOn, headOf } from './support/applied-repo.ts';
import type { OrganizationBuilder } from './support/organization-builder.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const start = acme.withRepo('old', { id: 502 });
const engineering = { id: 71, description: 'All who build', members: ['carol'] };
/** What is to be done besides, whatever comes of the one change that cannot be. */
const edited = start
  .withTeam('engineering', engineering)
  .withRepo('api', { id: 501, teams: { payments: 'admin' }, collaborators: { olga: 'read' } });
const others = [
  'PATCH /orgs/acme/teams/engineering',
  'PUT /orgs/acme/teams/payments/repos/acme/api',
  'DELETE /orgs/acme/teams/engineering/repos/acme/api',
];

interface Case {
  readonly what: string;
  readonly desired: OrganizationBuilder;
  /** Somebody does this on the web page beforehand. */
  readonly change?: object;
  /** Comes to be between the plan and the first write. */
  readonly meanwhile?: (world: StateRepoFixture['sandbox']['world']) => unknown;
  readonly fault?: object;
  /** Of three runs: the exit code, why it is not in effect, and how many writes were sent for it. */
  readonly runs: readonly [string, string, string];
}

const silent = { message: 'The request could not be processed.' };
const blocked = { message: 'Validation Failed', errors: ['User is blocked'] };
const joining = edited.withMember('dana', { id: 3000 });
const noAccount = '4, no-such-account, 0 sent';

const cases: readonly Case[] = [
  {
    what: 'a team that an identity provider keeps',
    desired: edited.withTeam('engineering', { ...engineering, members: ['bob', 'carol'] }),
    change: { setIdentityProviderTeam: { team: 'engineering', managed: true } },
    runs: ['4, identity-provider, 1 sent', '4, identity-provider, 1 sent', '4, identity-provider, 1 sent'],
  },
  {
    what: 'a managed user of another enterprise',
    desired: edited.withMember('max_corp', { id: 3003 }),
    fault: { match: 'POST /invitations$', status: 422, body: silent },
    runs: ['4, managed-users, 1 sent', '4, managed-users, 1 sent', '4, managed-users, 1 sent'],
  },
  {
    what: 'a person who is blocked',
    desired: joining,
    fault: { match: 'POST /invitations$', status: 422, body: blocked },
    runs: ['4, blocked, 1 sent', '4, blocked, 1 sent', '4, blocked, 1 sent'],
  },
  {
    what: 'an account that nobody has',
    desired: edited.withMember('ghost', { id: 4000 }),
    runs: [noAccount, noAccount, noAccount],
  },
  {
    what: 'an account that is deleted meanwhile',
    desired: joining,
    meanwhile: ({ accounts }) => accounts.delete(3000),
    runs: ['4, deleted-account no-such-account, 1 sent', noAccount, noAccount],
  },
  {
    what: 'an organisation',
    desired: edited.withMember('corp', { id: 3002 }),
    runs: [noAccount, noAccount, noAccount],
  },
  {
    what: 'an account that becomes an organisation meanwhile',
    desired: joining,
    meanwhile: ({ accounts }) => Object.assign(accounts.get(3000) ?? {}, { type: 'Organization' }),
    runs: ['4, organisation-account no-such-account, 1 sent', noAccount, noAccount],
  },
  {
    // Access to it can be changed by nobody, so that nothing is left to do.
    what: 'a repository that is archived meanwhile',
    desired: edited.withRepo('old', { id: 502, teams: { payments: 'read' } }),
    meanwhile: ({ repos }) => Object.assign(repos.get(502) ?? {}, { archived: true }),
    runs: ['4, archived archived, 1 sent', '0, archived, 0 sent', '0, , 0 sent'],
  },
];

describe('one change that GitHub will never take', () => {
  it.each(cases)('$what: said as such, sent once a run, and all else is done', async (each) => {
    const repo = await anAppliedRepo(start);
    await repo.control('POST', 'change', {
      addAccounts: [
        { login: 'dana', id: 3000 },
        { login: 'corp', id: 3002, type: 'Organization' },
        { login: 'max_corp', id: 3003 },
      ],
    });
    if (each.change !== undefined) await repo.control('POST', 'change', each.change);
    if (each.fault !== undefined) await repo.control('POST', 'faults', { ...each.fault, times: 1000 });
    repo.commitState('Edit', each.desired.state);
    await repo.control('DELETE', 'requests');

    const runs: string[] = [];
    const totals: number[] = [];
    for (const run of [1, 2, 3]) {
      const { world } = repo.sandbox;
      // The command says how much it carries out just before the first write.
      const log = (text: string): unknown =>
        run === 1 && text.startsWith('Carrying out') ? each.meanwhile?.(world) : null;
      const ran = await applyJson(repo, {}, { log });
      totals.push((await repo.requests()).total);
      const writes = await writesSince(repo);
      expect(writes.filter((each) => others.includes(each))).toHaveLength(run === 1 ? others.length : 0);
      runs.push(inShort(ran, writes.filter((each) => !others.includes(each)).length));
      expect(ran.stop).toBeUndefined();
    }
    expect(runs).toEqual(each.runs);
    expect(appliedOn(repo) === headOf(repo)).toBe(each.runs[2].startsWith('0'));
    expect(totals[2]).toBeLessThanOrEqual(totals[1] ?? 0);
  });
});

describe('an organisation of managed users', () => {
  it('has no invitations to read, so nothing is planned, and that is said', async () => {
    const repo = await anAppliedRepo(start);
    await repo.control('POST', 'change', { setManagedUsers: { managed: true } });
    repo.commitState('Edit', edited.state);
    await repo.control('DELETE', 'requests');
    await expect(repo.apply()).rejects.toThrow('An organisation of Enterprise Managed Users has no invitations');
    expect(await writesSince(repo)).toEqual([]);
  });
});

function inShort({ exit, outcomes, findings }: ApplyJson & { readonly exit: number }, sent: number): string {
  const failed = outcomes.flatMap(({ result, code }) => (result === 'done' ? [] : [code]));
  const found = findings.map(({ finding }) => finding);
  return `${exit}, ${[...failed, ...found].join(' ')}, ${sent} sent`;
}
