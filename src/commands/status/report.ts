import { readSightings } from '../../git/sightings.ts';
import { GitError, UsageError } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { Sighting, Standing, StatusReport } from '../../model/standing.ts';
import { affectedBy } from '../../planner/standings/affected.ts';
import { type Facts, seenSince } from '../../planner/standings/facts.ts';
import { standingOf } from '../../planner/standings/standing-of.ts';
import type { LiveReader } from '../../scm/live-reader.ts';
import { readStandings } from '../../scm/read-standings.ts';
import type { Context } from '../context.ts';
import { githubFrom } from '../github.ts';
import { type DefaultBranch, readDefaultBranch } from '../propose/default-branch.ts';
import { type ChangeAsked, changeAsked } from './change.ts';
import { invitationPageOf } from './invitation-page.ts';
import { journalSeen } from './journal-seen.ts';

export interface StatusAsked {
  /** A commit, or an ISO date or time; the newest commit that touched anybody where it is absent. */
  readonly since?: string;
}

/** Where everybody stands, and where that was read from. */
export interface StatusFound {
  /** Its last sighting is what this run saw, which nothing has kept yet. */
  readonly report: StatusReport;
  readonly branch: DefaultBranch;
  readonly reader: LiveReader;
  /** Why earlier sightings could not be read; null where they could. */
  readonly sightingsUnread: string | null;
}

/**
 * Where everybody stands whom a change touched. Reads git and GitHub, and writes nothing: {@link keepSeen} does.
 * @throws InvalidState where the state has errors; GitError where the remote cannot be had, or REF names no commit of its
 * default branch; UsageError without a token, and where GitHub has another organisation under that name
 */
export async function statusReportOf(context: Context, { since }: StatusAsked): Promise<StatusFound> {
  const branch = await readDefaultBranch(context);
  const asked = await changeAsked(context, branch, since);
  const { state: desired } = branch.loaded;
  const { reader } = githubFrom(context, desired.organization.name);
  const people = affectedBy(asked.change);
  const live = await readStandings(reader, { desired, change: asked.change, people });
  // What was not read for want of time is nothing that GitHub did not answer.
  context.signal.throwIfAborted();
  refuseAnother(desired, live.state);
  const kept = await keptSightings(context, branch);
  const now = reader.now().toISOString();
  const { change, pending, placeOf, cameAt } = asked;
  const journal = await journalSeen(context, { branch, asked, live, now: reader.now() });
  const seen = seenSince(kept.sightings, asked.first.at);
  const facts: Facts = { desired, change, pending, live, journal, seen, placeOf, cameAt, now };
  const standing = [...people].map((user) => ({ user, stands: standingOf(facts, user) }));
  const unread = [...live.unread, ...journal.unread];
  const report = reportOf(context, { branch, asked, now, unread, standing, sightings: kept.sightings });
  return { report, branch, reader, sightingsUnread: kept.why };
}

/** Another organisation under the same name would show everybody as gone. */
function refuseAnother(desired: OrgState, live: OrgState): void {
  const [wanted, found] = [desired.organization.id, live.organization.id];
  if (wanted === undefined || found === undefined || wanted === found) return;
  throw new UsageError(
    'another-organization',
    `The state is about ${desired.organization.name} with the id ${wanted}, and GitHub has ${found} under that name. Correct organization.yaml, or GITHUB_API_URL.`,
  );
}

/** Without them nobody knows since when somebody is back; where they stand today is told all the same. */
async function keptSightings(
  context: Context,
  { repository, remote }: DefaultBranch,
): Promise<{ readonly sightings: readonly Sighting[]; readonly why: string | null }> {
  try {
    const { sightings } = await readSightings(repository, remote);
    return { sightings, why: null };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    context.log(`What earlier runs saw could not be read. ${error.message}`);
    return { sightings: [], why: error.message };
  }
}

interface Read {
  readonly branch: DefaultBranch;
  readonly asked: ChangeAsked;
  readonly now: string;
  readonly unread: readonly string[];
  readonly standing: readonly { readonly user: Key; readonly stands: Standing }[];
  readonly sightings: readonly Sighting[];
}

function reportOf(context: Context, { branch, asked, now, unread, standing, sightings }: Read): StatusReport {
  const { remote, loaded } = branch;
  const { name } = loaded.state.organization;
  return {
    organization: name,
    invitationPage: invitationPageOf(name, context.env['GITHUB_API_URL']),
    change: asked.first,
    head: remote.head,
    applied: remote.applied,
    checkedAt: now,
    people: standing.map((each) => each.stands).sort((one, other) => compare(keyOf(one.login), keyOf(other.login))),
    unread,
    sightings: [...aboutThese(sightings, standing, asked.first.at), thisRun(now, standing, sightings)],
  };
}

/** Of sightings since the change, as far as they are about these people. */
function aboutThese(sightings: readonly Sighting[], standing: Read['standing'], from: string): readonly Sighting[] {
  const users = new Set(standing.map(({ user }) => user));
  return sightings
    .filter(({ at }) => Date.parse(at) >= Date.parse(from))
    .map((each) => ({ ...each, changed: new Map([...each.changed].filter(([user]) => users.has(keyOf(user)))) }))
    .filter(({ changed }) => changed.size > 0);
}

/** Whom nobody could see stands where they were seen last. */
function thisRun(at: string, standing: Read['standing'], before: readonly Sighting[]): Sighting {
  const last = new Map(before.flatMap(({ changed }) => [...changed]));
  // Whose login somebody else has by now is set apart under a name that is no login.
  const seen = standing.filter(({ user, stands }) => stands.standing !== 'unknown' && user === keyOf(stands.login));
  const changed = seen.filter(({ user, stands }) => last.get(user) !== stands.standing);
  return { at, people: standing.length, changed: new Map(changed.map(({ user, stands }) => [user, stands.standing])) };
}
