import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { markdown } from '../src/report/escape.ts';
import { anHrOrganization, type HrOrganization, news } from './support/hr-organization.ts';
import {
  asExport,
  type HrServerKind,
  inMariadb,
  inOpenLdap,
  inPostgres,
  inScim,
  inScimByActive,
  inSqlite,
} from './support/hr-servers.ts';
import { aProposingRepo, type ProposingRepo, today } from './support/proposing.ts';
import { describeWith } from './support/services/required.ts';

const organization = withChain(anHrOrganization(3500, today));
const proposals = ['joiners', 'movers', 'leavers'] as const;
type Which = (typeof proposals)[number];

/** A team of everybody below one person, through whoever stands between; one of these is in no row today. */
function withChain(organization: HrOrganization): HrOrganization {
  const managers = new Map(organization.before.map(({ employee_id: id, manager }) => [id, manager]));
  const isBelow = (manager: string): boolean =>
    manager === 'E00010' || (manager !== '' && isBelow(managers.get(manager) ?? ''));
  const members = organization.before
    .filter(({ manager }) => isBelow(manager))
    .map(({ github_login: login }) => `  - ${login}\n`);
  const team = `name: Tenth\nrule: { reportsTo: E00010 }\nmaintainers:\n  - root\nmembers:\n${members.join('')}`;
  return { ...organization, files: { ...organization.files, 'teams/tenth.yaml': team } };
}

/** What one source leads to, where each row is called by its employee. */
interface Told {
  readonly proposed: readonly Proposed[];
  readonly pulls: readonly { readonly title: string; readonly body: string }[];
  /** Which files of the state become what, by the ids of their contents. */
  readonly trees: readonly string[];
  readonly diffs: readonly string[];
  readonly messages: readonly string[];
}

interface Proposed {
  readonly proposal: Which;
  readonly outcome: string;
  readonly edits: readonly Named[];
  readonly listed: readonly Named[];
}

interface Named {
  readonly kind: string;
  readonly login?: string;
  /** Of a rename. */
  readonly before?: string;
  readonly evidence: readonly { readonly place: string }[];
}

/** Lets propose open its pull requests from what this source says today. */
async function toldBy(kind: HrServerKind): Promise<Told> {
  const server = await kind.start(organization.after);
  const repo = await aProposingRepo(organization, { roster: server.roster });
  try {
    const env = { ...repo.context().env, ...server.env };
    const { code, out, log } = await repo.propose({}, { env, format: 'json' });
    if (code !== 0) throw new Error(log + out);
    const answer = JSON.parse(out) as { readonly proposals: readonly Proposed[] };
    const named = namer(kind, answer.proposals);
    return named({ proposed: answer.proposals, pulls: await openPulls(repo), ...changesIn(repo) });
  } finally {
    await repo.close();
    await server.stop();
  }
}

async function openPulls(repo: ProposingRepo): Promise<Told['pulls']> {
  const all = (await repo.pulls()).filter(({ state }) => state === 'open');
  expect(all.map(({ head }) => head.ref).sort()).toEqual(proposals.map((which) => `rollcall/${which}`).sort());
  const inOrder = proposals.flatMap((which) => all.filter(({ head }) => head.ref === `rollcall/${which}`));
  return inOrder.map(({ title, body }) => ({ title, body }));
}

function changesIn(repo: ProposingRepo): Pick<Told, 'trees' | 'diffs' | 'messages'> {
  repo.git('fetch', '--quiet', 'origin');
  const each = (...args: string[]): string[] => proposals.map((which) => repo.git(...args, `origin/rollcall/${which}`));
  return {
    trees: each('diff-tree', '-r', 'origin/main'),
    diffs: each('diff', 'origin/main'),
    messages: each('log', '-1', '--format=%an <%ae>%n%B'),
  };
}

/** Calls the place of each row that is told by the person whom the row is about. */
function namer({ placeOf }: HrServerKind, proposed: readonly Proposed[]): (told: Told) => Told {
  const employees = new Map(organization.after.map((row, index) => [placeOf(row, index), row.employee_id]));
  const evidence = proposed.flatMap(({ edits, listed }) => [...edits, ...listed].flatMap(({ evidence }) => evidence));
  // The longest first, as `row 12` stands in `row 120`.
  const places = [...new Set(evidence.map(({ place }) => place))].toSorted((a, b) => b.length - a.length);
  return (told) => {
    let text = JSON.stringify(told);
    for (const place of places) {
      const employee = employees.get(place);
      if (employee === undefined) throw new Error(`no row is at ${place}`);
      for (const written of [place, JSON.stringify(markdown(place)).slice(1, -1)]) {
        text = text.replaceAll(written, `the row of ${employee}`);
      }
    }
    return JSON.parse(text) as Told;
  };
}

/** An export has empty cells where the others have nothing. */
function withoutEmptyCells(told: Told): Told {
  const text = JSON.stringify(told)
    .replaceAll(/"(status|leftOn)":""/g, '"$1":null')
    .replaceAll(/, left on (?:\\"){2}/g, '')
    .replaceAll(/(: |<!-- --> )(?:\\"){2}/g, '$1no status');
  return JSON.parse(text) as Told;
}

/** Whom it is about, by kind, in the order of their logins. */
function about(all: readonly Named[]): Readonly<Record<string, readonly string[]>> {
  const logins: Record<string, string[]> = {};
  for (const { kind, login, before } of all) (logins[kind] ??= []).push(login ?? before ?? '');
  return Object.fromEntries(Object.entries(logins).map(([kind, some]) => [kind, some.sort()]));
}

const people = (first: number, count: number, step = 10): readonly string[] =>
  Array.from({ length: count }, (_, index) => `p${String(first + index * step).padStart(5, '0')}`);

describe('3,500 people and the news of one day', () => {
  let asExported: Told;
  beforeAll(async () => {
    // The process that reads SQLite starts as this one: where vitest takes TypeScript, it is to take it too.
    vi.stubEnv('NODE_OPTIONS', `--import=${import.meta.resolve('tsx')}`);
    asExported = withoutEmptyCells(await toldBy(asExport));
  });
  afterAll(() => void vi.unstubAllEnvs());

  it('lead to these proposals, and nobody else is touched', () => {
    const { proposed, pulls } = asExported;
    const [joiners, movers, leavers] = [
      people(3500, news.joiners, 1),
      people(100, news.movers),
      people(101, news.leavers),
    ];
    const [withoutStatus, renamed, excepted] = [
      people(102, news.withoutStatus),
      people(103, news.renamed),
      people(104, 1),
    ];
    expect(proposed.map(({ edits }) => about(edits))).toEqual([
      { 'add-user': joiners, 'add-team-member': joiners },
      { 'rename-user': renamed, 'remove-team-member': movers, 'add-team-member': movers },
      { 'suspend-user': leavers },
    ]);
    expect(proposed.map(({ listed }) => about(listed))).toEqual([
      {},
      // Whoever is in no row stands between the last ten and E00010; p00102 and p00105 are in two teams.
      { 'kept-in-team': [...withoutStatus, 'p00102', 'p00105', 'p00105', ...people(1050, 10, 1)].sort() },
      {
        unknown: withoutStatus,
        'not-in-hr': ['p00105', 'root', 'spare'],
        excepted,
        'exception-in-force': excepted,
        'ends-soon': excepted,
      },
    ]);
    expect(pulls.map(({ title }) => title)).toMatchInlineSnapshot(`
      [
        "Joiners: add 12, into teams 12",
        "Movers: rename 2, out of teams 9, into teams 9",
        "Leavers: suspend 7",
      ]
    `);
    expect(pulls.map(({ body }) => body.split('\n', 1).join())).toMatchInlineSnapshot(`
      [
        "**12 people join (0.34 % of the organisation's 3,502 people)**: 12 team memberships are given.",
        "**11 people change (0.31 % of the organisation's 3,502 people)**: 2 are renamed, 9 team memberships are taken, 9 team memberships are given.",
        "**7 people leave (0.2 % of the organisation's 3,502 people)**: 7 are suspended.",
      ]
    `);
  });

  const servers = {
    PostgreSQL: inPostgres,
    MariaDB: inMariadb,
    SQLite: inSqlite,
    OpenLDAP: inOpenLdap,
    'a SCIM server': inScim,
  };
  for (const [name, kind] of Object.entries(servers)) {
    describeWith(kind.missing)(`read from ${name}`, () => {
      it('lead to the same pull requests as from an export', async () => {
        expect(await toldBy(kind)).toEqual(asExported);
      });
    });
  }

  it('lead to the same where a SCIM server says no more than whether people are active', async () => {
    const { messages: _, ...told } = withWords(await toldBy(inScimByActive), { true: 'active', false: 'Terminated' });
    // A message has a digest of the words.
    const { messages: __, ...same } = asExported;
    expect(told).toEqual(same);
  });
});

/** With other words for a status. */
function withWords(told: Told, words: Readonly<Record<string, string>>): Told {
  const text = JSON.stringify(told).replaceAll(
    /(\\?")(true|false)(?=\\?")/g,
    (_, quote: string, word: string) => quote + words[word],
  );
  return JSON.parse(text) as Told;
}
