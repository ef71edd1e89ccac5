import { blameLines } from '../git/blame.ts';
import type { Actor } from '../model/account.ts';
import { type Change, linesBehind } from '../model/change.ts';
import { dayOf } from '../model/day.ts';
import type { Attribution } from '../model/entry.ts';
import { UsageError } from '../model/errors.ts';
import { keyOf } from '../model/identity.ts';
import type { Finding, Plan, Scope, Violation } from '../model/plan.ts';
import { type Base, baseOf, touchedPeople } from '../planner/base.ts';
import { judge } from '../planner/guards/judge.ts';
import { takesAway } from '../planner/order.ts';
import { plan, type PlanOptions, sidesOf } from '../planner/plan.ts';
import type { Sides } from '../planner/sides.ts';
import { type LiveReader } from '../scm/live-reader.ts';
import { readLive } from '../scm/read-live.ts';
import { didYouMean } from '../state/suggest.ts';
import { invitedSoFar } from './attempts.ts';
import type { Context } from './context.ts';
import { departuresOf } from './departures.ts';
import type { StateRepo } from './desired.ts';

export interface Asked {
  /** Compare with this commit instead of the one applied last. */
  readonly base?: string;
  readonly full?: true;
  readonly only?: string;
  readonly user?: readonly string[];
}

/** A plan with what the guards have against it, and the comparison that it was made from. */
export interface Judged {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  readonly sides: Sides;
  /** Whose token it was judged with; null where nothing was read. */
  readonly actor: Actor | null;
}

/** Reads live, plans and judges: the same for `plan`, for `apply`, and for the look afterwards. */
export async function makePlan(context: Context, repo: StateRepo, reader: LiveReader, asked: Asked): Promise<Judged> {
  const { desired, base, basePolicy } = repo;
  // Without a base that can be trusted nothing is known of what to remove or to hold, so nothing is read or planned.
  if (repo.misplacedBase !== null) return refusedUnread(repo);
  const narrowed = narrowing(asked);
  const scope = scopeOf(base, asked);
  const live = await readLive(reader, { desired: desired.state, base, scope });
  const invited = await invitedSoFar(repo, live.state, scope);
  const alone: PlanOptions = { scope, accounts: live.accounts, ...invited, ...narrowed };
  const first = plan(desired, live.state, base, alone);
  const departures = await departuresOf(context, repo, first, live.state);
  const options = { ...alone, returning: { departures, now: reader.now().toISOString() } };
  // Who they were bears on nobody but people who come back.
  const planned = departures.size === 0 ? first : plan(desired, live.state, base, options);
  const made = await withCommits(repo, planned);
  const sides = sidesOf(desired, live.state, base, options);
  refuseUnknown(asked.user ?? [], sides);
  const facts = {
    sides,
    actor: live.actor,
    today: dayOf(context.now()),
    basePolicy,
    loginsOf: live.loginsOf,
  };
  return {
    plan: { ...made, findings: [...behindApplied(repo, asked), ...movedState(repo), ...made.findings] },
    violations: [...refusedMove(repo, made), ...judge(made, facts, desired.policy)],
    sides,
    actor: live.actor,
  };
}

function narrowing({ only, user }: Asked): Pick<PlanOptions, 'only' | 'users'> {
  if (only !== undefined && only !== 'additions') {
    throw new UsageError('only', `--only ${only} is not known; --only additions leaves every removal.`);
  }
  return { ...(only === undefined ? {} : { only }), ...(user === undefined ? {} : { users: user }) };
}

/** A slip in an urgent `--user` would otherwise pass for "nothing to change". */
function refuseUnknown(logins: readonly string[], { desired, base, live }: Sides): void {
  const users = [...desired.users, ...base.stood.users, ...live.users];
  const known = new Set(users.flatMap(([key, { login }]) => [key, keyOf(login)]));
  for (const login of logins) {
    if (known.has(keyOf(login))) continue;
    const guess = didYouMean(login, new Set(users.map(([, user]) => user.login)));
    throw new UsageError(
      'unknown-user',
      `--user ${login}: the state names no such person, today or when it was applied last${guess === '' ? '.' : guess} Somebody whom only GitHub has is found with --full.`,
    );
  }
}

/**
 * What a run looks at: on merge what the commits since base touched, else everything. A line of policy that decides
 * about what nobody touched, such as `unmanaged`, asks for everything as well.
 */
function scopeOf(base: Base, asked: Asked): Scope {
  const touches = [...base.touches.values()].map(({ ref }) => ref);
  if (asked.full === true || base.commit === null || touches.some(({ noun }) => noun === 'policy'))
    return { kind: 'full' };
  const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
  return {
    kind: 'touched',
    users: sorted([...touchedPeople(base)]),
    teams: sorted(touches.flatMap((ref) => ('team' in ref ? [ref.team] : []))),
    repos: sorted(touches.flatMap((ref) => ('repo' in ref ? [ref.repo] : []))),
  };
}

/** Changes that come from lines which no commit since base touched are given the commit that wrote the line. */
async function withCommits({ repository, checkout, desired }: StateRepo, made: Plan): Promise<Plan> {
  if (desired.commit === null || !checkout.clean) return made;
  const unknown = made.changes.flatMap(linesBehind).filter(({ commit }) => commit === null);
  if (unknown.length === 0) return made;
  const commits = await blameLines(repository, desired.commit, unknown);
  const known = (line: Attribution): Attribution =>
    line.commit === null ? { ...line, commit: commits.get(`${line.file}:${line.line}`) ?? null } : line;
  const attribute = (change: Change): Change => {
    const { attribution, restsOn } = change;
    return Object.freeze({
      ...change,
      attribution: attribution === null ? null : known(attribution),
      ...(restsOn === undefined ? {} : { restsOn: restsOn.map(known) }),
    });
  };
  return { ...made, changes: made.changes.map(attribute) };
}

function refusedUnread({ desired, base, misplacedBase, remote }: StateRepo): Judged {
  const none: PlanOptions = {
    scope: { kind: 'touched', users: [], teams: [], repos: [] },
    accounts: new Map(),
    attempts: new Map(),
  };
  const nothing = { ...desired.state, users: new Map(), teams: new Map(), repos: new Map() };
  const message = `refs/rollcall/applied on ${remote.name} stands at ${misplacedBase}, which is no first-parent ancestor of ${remote.defaultBranch} (${remote.head}). Was the branch rewritten, or the ref moved by hand? Nothing was read or planned. Point the ref at the commit that was applied last: git push --force ${remote.name} COMMIT:refs/rollcall/applied.`;
  const empty = baseOf([{ commit: misplacedBase, state: nothing, entries: new Map() }]);
  const made = plan({ ...desired, state: nothing }, nothing, empty, none);
  return {
    plan: made,
    violations: [{ guard: 'applied', message }],
    sides: sidesOf(desired, nothing, base, none),
    actor: null,
  };
}

/** A branch that left the default branch before the commit applied last does not have what came since. */
function behindApplied({ base, remote }: StateRepo, { base: asked }: Asked): Finding[] {
  if (asked !== undefined || remote.applied === null || base.commit === remote.applied) return [];
  const message = `This checkout does not have the commit applied last (${remote.applied}); it is compared with ${base.commit}, from where they differ. Bring it up to date with ${remote.defaultBranch} to see what a merge would do.`;
  return [{ finding: 'behind-applied', message }];
}

/** A directory that was moved has no lines in base, so that what went with the move cannot be told from what never was. */
function movedState(repo: StateRepo): Finding[] {
  if (!isMoved(repo)) return [];
  const message = `${noStateIn(repo)} What was taken out by the commit that moved it counts as never listed: it is left alone, and --full names it. Take such lines out by a commit of their own: list them again, apply, and take them out.`;
  return [{ finding: 'no-state-in-base', message }];
}

/** What the policy protected before the move nobody can say, so that nothing is taken away until the move is applied. */
function refusedMove(repo: StateRepo, { changes }: Plan): Violation[] {
  const { customRoles } = repo.desired.state.organization;
  if (!isMoved(repo) || !changes.some((change) => takesAway(change, customRoles))) return [];
  const message = `${noStateIn(repo)} A run that brings the move takes nothing away, as the policy that it would be judged by is not there. Revert what takes something away, apply the move alone (with \`unmanaged: report\`), and merge the rest again.`;
  return [{ guard: 'moved-state', message }];
}

function isMoved({ base }: StateRepo): boolean {
  const { organization, users, teams, repos } = base.state;
  return base.commit !== null && organization.name === '' && users.size + teams.size + repos.size === 0;
}

function noStateIn({ base, repository }: StateRepo): string {
  const place = repository.prefix || 'its root';
  return `The commit compared with (${base.commit}) has no state in ${place}: it was moved or begun since.`;
}
