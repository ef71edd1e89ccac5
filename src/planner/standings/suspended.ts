import type { Key } from '../../model/identity.ts';
import type { Facts, Verdict } from './facts.ts';
import { dueOf } from './due.ts';
import { isActiveMember } from '../sides.ts';
import { repoIn } from './outstanding.ts';
import { byWhichRun, listed, startOf } from './words.ts';

/** They are to keep the seat and hold nothing; where live shows that they hold something, it is not in effect. */
export function suspended(facts: Facts, user: Key, day: string): Verdict {
  const { live, desired } = facts;
  const person = live.state.users.get(user);
  const bare = { since: startOf(day), until: null, outstanding: [] };
  if (live.missing.members) return unknown('The members');
  const missing = isActiveMember(person) ? [] : absentUnread(facts, user);
  if (missing.length > 0) return unknown(listed(missing));
  if (!isActiveMember(person)) return { standing: 'suspended', ...bare, reason: absentReason(facts, user) };
  const { held, unread } = heldBy(facts, user, person.role === 'owner');
  if (held.length > 0) {
    const reason = `Suspended by their line, and not in effect: live still shows ${listed(held)}; ${byWhichRun(facts, user)}.`;
    return { standing: 'suspended', ...bare, reason };
  }
  if (unread.length > 0) return unknown(listed(unread));
  const base = live.missing.organization ? undefined : live.state.organization.basePermission;
  const keeps =
    base === undefined || base === 'none' || desired.users.get(user)?.role === 'outside'
      ? ''
      : `; the base permission, ${base}, remains`;
  const reason = `Suspended as decided: a member, and in none of the teams and repositories that the state lists for them${keeps}.`;
  return { standing: 'suspended', ...bare, reason };
}

function unknown(what: string): Verdict {
  const reason = `Suspended by their line, and ${what} could not be read, so that nobody knows whether it is in effect.`;
  return { standing: 'unknown', since: null, until: null, reason, outstanding: [] };
}

/** What would tell whether somebody who is no member is there under another login, or holds something. */
function absentUnread({ live, desired }: Facts, user: Key): readonly string[] {
  const { state, missing, accounts } = live;
  if (state.users.get(user)?.invitation?.state === 'open') return [];
  const line = desired.users.get(user);
  const isLost = line?.id !== undefined && missing.accounts && !accounts.has(user) && !state.users.has(user);
  if (isLost) return ['the account behind their id'];
  if (line?.role !== 'outside') return [];
  const repos = [...dueOf(desired, user).repos.keys()];
  if (repos.some((repo) => state.repos.get(repo)?.collaborators.has(user))) return [];
  return repos
    .filter((repo) => missing.repos.has(repo) || missing.repoInvitations.has(repo))
    .map((repo) => repoIn(desired, repo));
}

function absentReason({ live, desired }: Facts, user: Key): string {
  const invitation = live.state.users.get(user)?.invitation;
  if (invitation?.state === 'open') {
    return 'Suspended by their line, and not in effect: an invitation is open, and accepting it would give access.';
  }
  if (desired.users.get(user)?.role === 'outside') {
    const held = [...dueOf(desired, user).repos.keys()].filter((repo) =>
      live.state.repos.get(repo)?.collaborators.has(user),
    );
    if (held.length === 0)
      return 'Suspended as decided: an outside collaborator without access to what the state lists for them.';
    return `Suspended by their line, and not in effect: live still shows ${listed(held.map((repo) => repoIn(desired, repo)))}.`;
  }
  const besides = live.missing.invitations ? ', and whether they are invited could not be read' : '';
  return `Suspended by their line, and not in the organisation: there is no seat to keep${besides}.`;
}

/** What the state lists for them and live still shows. What nobody lists is not looked for. */
function heldBy({ live, desired }: Facts, user: Key, isOwner: boolean) {
  const { teams, repos } = dueOf(desired, user);
  const { state, missing } = live;
  const inTeams = [...teams.keys()].filter((team) => state.teams.get(team)?.members.has(user));
  const onRepos = [...repos.keys()].filter((repo) => state.repos.get(repo)?.collaborators.has(user));
  return {
    held: [
      ...(isOwner ? ['the role of an owner'] : []),
      ...inTeams.map((team) => `team ${desired.teams.get(team)?.slug ?? team}`),
      ...onRepos.map((repo) => repoIn(desired, repo)),
    ],
    unread: [
      ...[...teams.keys()].filter((team) => missing.teams.has(team)),
      ...[...repos.keys()].filter((repo) => missing.repos.has(repo)).map((repo) => repoIn(desired, repo)),
    ],
  };
}
