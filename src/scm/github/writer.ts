import type { Change, ChangeKind } from '../../model/change.ts';
import { WriteError, type WriteErrorCode } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Directory, LiveWriter, Receipt } from '../live-writer.ts';
import { failedAnswer, isNotThere } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { type Answer, createExchange, type Exchange } from './exchange.ts';
import { type Fields, fieldsOf, nameOf, numberOf } from './fields.ts';
import { requestOf, type WriteRequest } from './request-of.ts';
import { secondLook } from './second-look.ts';
import { givesToSomebody } from './verdict.ts';
import { type ChangeFailure, changeFailure, refused, writeFailure } from './write-failure.ts';

/**
 * Changes one organisation on GitHub, one request a change. Names in changes are those of desired; the directory says
 * what they are called on GitHub, and is kept true.
 */
export function createWriter(client: GitHubClient, organizationName: string, directory: Directory): LiveWriter {
  const made = new Set<Key>();
  return {
    async carryOut(change) {
      const exchange = createExchange(client);
      try {
        return await carryOut(change, exchange);
      } catch (error) {
        if (!isReinstatementRefused(change, error)) throw error;
        const { remark = '', ...sent } = await carryOut({ ...change, reinstate: false }, exchange);
        return { ...sent, remark: `GitHub refused to reinstate; invited with teams instead. ${remark}`.trim() };
      }
    },
  };

  async function carryOut(change: Change, exchange: Exchange): Promise<Receipt> {
    const request = requestOf(change, organizationName, directory);
    try {
      const answer = await send(exchange, request, namesOneOf(made, change));
      if (change.kind === 'create-team') {
        made.add(keyOf(change.team));
        await nestWhereDropped(exchange, organizationName, change, answer, directory);
      }
      if (change.kind === 'delete-team') directory.teams.delete(keyOf(change.team));
      return receipt(exchange, remarkOn(change, answer, directory));
    } catch (error) {
      // A team may have been made, and only not been nested.
      const isHalfDone = change.kind === 'create-team' && made.has(keyOf(change.team));
      const known = { sent: exchange.sent(), isInDoubt: isHalfDone || exchange.isInDoubt() };
      return receipt(exchange, await doneAllTheSame(client, request, error, changeFailure(change, known)));
    }
  }
}

/**
 * GitHub took nothing, and did not say why: three months may have passed by its own count. A second look has shown
 * neither a member nor an open invitation. What it would do with teams beside a reinstatement is not documented, so a
 * request of its own asks for them.
 */
function isReinstatementRefused(
  change: Change,
  error: unknown,
): change is Extract<Change, { readonly kind: 'invite-member' }> {
  const isRefused = error instanceof WriteError && error.code === 'invitation-refused';
  return isRefused && change.kind === 'invite-member' && change.reinstate;
}

async function send(exchange: Exchange, request: WriteRequest, namesNew = false): Promise<Answer> {
  const answer = await exchange.send(request, namesNew ? isNotThere : undefined);
  if (!request.route.startsWith('POST ') || answer.status === 201) return answer;
  // A redirect turns a POST into a GET, whose 200 would be taken for success.
  const text = `GitHub answered ${answer.status} where something should have been made. Was the organisation renamed?`;
  throw new WriteError('not-made', text, answer.status, { sent: exchange.sent() });
}

/**
 * Whether a change gives something to a team that this writer made: GitHub may answer 404 to it for some seconds.
 * @see https://github.com/github/gh-gei/issues/323
 */
function namesOneOf(made: ReadonlySet<Key>, change: Change): boolean {
  const { team = '', teams = [] } = change as { readonly team?: string; readonly teams?: readonly string[] };
  return !takesAway.has(change.kind) && [team, ...teams].some((slug) => made.has(keyOf(slug)));
}

/** Codes that do not tell why: reading whom or what the change is about may. */
const worthALook: ReadonlySet<WriteErrorCode> = new Set<WriteErrorCode>([
  'forbidden',
  'not-found',
  'refused',
  'invitation-refused',
]);

/**
 * Whether what was refused is as it should be nevertheless.
 * @returns what is worth saying of it
 * @throws WriteError where it is not
 */
async function doneAllTheSame(
  client: GitHubClient,
  request: WriteRequest,
  error: unknown,
  failure: ChangeFailure,
): Promise<string> {
  if (takesAway.has(failure.change.kind) && isNotThere(error)) {
    return failure.isInDoubt ? 'It is gone; an answer was lost on the way.' : 'It was gone already.';
  }
  const found = writeFailure(error, failure, client);
  const { code, status } = found;
  const sight =
    worthALook.has(code) && status !== undefined
      ? await secondLook(client, { change: failure.change, request, status })
      : undefined;
  if (sight === undefined) throw found;
  if ('done' in sight) return sight.done;
  throw refused(failedAnswer(error), sight, failure, client);
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

function receipt(exchange: Exchange, remark: string): Receipt {
  return { ...exchange.sent(), ...(remark === '' ? {} : { remark }) };
}

/** What is worth saying of what GitHub did, or nothing. */
function remarkOn(change: Change, { status, data }: Answer, directory: Directory): string {
  if (change.kind === 'create-team') return [noteTeam(change, data, directory), creatorRemark(data)].join(' ').trim();
  if (change.kind === 'update-team') return noteTeam(change, data, directory);
  if (change.kind === 'grant-user-access' && status === 201) return 'GitHub sent an invitation.';
  const isPending = givesToSomebody.has(change.kind) && status === 200 && (data as Fields)['state'] === 'pending';
  return isPending ? 'It takes effect when the person accepts.' : '';
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
  exchange: Exchange,
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
  await send(exchange, requestOf(nest, org, directory));
}
