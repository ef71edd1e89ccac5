import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { type ApplyJson, applyJson } from './apply-json.ts';
import { acme, appliedOn, expectDone, headOf, policyWith } from './applied-repo.ts';
import { asMarkdown, type Row } from './fault-page.ts';
import { jumpingClock } from './jumping-clock.ts';
import { aStateRepo, type StateRepoFixture } from './state-repo.ts';

const before = acme.withMember('dave', { id: 1005 });

/** A plan with a request of each method, an invitation, a team that is made, and removals. */
const after = acme
  .withMember('dana', { id: 1004 })
  .withTeam('sre', { members: ['dana'] })
  .withTeam('engineering', { id: 71, description: 'All who build', members: ['bob', 'carol'] })
  .withRepo('api', { id: 501, teams: { payments: 'write', engineering: 'read' } });

/** Where a fault hits: the kind of change, and its request. The plan has them in this order. */
const places = {
  'first, PATCH a team': ['update-team', 'PATCH ^/orgs/acme/teams/engineering$'],
  'POST a team': ['create-team', 'POST ^/orgs/acme/teams$'],
  'PUT a team member': ['add-team-member', 'PUT ^/orgs/acme/teams/engineering/memberships/bob$'],
  'middle, POST an invitation': ['invite-member', 'POST ^/orgs/acme/invitations$'],
  'last, DELETE a member': ['remove-member', 'DELETE ^/orgs/acme/memberships/dave$'],
} as const;
type Place = keyof typeof places;

export interface Fault {
  readonly name: string;
  /** What `POST /_sandbox/faults` takes besides the request that is hit. */
  readonly fault: () => object;
  /** The answer means that nothing took effect, so that even a POST may be sent again. */
  readonly provesNothing?: true;
  readonly as?: 'app';
  /** At the first, a middle and the last write by default. */
  readonly everywhere?: true;
}

interface Write {
  readonly asked: string;
  readonly effect: boolean;
}

/**
 * Tests that a run survives each fault at any write of a plan, and that the page is what it came to.
 * @param answer what the faults have in common, as the name of the tests begins
 * @param page its title, and its file beside the test's own
 */
export function describeFaults(
  answer: string,
  faults: readonly Fault[],
  page: { readonly title: string; readonly file: string },
): void {
  describe(`${answer}, at any write of a plan, before or after its effect`, () => {
    let matrix: Matrix;
    const rows: Row[] = [];

    beforeAll(async () => {
      matrix = await aMatrix();
    });
    afterAll(() => matrix.template.close());

    it.each(faults)('$name: nothing happens twice, and the next run converges', async (fault) => {
      const own = await rowsOf(matrix, fault);
      expect(own.filter(({ next }) => !next.startsWith('0,'))).toEqual([]);
      rows.push(...own);
    });

    it('comes to this', async () => {
      await expect(asMarkdown(page.title, rows)).toMatchFileSnapshot(page.file);
    });
  });
}

/** The repository that each run gets a copy of, and what a run without any fault does. */
interface Matrix {
  readonly template: StateRepoFixture;
  readonly undisturbed: { readonly live: unknown; readonly effects: readonly string[] };
}

async function aMatrix(): Promise<Matrix> {
  const template = await aStateRepo(before.state, { policy: policyWith('waves: [100%]') });
  expectDone(await template.apply());
  template.commitState('Edit', after.state);
  const repo = await aCopy(template);
  try {
    expectDone(await repo.apply());
    return { template, undisturbed: { live: await liveOf(repo), effects: effectsIn(await writesOf(repo)) } };
  } finally {
    await repo.close();
  }
}

/** One fault at every place, before and after the effect of the request: what happened, and that the next run converges. */
async function rowsOf(matrix: Matrix, fault: Fault): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const hit = (Object.keys(places) as Place[]).filter(
    (place) => fault.everywhere || /^(first|middle|last)/.test(place),
  );
  for (const place of hit) {
    for (const effect of ['before', 'after'] as const) rows.push(await rowOf(matrix, fault, place, effect));
  }
  return rows;
}

async function rowOf(
  { template, undisturbed }: Matrix,
  { name, fault, provesNothing, as }: Fault,
  place: Place,
  effect: 'before' | 'after',
): Promise<Row> {
  const repo = await aCopy(template);
  const env = as === 'app' ? asApp(repo) : repo.context().env;
  const clock = jumpingClock(repo.sandbox);
  const [kind, match] = places[place];
  const hangs = 'hang' in fault() ? shortTimeouts() : undefined;
  try {
    await repo.control('POST', 'faults', { match, ...fault(), afterEffect: effect === 'after' });
    const first = await applyJson(repo, {}, { ...clock, env });
    const waited = clock.secondsWaited();
    hangs?.mockRestore();
    const writes = await writesOf(repo);
    const sent = writes.filter(({ asked }) => asked === match.replaceAll(/[\^$]/g, '')).length;
    const next = await applyJson(repo, { full: true }, { ...clock, env });
    const all = await writesOf(repo);
    const where = `${name}, ${place}, ${effect} the effect`;

    expect.soft([0, 4], where).toContain(first.exit);
    expect.soft(sent, where).toBeGreaterThan(0);
    if (!provesNothing && /^P(OS|AT)/.test(match)) expect.soft(sent, where).toBe(1);
    expect.soft(next.exit, where).toBe(0);
    expect.soft(next.verification, where).toEqual({ result: 'converged', scope: 'full' });
    expect.soft(await liveOf(repo), where).toEqual(undisturbed.live);
    expect.soft(effectsIn(all), where).toEqual(undisturbed.effects);
    expect.soft(appliedOn(repo), where).toBe(headOf(repo));

    const outcome = first.outcomes.find(({ change }) => change.kind === kind);
    return {
      fault: name,
      place,
      effect,
      exit: first.exit,
      sent,
      outcome: inShort(first, outcome),
      waited: waited === 0 ? '' : `${roughly(waited)} s`,
      next: `${next.exit}, ${all.length - writes.length} writes`,
      words: [outcome?.message ?? '', first.stop?.message ?? ''].map(withoutNames).filter((text) => text !== ''),
    };
  } finally {
    hangs?.mockRestore();
    await repo.close();
  }
}

async function aCopy(template: StateRepoFixture): Promise<StateRepoFixture> {
  const repo = await template.copy(before.state);
  await repo.control('POST', 'change', { addAccounts: [{ login: 'dana', id: 1004 }] });
  return repo;
}

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

function asApp(repo: StateRepoFixture): Context['env'] {
  const { GITHUB_TOKEN: _token, ...env } = repo.context().env;
  return { ...env, ROLLCALL_APP_ID: '12', ROLLCALL_APP_PRIVATE_KEY: privateKey };
}

/** A request that hangs is given up after a second instead of thirty. */
function shortTimeouts() {
  const real = AbortSignal.timeout.bind(AbortSignal);
  return vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => real(milliseconds / 30));
}

/** Who is in the organisation and what they may touch; when an invitation was sent is not the same twice. */
async function liveOf(repo: StateRepoFixture): Promise<unknown> {
  const live = await repo.live();
  return { ...live, invitations: live.invitations.map(({ login, role, teams }) => ({ login, role, teams })) };
}

async function writesOf(repo: StateRepoFixture): Promise<readonly Write[]> {
  const { entries } = await repo.control<{
    readonly entries: readonly { method: string; path: string; effect: boolean }[];
  }>('GET', 'requests');
  return entries
    .filter(({ method, path }) => method !== 'GET' && path !== '/graphql' && !path.endsWith('/access_tokens'))
    .map(({ method, path, effect }) => ({ asked: `${method} ${path}`, effect }));
}

function effectsIn(writes: readonly Write[]): readonly string[] {
  return writes
    .filter(({ effect }) => effect)
    .map(({ asked }) => asked)
    .sort();
}

function inShort({ stop, outcomes }: ApplyJson, outcome: ApplyJson['outcomes'][number] | undefined): string {
  const skipped = outcomes.filter(({ result }) => result === 'skipped').length;
  return [
    outcome === undefined ? 'not tried' : [outcome.result, outcome.code ?? []].flat().join(' '),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ...(stop === undefined ? [] : [`stopped: ${stop.reason}`]),
  ].join(', ');
}

/** The time until a reset is not the same to the second each time. */
function roughly(seconds: number): number {
  return seconds > 30 ? Math.round(seconds / 10) * 10 : seconds;
}

/** The words without what they are about, an address or a time. */
function withoutNames(message: string): string {
  return (
    message
      .replaceAll(
        /(update-team|create-team|add-team-member|invite-member|remove-member)( (bob|dana|dave))?( (engineering|sre))?/g,
        'CHANGE',
      )
      // The words of Node's own client, which differ from version to version.
      .replaceAll(/no answer \((?!no answer).*?\)/g, 'no answer (WHY)')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'URL')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
  );
}
