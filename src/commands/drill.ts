import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dayOf } from '../model/day.ts';
import { UsageError } from '../model/errors.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { DrillReport } from '../report/drill.ts';
import { drillAsJson, drillAsMarkdown, drillAsText } from '../report/drill-formats.ts';
import { monthsAfter, now } from '../sandbox/world/clock.ts';
import { loadState } from '../state/load-state.ts';
import { readStateDirectory } from '../state/read-directory.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { differences } from './drill/live.ts';
import { type Loss, lossOf, seed } from './drill/loss.ts';
import { lose, rehearsalIn, type Start } from './drill/rehearsal.ts';
import { shortestTime } from './drill/shortest.ts';
import { complete, lastOf, type Sent, wayBack, type WayBack } from './drill/way-back.ts';

export interface DrillOptions {
  /** A number of people, `all`, or `team:SLUG`. */
  readonly lose: string;
  /** GitHub reinstates nobody any more: four months pass before the way back. */
  readonly windowPassed?: true;
}

/**
 * `rollcall drill`: rehearses a loss and the way back on the embedded GitHub, from the state as it stands in the
 * checkout, which is only read. Nothing outside of a temporary folder is asked or changed.
 */
export async function drillCommand(context: Context, options: DrillOptions): Promise<ExitCode> {
  const { state, policy } = await readStart(context);
  const loss = lossOf(state, policy, options.lose);
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-drill-'));
  try {
    const report = await rehearse(context, options, folder, { state, policy, loss });
    context.out(show(context, report));
    return report.differences.length === 0 ? exit.done : exit.unfinished;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function show({ format }: Context, report: DrillReport): string {
  if (format === 'json') return drillAsJson(report);
  return format === 'markdown' ? drillAsMarkdown(report) : drillAsText(report);
}

/** @throws UsageError for a state that apply would not take either */
async function readStart(context: Context): Promise<Omit<Start, 'loss'>> {
  const dir = context.state;
  const { files, problems: unread } = await readStateDirectory(resolve(context.cwd, dir), dir);
  const loaded = loadState(files, { prefix: dir, today: dayOf(context.now()) });
  const errors = [...unread, ...loaded.problems].filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return loaded;
  throw new UsageError(
    'invalid-state',
    `${dir} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}, the first at ${first.file}:${first.line}:${first.column}: ${first.message}. ` +
      `See them all with: rollcall validate --state ${dir}`,
  );
}

async function rehearse(context: Context, options: DrillOptions, folder: string, start: Start): Promise<DrillReport> {
  context.log('Building the organisation on the embedded GitHub …');
  const rehearsal = await rehearsalIn(context, folder, start);
  const { page, stage } = rehearsal;
  const { world } = stage.sandbox;
  try {
    const before = await page.state();
    context.log(`Losing ${start.loss.people.length} people …`);
    const loss = await lose(context, rehearsal, start);
    if (options.windowPassed === true) world.clockAhead += monthsAfter(now(world), 4) - now(world);
    rehearsal.limit();
    const back = await wayBack(context, rehearsal, loss);
    const completed = await complete(context, rehearsal);
    const differing = differences(before, await page.state());
    return reportOf(start, options, back, { completed, differences: differing });
  } finally {
    await stage.sandbox.close();
  }
}

function reportOf(
  { state, policy, loss }: Start,
  { lose: asked, windowPassed = false }: { lose: string; windowPassed?: boolean },
  back: WayBack,
  end: Pick<DrillReport, 'completed' | 'differences'>,
): DrillReport {
  const lost = new Set(loss.people.map(({ login }) => keyOf(login)));
  const { invitations, started, runs, requests, writes, heldUp, atOnce } = back;
  const times = invitations.map(({ at }) => at);
  return {
    organization: state.organization.name,
    lose: asked,
    windowPassed,
    lost: {
      people: lost.size,
      teamMemberships: countIn(
        [...state.teams.values()].map(({ members }) => members),
        lost,
      ),
      directGrants: countIn(
        [...state.repos.values()].map(({ collaborators }) => collaborators),
        lost,
      ),
      of: [...state.users.values()].filter(({ role }) => role !== 'outside').length,
    },
    notes: [...notesOn(loss, { state, policy, loss }, asked), ...(back.unfinished === null ? [] : [back.unfinished])],
    atOnce,
    accepting: lost.size - atOnce,
    reinstated: invitations.filter(({ reinstate }) => reinstate).length,
    notReinstated: hindrances(invitations),
    first: policy.restoreFirst.map((team) => {
      const members = state.teams.get(team)?.members ?? new Map<Key, never>();
      const theirs = new Set([...members.keys()].filter((key) => lost.has(key)));
      const last = lastOf(invitations, theirs);
      return { team, people: theirs.size, last: last === null ? null : last - started };
    }),
    runs,
    took: times.length === 0 ? 0 : Math.max(...times) - Math.min(...times),
    shortest: shortestTime(times.length),
    requests: { invitations: times.length, writes, all: requests },
    heldUp,
    seats: times.length,
    ...end,
  };
}

function countIn(lists: readonly ReadonlyMap<Key, unknown>[], lost: ReadonlySet<Key>): number {
  return lists.reduce((sum, list) => sum + [...list.keys()].filter((key) => lost.has(key)).length, 0);
}

/** Why people are not reinstated, as the plan says it, without when they left. */
function hindrances(invitations: readonly Sent[]): DrillReport['notReinstated'] {
  const counts = new Map<string, number>();
  for (const { reinstate, reason } of invitations) {
    if (reinstate) continue;
    const why =
      /; not reinstated: [^,]*, (?:and )?(.*?)(?:: .*)?$/.exec(reason)?.[1] ??
      'as no run of Rollcall is known to have removed them';
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(([why, people]) => ({ people, why }));
}

/** What the rehearsal went around, so that nobody takes it for what would happen. */
function notesOn({ stays, suspended }: Loss, { state, policy }: Start, asked: string): readonly string[] {
  const named = (why: Loss['stays'][number]['why']): readonly string[] =>
    stays.filter((each) => each.why === why).map(({ login }) => login);
  const [owners, shielded] = [named('owner'), named('protected')];
  const outside = [...state.users.values()].filter(({ role }) => role === 'outside').length;
  return [
    ...(/^\d+$/.test(asked) ? [`Picked by chance with the fixed seed ${seed}: the same people each time.`] : []),
    ...(owners.length === 0
      ? []
      : [`Stays: ${owners.join(', ')}, as the guards insist on ${Math.max(1, policy.owners.minimum)} owners.`]),
    ...(shielded.length === 0 ? [] : [`Stays: ${shielded.join(', ')}, protected by policy.yaml.`]),
    ...(suspended === 0 ? [] : [`Left out: ${suspended} suspended, who have no access to lose.`]),
    ...(outside === 0
      ? []
      : [`Left out: ${outside} outside collaborators, whom repositories have and not the organisation.`]),
    ...(policy.removals === 'none'
      ? ['policy.yaml says `removals: none`; the rehearsed loss has an allowance all the same.']
      : []),
    ...(policy.review.approvals === 0
      ? []
      : ['The approvals that policy.yaml asks for take people their time, and are not in these figures.']),
  ];
}
