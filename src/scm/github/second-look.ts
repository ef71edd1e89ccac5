import type { Change } from '../../model/change.ts';
import type { GitHubClient } from './client.ts';
import { failedAnswer } from './answer.ts';
import type { WriteRequest } from './request-of.ts';
import { changesAccess, changesTeamMembers, givesToSomebody, told, type Verdict } from './verdict.ts';

/** What a second look at a refused change shows: that it is done already, or why it was refused. */
export type Sight = { readonly done: string } | Verdict;

export interface Refused {
  readonly change: Change;
  readonly request: WriteRequest;
  readonly status: number;
}

/**
 * Reads whom or what a refused change is about, to tell why. Only after a refusal: nothing is asked beforehand.
 * @returns undefined where it shows nothing; what cannot be read shows nothing
 */
export async function secondLook(client: GitHubClient, refused: Refused): Promise<Sight | undefined> {
  const { change, status } = refused;
  const look = lookerAt(client, refused);
  if (status === 403 && changesTeamMembers.has(change.kind) && (await look.isKeptElsewhere())) {
    return told.identityProvider;
  }
  if (status === 403 && changesAccess.has(change.kind) && (await look.isArchived())) return told.archived;
  return givesToSomebody.has(change.kind) ? atPerson(look, refused) : undefined;
}

async function atPerson(look: Looker, { change, status }: Refused): Promise<Sight | undefined> {
  const account = await look.account();
  const login = typeof account === 'object' ? account.login : 'login' in change ? change.login : '';
  // A managed user of another enterprise cannot be seen either, and looks as if it were gone.
  if (account !== 'unknown' && isManaged(login) && mayBeRefusedAsManaged(change, status)) return told.managedUsers;
  if (account === 'missing') return told.deleted;
  if (account === 'unknown') return undefined;
  if (account.type === 'Organization') return told.organization;
  if (change.kind !== 'invite-member') return undefined;
  const standing = await look.membership(login);
  if (standing === undefined) return status === 404 && (await look.hasNoInvitations()) ? told.managedUsers : undefined;
  const what = standing.state === 'active' ? 'is a member already' : 'was invited already';
  const wanted = change.role === 'owner' ? 'admin' : 'member';
  if (change.reinstate || standing.role === wanted) return { done: `Nothing was to be sent: ${login} ${what}.` };
  return { code: 'already-exists', next: `${login} ${what}, with another role; run again.` };
}

/**
 * No other login may have an underscore.
 * @see https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
function isManaged(login: string): boolean {
  return /_[a-z\d]{3,8}$/i.test(login);
}

function mayBeRefusedAsManaged({ kind }: Change, status: number): boolean {
  return kind === 'invite-member' || (kind === 'grant-user-access' && status !== 403);
}

type Looker = ReturnType<typeof lookerAt>;

/** Short questions about what the request names. A 404 is an answer; any other failure is none. */
function lookerAt({ reads }: GitHubClient, { request: { parameters } }: Refused) {
  async function ask(route: `GET ${string}`, more: object = {}): Promise<object | 'missing' | 'unknown'> {
    try {
      const answer = await reads.request(route as string, namedIn(route, { ...parameters, ...more }));
      const data: unknown = answer.data;
      return typeof data === 'object' && data !== null ? data : 'unknown';
    } catch (error) {
      const { status, data } = failedAnswer(error);
      return status === 404 && typeof data === 'object' ? 'missing' : 'unknown';
    }
  }
  const hasGroups = async (route: `GET ${string}`): Promise<boolean> => {
    const { groups } = { groups: [], ...objectOf(await ask(route)) } as { groups: unknown };
    return Array.isArray(groups) && groups.length > 0;
  };
  return {
    async account(): Promise<'missing' | 'unknown' | { readonly login: string; readonly type: unknown }> {
      const id = parameters['invitee_id'];
      const found = await (id === undefined
        ? ask('GET /users/{username}')
        : ask('GET /user/{account_id}', { account_id: id }));
      const { login, type } = objectOf(found) as { login?: unknown; type?: unknown };
      if (typeof found === 'string') return found;
      return typeof login === 'string' ? { login, type } : 'unknown';
    },
    /** Undefined where the person is neither a member nor invited, or it cannot be told. */
    async membership(username: string): Promise<{ readonly state: unknown; readonly role: unknown } | undefined> {
      const found = objectOf(await ask('GET /orgs/{org}/memberships/{username}', { username }));
      const { state, role } = found as { state?: unknown; role?: unknown };
      return state === 'active' || state === 'pending' ? { state, role } : undefined;
    },
    hasNoInvitations: async (): Promise<boolean> => (await ask('GET /orgs/{org}/invitations')) === 'missing',
    isArchived: async (): Promise<boolean> =>
      (objectOf(await ask('GET /repos/{owner}/{repo}')) as { archived?: unknown }).archived === true,
    /** By groups of Enterprise Managed Users, or by team synchronization. */
    isKeptElsewhere: async (): Promise<boolean> =>
      (await hasGroups('GET /orgs/{org}/teams/{team_slug}/external-groups')) ||
      hasGroups('GET /orgs/{org}/teams/{team_slug}/team-sync/group-mappings'),
  };
}

function objectOf(found: object | string): object {
  return typeof found === 'object' ? found : {};
}

/** What the route's template names, and nothing that would become a query. */
function namedIn(route: string, parameters: WriteRequest['parameters']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => route.includes(`{${name}}`)));
}
