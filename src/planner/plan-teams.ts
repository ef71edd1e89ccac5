import type { Change, TeamSettings } from '../model/change.ts';
import type { EntryRef, TeamSetting } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Team } from '../model/org-state.ts';
import { isReportedDrift } from './drift.ts';
import { descendantsOf, lostByMoving } from './inheritance.ts';
import { withTeamsSettled } from './settled-teams.ts';
import {
  anyTouched,
  type Draft,
  emptyDraft,
  explained,
  inScope,
  keysOf,
  leavesTeams,
  lineOf,
  linesOf,
  type Sides,
  slugOf,
} from './sides.ts';

/** Which teams there are, what they are called and under which team each stands. */
export function planTeams(sides: Sides): Draft {
  const draft = emptyDraft();
  for (const key of keysOf(sides.desired.teams, sides.live.teams)) {
    const [wanted, live] = [sides.desired.teams.get(key), sides.live.teams.get(key)];
    if (wanted?.managed === false) continue;
    if (wanted !== undefined && live === undefined) planCreation(sides, key, wanted, draft);
    else if (wanted !== undefined && live !== undefined) planUpdate(sides, key, wanted, live, draft);
    else if (live !== undefined) planAbsence(sides, key, live, draft);
  }
  for (const key of keysOf(sides.live.teams)) unnestFromDeleted(sides, key, draft);
  return { ...draft, changes: withLosses(sides, draft.changes) };
}

/** What a team loses by moving depends on all that move: they may move together, or lose their parents' parents. */
function withLosses({ live }: Sides, changes: readonly Change[]): Change[] {
  const moves = (change: Change): change is Change & { kind: 'update-team' } =>
    change.kind === 'update-team' && 'parent' in change.after;
  const moved = new Set(changes.filter(moves).map(({ team }) => keyOf(team)));
  const settled = withTeamsSettled(live, changes);
  return changes.map((change) =>
    moves(change) ? { ...change, lost: lostByMoving(live, settled, keyOf(change.team), moved) } : change,
  );
}

/** Whether the team is to be deleted: base or a commit since held it, and desired does not. */
export function isToBeDeleted(sides: Sides, team: Key): boolean {
  return (
    !sides.desired.teams.has(team) && sides.base.stood.teams.get(team)?.managed === true && sides.live.teams.has(team)
  );
}

/** Whether the team is there once the plan's first part is done. */
export function willExist(sides: Sides, team: Key): boolean {
  return sides.live.teams.has(team) || isToBeCreated(sides, team);
}

export function isToBeCreated(sides: Sides, team: Key): boolean {
  const wanted = sides.desired.teams.get(team);
  if (wanted === undefined || !wanted.managed || sides.live.teams.has(team) || !inScope(sides, refOf(team)))
    return false;
  return sides.policy.drift === 'repair' || anyTouched(sides, refOf(team));
}

function refOf(team: Key): EntryRef {
  return { noun: 'team', team };
}

const settingNames: readonly TeamSetting[] = ['name', 'description', 'privacy', 'parent'];

function settingRef(team: Key, setting: TeamSetting): EntryRef {
  return { noun: 'team-setting', team, setting };
}

function planCreation(sides: Sides, key: Key, wanted: Team, draft: Draft): void {
  if (!inScope(sides, refOf(key))) return;
  const lacking = `The team ${wanted.slug} is gone from GitHub`;
  if (isReportedDrift(sides, [refOf(key)], lacking, { team: wanted.slug }, draft)) return;
  const after: TeamSettings = {
    name: wanted.name ?? wanted.slug,
    description: wanted.description ?? '',
    privacy: wanted.privacy ?? 'closed',
    parent: wanted.parent === undefined ? null : slugOf(sides, wanted.parent),
  };
  draft.changes.push(
    explained(
      { kind: 'create-team', team: wanted.slug, before: null, after },
      `the team ${wanted.slug} stands in the state and not on GitHub`,
      [...lineOf(sides, refOf(key)), ...linesOf(sides, ...settingNames.map((setting) => settingRef(key, setting)))],
    ),
  );
}

function planUpdate(sides: Sides, key: Key, wanted: Team, live: Team, draft: Draft): void {
  if (wanted.id !== undefined && live.id !== undefined && wanted.id !== live.id) {
    draft.findings.push({
      finding: 'id-differs',
      team: wanted.slug,
      message: `The team ${wanted.slug} has id ${live.id} on GitHub, where the state says ${wanted.id}: it was made anew. Write the new id.`,
    });
  }
  const wish = wishes(sides, key, wanted, live, draft);
  const settings = (Object.keys(wish) as TeamSetting[]).filter(
    (setting) =>
      wish[setting] !== settingsOf(sides, live)[setting] && inScope(sides, refOf(key), settingRef(key, setting)),
  );
  if (settings.length === 0) return;
  const pick = (from: Partial<TeamSettings>): Partial<TeamSettings> =>
    Object.fromEntries(settings.map((setting) => [setting, from[setting]]));
  draft.changes.push(
    explained(
      { kind: 'update-team', team: wanted.slug, before: pick(settingsOf(sides, live)), after: pick(wish), lost: [] },
      `${settings.join(', ')} of ${wanted.slug} to be as the state says`,
      linesOf(sides, ...settings.map((setting) => settingRef(key, setting)), refOf(key)),
    ),
  );
}

/** What desired says of an existing team's settings. What it does not say is left as it is, but for a parent that went. */
function wishes(sides: Sides, key: Key, wanted: Team, live: Team, draft: Draft): Partial<TeamSettings> {
  const unnests = wanted.parent === undefined && anyTouched(sides, settingRef(key, 'parent'));
  return {
    ...nameWish(wanted, live, draft),
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    ...(wanted.privacy === undefined ? {} : { privacy: wanted.privacy }),
    ...(wanted.parent === undefined ? {} : { parent: slugOf(sides, wanted.parent) }),
    ...(unnests ? { parent: null } : {}),
  };
}

/** GitHub makes the slug from the name, so a team gets the file's slug only by a name that makes it. */
function nameWish(wanted: Team, live: Team, draft: Draft): Partial<TeamSettings> {
  const slugDiffers = live.slug !== wanted.slug;
  if (slugDiffers && wanted.name !== undefined && wanted.name === live.name) {
    draft.findings.push({
      finding: 'slug-differs',
      team: wanted.slug,
      message: `GitHub calls the team "${live.name}" ${live.slug}, not ${wanted.slug}: rename the file to ${live.slug}.yaml.`,
    });
  }
  if (wanted.name !== undefined) return { name: wanted.name };
  return slugDiffers ? { name: wanted.slug } : {};
}

function settingsOf(sides: Sides, live: Team): TeamSettings {
  return {
    name: live.name ?? live.slug,
    description: live.description ?? '',
    privacy: live.privacy ?? 'closed',
    parent: live.parent === undefined ? null : slugOf(sides, live.parent),
  };
}

function planAbsence(sides: Sides, key: Key, live: Team, draft: Draft): void {
  if (!isToBeDeleted(sides, key)) {
    if (sides.scope.kind === 'full' && !sides.base.stood.teams.has(key))
      draft.unmanaged.push({ kind: 'team', team: live.slug });
    return;
  }
  const repos = [...sides.live.repos.values()]
    .filter((repo) => repo.teams.has(key) && repo.teams.get(key)?.doubt === undefined)
    .map((repo) => repo.name);
  const members = [...live.members].filter(([user]) => !leavesTeams(sides, user)).map(([, { login }]) => login);
  draft.changes.push(
    explained(
      {
        kind: 'delete-team',
        team: slugOf(sides, key),
        before: settingsOf(sides, live),
        after: null,
        descendants: descendantsOf(sides.live, key)
          .map((team) => slugOf(sides, team))
          .sort(),
        members: members.sort(),
        repos: repos.sort(),
      },
      `the file of the team ${live.slug} is gone`,
      linesOf(sides, refOf(key)),
    ),
  );
}

/** GitHub deletes all teams below a deleted one, so whatever stays is taken out from under it first. */
function unnestFromDeleted(sides: Sides, key: Key, draft: Draft): void {
  const live = sides.live.teams.get(key);
  if (live?.parent === undefined || !isToBeDeleted(sides, live.parent) || isToBeDeleted(sides, key)) return;
  const slug = slugOf(sides, key);
  const moves = draft.changes.some(
    (change) => change.kind === 'update-team' && change.team === slug && 'parent' in change.after,
  );
  if (moves) return;
  draft.changes.push(
    explained(
      {
        kind: 'update-team',
        team: slug,
        before: { parent: slugOf(sides, live.parent) },
        after: { parent: null },
        lost: [],
      },
      `its parent team is deleted, and GitHub would delete ${slug} with it`,
      linesOf(sides, refOf(live.parent)),
    ),
  );
}
