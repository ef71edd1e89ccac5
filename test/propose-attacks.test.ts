import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HrOrganization, type HrRow, rosterFile } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo } from './support/proposing.ts';
import { openPolicy } from './support/state-repo.ts';

function row(index: number, more: Partial<HrRow> = {}): HrRow {
  const employee_id = `E${index}`;
  return {
    employee_id,
    github_login: `p${index}`,
    status: 'active',
    left_on: '',
    department: 'Payments',
    manager: '',
    ...more,
  };
}

const sound = [row(0), row(1), row(2), row(3)];
const without = (index: number): readonly HrRow[] => sound.filter(({ employee_id }) => employee_id !== `E${index}`);
const changed = (index: number, more: Partial<HrRow>): readonly HrRow[] => [...without(index), row(index, more)];

const roster = `${rosterFile('csv: { file: ../hr/people.csv }')}    expect: { unknownPercent: 100, dropPercent: 100 }\n`;

/** P2 is bound to no employee, and p3, whose account was renamed away, to no id; the chief is an owner by hand alone. */
const organization: HrOrganization = {
  files: {
    'organization.yaml': 'name: acme\nstateRepository: acme/access\n',
    'users/owners.yaml': 'users:\n  root: { id: 1, role: owner }\n  spare: { id: 2, role: owner }\n',
    'users/employees.yaml':
      'users:\n  p0: { id: 10, employee: E0 }\n  p1: { id: 11, employee: E1 }\n  p2: { id: 12 }\n  p3: { employee: E3 }\n',
    'teams/payments.yaml': 'name: Payments\nrule: { department: Payments }\nmembers:\n  - p0\n  - p1\n  - p2\n  - p3\n',
    'teams/admins.yaml': 'name: Admins\nmembers:\n  - p0\n  - p3\n',
  },
  before: sound,
  after: sound,
  changes: [
    {
      addAccounts: [
        { login: 'evil', id: 666 },
        { login: 'chief', id: 7 },
      ],
    },
    { addMember: { login: 'chief', role: 'admin' } },
    { rename: { login: 'p3', to: 'p3-new' } },
  ],
};

describe('somebody who writes nothing but HR data', () => {
  let repo: ProposingRepo;
  beforeAll(async () => {
    repo = await aProposingRepo(organization, {
      policy: openPolicy,
      roster,
    });
  });
  afterAll(() => repo.close());

  it.each<[what: string, rows: readonly HrRow[], edits: readonly string[], listed: string]>([
    ['gets no account of another by its login', [...without(0), row(9, { github_login: 'p0' })], [], 'conflict p0'],
    [
      'swaps no two people',
      [row(0, { github_login: 'p1' }), row(1, { github_login: 'p0' }), row(2), row(3)],
      [],
      'conflict p0',
    ],
    ['gives no line with an id to another account', changed(0, { github_login: 'evil' }), [], 'other-account p0'],
    ['gives no line without an id to a stranger', changed(3, { github_login: 'evil' }), [], 'other-account p3'],
    [
      'names the new login of a member whose old one is gone',
      changed(3, { github_login: 'p3-new' }),
      ['rename-user p3'],
      'not-in-hr root',
    ],
    ['demotes no owner by hiring them', [...sound, row(9, { github_login: 'chief' })], [], 'not-written chief'],
    ['writes no owner of the state', [...sound, row(9, { github_login: 'root' })], [], 'not-written root'],
    ['invites no organisation', [...sound, row(9, { github_login: 'acme' })], [], 'not-a-person acme'],
    [
      'takes nobody out by a row of another employee',
      [...without(0), row(9, { github_login: 'p0', status: 'terminated' })],
      [],
      'conflict p0',
    ],
    [
      'takes nobody out by a row that names no employee',
      [...without(0), row(0, { employee_id: '', status: 'terminated' })],
      [],
      'conflict p0',
    ],
    [
      'takes nobody out by their id beside another login',
      changed(0, { github_login: 'p9', status: 'terminated' }),
      [],
      'conflict p0',
    ],
    ['hides nobody by a row that goes', without(1), [], 'not-in-hr p1'],
  ])('%s', async (_, rows, edits, about) => {
    repo.hr(rows);
    const { code, out } = await repo.propose({ dryRun: true }, { format: 'json' });
    const { proposals } = JSON.parse(out) as { proposals: readonly ProposalJson[] };
    expect(code).toBe(0);
    expect(
      proposals.flatMap(({ edits }) => edits.map(({ kind, login, before }) => `${kind} ${login ?? before}`)),
    ).toEqual(edits);
    expect(proposals.flatMap(({ listed }) => listed.map(({ kind, login }) => `${kind} ${login}`))).toContain(about);
  });
});

describe('somebody who writes the e-mail addresses of HR data, where single sign-on tells logins', () => {
  const saml = `${roster.replace('login: "github_login"', 'email: "github_login"')}identity: saml\n`;
  const identities = [0, 1, 2].map((index) => ({ nameId: `p${index}@acme.example`, login: `p${index}` }));
  let repo: ProposingRepo;
  beforeAll(async () => {
    const changes = [...organization.changes, { setSamlIdentity: identities }];
    repo = await aProposingRepo({ ...organization, changes }, { policy: openPolicy, roster: saml });
  });
  afterAll(() => repo.close());

  const mail = (index: number, more: Partial<HrRow> = {}): HrRow =>
    row(index, { github_login: `p${index}@acme.example`, ...more });
  const all = [mail(0), mail(1), mail(2), mail(3)];

  it.each<[what: string, rows: readonly HrRow[], listed: string]>([
    ['takes no account that somebody has', [...all, mail(9, { github_login: 'P0@ACME.example' })], 'conflict p0'],
    [
      'takes none of somebody whose row is gone',
      [...all.slice(1), mail(9, { github_login: 'p0@acme.example' })],
      'conflict p0',
    ],
    [
      'takes nobody out by the address of another',
      [...all.slice(1), mail(9, { github_login: 'p0@acme.example', status: 'terminated' })],
      'conflict p0',
    ],
    [
      'takes nobody out by their id beside the address of another',
      [mail(0, { github_login: 'p1@acme.example', status: 'terminated' }), ...all.slice(1)],
      'conflict p1',
    ],
  ])('%s', async (_, rows, about) => {
    repo.hr(rows);
    const { code, out } = await repo.propose({ dryRun: true }, { format: 'json' });
    const { proposals } = JSON.parse(out) as { proposals: readonly ProposalJson[] };
    expect([code, proposals.flatMap(({ edits }) => edits)]).toEqual([0, []]);
    expect(proposals.flatMap(({ listed }) => listed.map(({ kind, login }) => `${kind} ${login}`))).toContain(about);
  });
});

interface ProposalJson {
  readonly edits: readonly { readonly kind: string; readonly login?: string; readonly before?: string }[];
  readonly listed: readonly { readonly kind: string; readonly login?: string }[];
}
