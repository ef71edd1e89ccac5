import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dayOf, daysLater } from '../../model/day.ts';
import type { OrgState, User } from '../../model/org-state.ts';
import type { Policy } from '../../model/policy.ts';
import { githubLimits } from '../../sandbox/world/limits.ts';
import { serialiseState } from '../../state/serialise.ts';
import { applyCommand } from '../apply.ts';
import type { Context } from '../context.ts';
import { jumpingClock } from '../stage/jumping-clock.ts';
import { buildStage, type Stage } from '../stage/stage.ts';
import { type WebPage, webPageOf } from '../stage/web-page.ts';
import { type Loss, stateWithout } from './loss.ts';
import { run } from './run.ts';

/** A copy of the organisation on the embedded GitHub, where everything may be lost. */
export interface Rehearsal {
  readonly stage: Stage;
  readonly page: WebPage;
  /** Owners who stay: one opens and merges, another approves where there is one. */
  readonly owners: readonly string[];
  /** From here on the documented limits hold, and runs keep them. */
  limit(): void;
}

/** What a rehearsal starts from. */
export interface Start {
  readonly state: OrgState;
  readonly policy: Policy;
  readonly loss: Loss;
}

/** The state in a repository of its own, applied: live is equal to it. */
export async function rehearsalIn(
  context: Context,
  folder: string,
  { state, policy, loss }: Start,
): Promise<Rehearsal> {
  const organization = rehearsed(state);
  let pacing: 'off' | 'github' = 'off';
  const stage = await buildStage(
    context,
    {
      folder,
      organization,
      limits: { invitationsPerDay: null, repoInvitationsPerDay: null, primary: null, secondary: false },
      author: 'Drill',
    },
    ({ world }) => ({ clock: jumpingClock(world), pacing }),
  );
  await begin(stage, serialiseState(organization, { policy: rehearsedPolicy(policy) })).catch(
    async (error: unknown) => {
      // As long as it listens, the process does not end.
      await stage.sandbox.close();
      throw error;
    },
  );
  const lost = new Set(loss.people.map(({ login }) => login));
  const owners = [...state.users.values()].filter(
    ({ login, role, suspended }) => role === 'owner' && suspended === undefined && !lost.has(login),
  );
  return {
    stage,
    page: webPageOf(stage.sandbox),
    owners: owners.map(({ login }) => login),
    limit() {
      pacing = 'github';
      Object.assign(stage.sandbox.world.limits, githubLimits);
    },
  };
}

async function begin(stage: Stage, files: ReadonlyMap<string, string>): Promise<void> {
  await write(stage, new Map(), files);
  await commit(stage, 'The state as it stands');
  await stage.git.run(['push', '--set-upstream', 'origin', 'main', 'HEAD:refs/rollcall/applied']);
}

/** A reviewed commit takes the people out, an allowance lets it through, and apply does it. Returns the merge. */
export async function lose(
  context: Context,
  { stage, page, owners }: Rehearsal,
  { state, policy, loss }: Start,
): Promise<string> {
  const [author = '', reviewer] = owners;
  const organization = rehearsed(state);
  const allowance = {
    file: 'policy.yaml',
    line: 1,
    allow: { members: loss.people.length },
    reason: 'The loss that is rehearsed',
    approvedBy: author,
    expires: daysLater(dayOf(context.now()), 2),
  };
  await stage.git.run(['switch', '--create', 'loss']);
  const before = serialiseState(organization, { policy: rehearsedPolicy(policy) });
  const after = serialiseState(stateWithout(organization, loss.people), {
    policy: { ...rehearsedPolicy(policy), allowances: [allowance] },
  });
  await write(stage, before, after);
  await commit(stage, 'Lose people');
  await stage.git.run(['push', 'origin', 'loss']);
  const number = await page.open({ branch: 'loss', title: 'Lose people', author });
  await page.approveAndMerge({ number, reviewer, merger: author });
  await stage.git.run(['switch', 'main']);
  await pull(stage);
  await run(stage, (inside) => applyCommand(inside, {}), 'the loss');
  return (await stage.git.run(['rev-parse', 'HEAD'])).trim();
}

export async function pull({ git }: Stage): Promise<void> {
  await git.run(['pull', '--ff-only', 'origin', 'main']);
}

async function commit({ git }: Stage, message: string): Promise<void> {
  await git.run(['add', '--all']);
  await git.run(['commit', '--message', message]);
}

async function write(
  { clone }: Stage,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, text] of after) {
    if (before.get(path) === text) continue;
    const file = join(clone, 'state', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/**
 * Who answers for an outside collaborator gives nobody access, and would have to be in the state. The pull requests are in
 * the rehearsal's own repository.
 */
function rehearsed(state: OrgState): OrgState {
  const { name, stateRepository } = state.organization;
  const users = [...state.users].map(([key, user]) => [key, withoutSponsor(user)] as const);
  const repository = stateRepository?.split('/').at(-1) ?? 'access-of-the-drill';
  return {
    ...state,
    organization: { ...state.organization, stateRepository: `${name}/${repository}` },
    users: new Map(users),
  };
}

function withoutSponsor(user: User): User {
  const { sponsor, ...others } = user;
  return sponsor === undefined ? user : others;
}

/** How people approve is theirs, and no machine's to rehearse. */
function rehearsedPolicy(policy: Policy): Policy {
  return { ...policy, review: { approvals: 0 }, allowances: [] };
}
