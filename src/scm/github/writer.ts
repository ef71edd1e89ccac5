import type { Change, ChangeKind } from '../../model/change.ts';
import { WriteError } from '../../model/errors.ts';
import { keyOf } from '../../model/identity.ts';
import type { Directory, LiveWriter, Receipt } from '../live-writer.ts';
import { failedAnswer, isPassing } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { type Fields, fieldsOf, nameOf, numberOf } from './fields.ts';
import { pause } from './gate.ts';
import { requestOf, type WriteRequest } from './request-of.ts';
import { writeFailure } from './write-failure.ts';

/**
 * Changes one organisation on GitHub, one request a change. Names in changes are those of desired; the directory says
 * what they are called on GitHub, and is kept true.
 */
export function createWriter(client: GitHubClient, organizationName: string, directory: Directory): LiveWriter {
  return {
    async carryOut(change) {
      const request = requestOf(change, organizationName, directory);
      const answer = await send(client, request, change);
      if (answer === 'gone') return { requestId: undefined, attempts: 1, remark: 'It was gone already.' };
      if (change.kind === 'create-team') await nestWhereDropped(client, organizationName, change, answer, directory);
      if (change.kind === 'delete-team') directory.teams.delete(keyOf(change.team));
      return receiptOf(change, answer, directory);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

async function send(client: GitHubClient, request: WriteRequest, change: Change): Promise<Answer | 'gone'> {
  try {
    const answer = await repeatedly(client, request);
    if (!request.route.startsWith('POST ') || answer.status === 201) return answer;
    // A redirect turns a POST into a GET, whose 200 would be taken for success.
    const text = `GitHub answered ${answer.status} where something should have been made. Was the organisation renamed?`;
    throw new WriteError('not-made', text, answer.status);
  } catch (error) {
    if (takesAway.has(change.kind) && isGone(error)) return 'gone';
    throw writeFailure(error, change, client.apiUrl);
  }
}

/** The waits before a request is sent again, in milliseconds. */
const patience = [1000, 4000];

/**
 * Sends again what got no answer, or one that says nothing. A repeated PUT or DELETE does what one does; a POST, and a
 * PATCH that renames, do not: those are never repeated.
 */
async function repeatedly(client: GitHubClient, { route, parameters }: WriteRequest): Promise<Answer> {
  const waits = /^(PUT|DELETE) /.test(route) ? patience : [];
  for (let attempt = 0; ; attempt++) {
    try {
      return await client.writes.request(route as string, { ...parameters });
    } catch (error) {
      const wait = waits[attempt];
      if (wait === undefined || !isPassing(error)) throw error;
      await pause(wait, client.signal);
    }
  }
}

/** Kinds for which "there is no such thing" means that it is as it should be. */
const takesAway: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'cancel-invitation',
  'clear-failed-invitation',
  'remove-member',
  'remove-outside-collaborator',
  'delete-team',
  'remove-team-member',
  'revoke-team-access',
  'revoke-user-access',
  'cancel-repo-invitation',
]);

/** A 404 that is GitHub's own, not some proxy's page. */
function isGone(error: unknown): boolean {
  const { status, data } = failedAnswer(error);
  return status === 404 && typeof data === 'object' && data !== null;
}

function receiptOf(change: Change, answer: Answer, directory: Directory): Receipt {
  const id = answer.headers['x-github-request-id'];
  const remark = remarkOn(change, answer, directory);
  return { requestId: id === undefined ? undefined : String(id), attempts: 1, ...(remark === '' ? {} : { remark }) };
}

/** What is worth saying of what GitHub did, or nothing. */
function remarkOn(change: Change, { status, data }: Answer, directory: Directory): string {
  if (change.kind === 'create-team') return [noteTeam(change, data, directory), creatorRemark(data)].join(' ').trim();
  if (change.kind === 'update-team') return noteTeam(change, data, directory);
  if (change.kind === 'grant-user-access' && status === 201) return 'GitHub sent an invitation.';
  const joins = change.kind === 'add-team-member' || change.kind === 'change-team-role';
  return joins && (data as Fields)['state'] === 'pending' ? 'It takes effect when the person accepts.' : '';
}

/** Keeps the directory true. @returns what is worth saying of the slug that GitHub chose, or nothing. */
function noteTeam(change: TeamChange, data: unknown, directory: Directory): string {
  const what = `the team ${change.team}`;
  const team = fieldsOf(data, what);
  const slug = nameOf(team['slug'], `the slug of ${what}`);
  // Whoever was called so before is called so no longer: nothing meant for them may reach this team.
  for (const [key, known] of directory.teams) if (keyOf(known.slug) === keyOf(slug)) directory.teams.delete(key);
  directory.teams.set(keyOf(change.team), { id: numberOf(team['id'], `the id of ${what}`), slug });
  return keyOf(slug) === keyOf(change.team) ? '' : `GitHub calls the team ${slug}, not ${change.team}.`;
}

type TeamChange = Extract<Change, { readonly kind: 'create-team' | 'update-team' }>;

/** @see https://docs.github.com/en/rest/teams/teams#create-a-team: a user who makes a team becomes its maintainer. */
function creatorRemark(data: unknown): string {
  const { members_count: members } = fieldsOf(data, 'the new team');
  return typeof members === 'number' && members > 0 ? 'GitHub put the account of the token into it.' : '';
}

/**
 * GitHub may drop the parent where an app makes a team below one that somebody else made; a second request puts it
 * there.
 * @see https://github.com/integrations/terraform-provider-github/blob/main/github/resource_github_team.go
 */
async function nestWhereDropped(
  client: GitHubClient,
  org: string,
  change: Extract<Change, { readonly kind: 'create-team' }>,
  { data }: Answer,
  directory: Directory,
): Promise<void> {
  const { parent } = fieldsOf(data, `the new team ${change.team}`);
  if (change.after.parent === null || (parent !== null && parent !== undefined)) return;
  noteTeam(change, data, directory);
  const { kind: _kind, before: _before, ...rest } = change;
  const nest: Change = { ...rest, kind: 'update-team', before: {}, after: { parent: change.after.parent }, lost: [] };
  await send(client, requestOf(nest, org, directory), change);
}
