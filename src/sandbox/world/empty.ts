import { addAccount, stableId } from './accounts.ts';
import { defaultBehaviours } from './behaviours.ts';
import { githubLimits } from './limits.ts';
import type { World } from './world.ts';

/** No account has this id. */
const organizationKey = 0;

/** An organisation with nobody in it, and the app that the bot is. Without an id it gets one from its name. */
export function emptyWorld(name: string, id = stableId(name, () => false)): World {
  const bot = stableId('rollcall[bot]', (taken) => taken === id);
  const world: World = {
    clockAhead: 0,
    nextId: 1_000_000,
    organization: {
      id,
      account: organizationKey,
      name,
      description: '',
      basePermission: 'read',
      membersCanCreateRepos: true,
      settings: new Map(),
      createdAt: Date.UTC(2020, 0, 1),
      customRoles: new Map(),
      app: { id: 1, slug: 'rollcall', installation: 2, account: bot },
    },
    accounts: new Map(),
    accountIds: new Map(),
    members: new Map(),
    invitations: new Map(),
    failedInvitations: new Map(),
    invitationsSent: [],
    snapshots: new Map(),
    teams: new Map(),
    teamIds: new Map(),
    repos: new Map(),
    repoIds: new Map(),
    formerRepoIds: new Map(),
    behaviours: { ...defaultBehaviours },
    limits: { ...githubLimits },
    documents: new Map(),
  };
  addAccount(world, name, id, 'Organization', organizationKey);
  addAccount(world, 'rollcall[bot]', bot, 'Bot');
  return world;
}
