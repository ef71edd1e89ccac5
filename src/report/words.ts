import type { ChangeBody, ChangeKind, DeleteTeam, InviteMember, TeamSettings, UpdateTeam } from '../model/change.ts';
import { counted } from '../model/figures.ts';

/** How people think of changes, in the order in which they are shown. */
export const groups = ['People', 'Teams', 'Team members', 'Access'] as const;
export type Group = (typeof groups)[number];

/** What a change does at a glance: gives, alters, takes. */
export type Sign = '+' | '~' | '-';

export const places: { readonly [Kind in ChangeKind]: { readonly group: Group; readonly sign: Sign } } = {
  'invite-member': { group: 'People', sign: '+' },
  'cancel-invitation': { group: 'People', sign: '-' },
  'clear-failed-invitation': { group: 'People', sign: '~' },
  'change-member-role': { group: 'People', sign: '~' },
  'remove-member': { group: 'People', sign: '-' },
  'convert-to-outside': { group: 'People', sign: '-' },
  'remove-outside-collaborator': { group: 'People', sign: '-' },
  'create-team': { group: 'Teams', sign: '+' },
  'update-team': { group: 'Teams', sign: '~' },
  'delete-team': { group: 'Teams', sign: '-' },
  'add-team-member': { group: 'Team members', sign: '+' },
  'change-team-role': { group: 'Team members', sign: '~' },
  'remove-team-member': { group: 'Team members', sign: '-' },
  'grant-team-access': { group: 'Access', sign: '+' },
  'change-team-access': { group: 'Access', sign: '~' },
  'revoke-team-access': { group: 'Access', sign: '-' },
  'grant-user-access': { group: 'Access', sign: '+' },
  'change-user-access': { group: 'Access', sign: '~' },
  'revoke-user-access': { group: 'Access', sign: '-' },
  'cancel-repo-invitation': { group: 'Access', sign: '-' },
  'set-base-permission': { group: 'Access', sign: '~' },
};

/** Writes a name or a value that comes from outside so that it does no harm in the format at hand. */
export type Quote = (text: string) => string;

/** How many names a sentence lists before it only counts. */
const namesShown = 3;

/** Who and what, before and after, in a few words. */
export function wordsFor(change: ChangeBody, quote: Quote): string {
  const q = (value: string | null): string => (value === null ? 'none' : quote(value));
  switch (change.kind) {
    case 'invite-member':
      return `${q(change.login)}: ${invitation(change, quote)}`;
    case 'cancel-invitation':
      return `${q(change.login)}: cancel the invitation`;
    case 'clear-failed-invitation':
      return `${q(change.login)}: clear the failed invitation`;
    case 'change-member-role':
      return `${q(change.login)}: ${change.before} → ${change.after}`;
    case 'remove-member':
      return `${q(change.login)}: remove from the organisation (${change.role})`;
    case 'convert-to-outside':
      return `${q(change.login)}: ${change.role} → outside collaborator`;
    case 'remove-outside-collaborator':
      return `${q(change.login)}: remove the outside collaborator`;
    case 'create-team':
      return `${q(change.team)}: create (${settings(change.after, quote)})`;
    case 'update-team':
      return `${q(change.team)}: ${updates(change, quote)}`;
    case 'delete-team':
      return `${q(change.team)}: ${deletion(change, quote)}`;
    case 'add-team-member':
      return `${q(change.login)}: into ${q(change.team)} as ${q(change.after)}`;
    case 'change-team-role':
      return `${q(change.login)}: in ${q(change.team)} ${q(change.before)} → ${q(change.after)}`;
    case 'remove-team-member':
      return `${q(change.login)}: out of ${q(change.team)} (${q(change.before)})`;
    case 'grant-team-access':
    case 'change-team-access':
    case 'revoke-team-access':
      return `${q(change.repo)}: team ${q(change.team)} ${q(change.before)} → ${q(change.after)}`;
    case 'grant-user-access':
    case 'change-user-access':
    case 'revoke-user-access':
      return `${q(change.repo)}: ${q(change.login)} ${q(change.before)} → ${q(change.after)}`;
    case 'cancel-repo-invitation':
      return `${q(change.repo)}: cancel the invitation of ${q(change.login)} (${q(change.before)})`;
    case 'set-base-permission': {
      const repos = counted(change.repositories, 'repository', 'repositories');
      return `every member, in ${repos}: ${change.before} → ${change.after}`;
    }
  }
}

function invitation({ role, teams, reinstate }: InviteMember, quote: Quote): string {
  const into = teams.length === 0 ? '' : `, into ${listed(teams, 'teams', quote)}`;
  return `invite as ${role}${into}${reinstate ? ', giving back what they held' : ''}`;
}

function deletion({ members, repos, descendants }: DeleteTeam, quote: Quote): string {
  const below = descendants.length === 0 ? '' : `; below it ${listed(descendants, 'teams', quote)}`;
  return `delete, with ${counted(members.length, 'membership')} and ${counted(repos.length, 'grant')}${below}`;
}

function settings({ name, description, privacy, parent }: TeamSettings, quote: Quote): string {
  const parts = [
    quote(name),
    privacy,
    parent === null ? '' : `below ${quote(parent)}`,
    description && quote(description),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function updates({ before, after, lost }: UpdateTeam, quote: Quote): string {
  const names = (['name', 'description', 'privacy', 'parent'] as const).filter((name) => name in after);
  const edits = names.map((name) => `${name} ${value(before[name], quote)} → ${value(after[name], quote)}`);
  const pairs = lost.map(({ team, repo }) => `${repo} for ${team}`);
  return [...edits, ...(lost.length === 0 ? [] : [`losing ${listed(pairs, 'inherited grants', quote)}`])].join(', ');
}

function value(setting: string | null | undefined, quote: Quote): string {
  if (setting === null || setting === undefined) return 'none';
  return setting === '' ? 'empty' : quote(setting);
}

function listed(names: readonly string[], nouns: string, quote: Quote): string {
  const shown = names.slice(0, namesShown).map(quote).join(', ');
  return names.length <= namesShown ? shown : `${names.length} ${nouns} (${shown}, …)`;
}
