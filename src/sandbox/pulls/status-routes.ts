import { required, textIn, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { nodeId } from '../json/node-id.ts';
import { type Ask, type Handler, param, repositoryJson, requireWrite, userJson } from './ask.ts';
import { commitAt } from './commit-json.ts';
import type { Status } from './data.ts';
import { combinedState, latestByContext } from './status-state.ts';

const states = ['error', 'failure', 'pending', 'success'] as const;

export const createStatus: Handler = async (ask) => {
  requireWrite(ask);
  const { sha } = await commitAt(ask, param(ask, 'sha'));
  const state = required(wordIn(ask.body, 'state', states), 'state');
  const status: Status = {
    id: ask.data.nextId++,
    sha,
    creator: ask.actor.id,
    state,
    context: textIn(ask.body, 'context') ?? 'default',
    description: textIn(ask.body, 'description') ?? null,
    targetUrl: textIn(ask.body, 'target_url') ?? null,
    createdAt: ask.now,
  };
  ask.data.statuses.push(status);
  return Response.json(statusJson(ask, status), { status: 201 });
};

function statusJson(ask: Ask, status: Status): object {
  return { ...simpleStatusJson(ask, status), creator: userJson(ask, status.creator) };
}

function simpleStatusJson(ask: Ask, status: Status): object {
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    url: `${ask.url}/statuses/${status.sha}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${status.creator}?v=4`,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

async function statusesAt(ask: Ask): Promise<{ sha: string; statuses: Status[] }> {
  const { sha } = await commitAt(ask, param(ask, 'ref'));
  return { sha, statuses: ask.data.statuses.filter((status) => status.sha === sha) };
}

/** Newest first, also those that a later one of the same context replaced. */
export const listStatuses: Handler = async (ask) => {
  const { statuses } = await statusesAt(ask);
  return page(ask.c, statuses.toReversed(), (status) => statusJson(ask, status));
};

export const getCombinedStatus: Handler = async (ask) => {
  const { sha, statuses } = await statusesAt(ask);
  const latest = latestByContext(statuses);
  const about = { state: combinedState(statuses), sha, repository: repositoryJson(ask) };
  const urls = { commit_url: `${ask.url}/commits/${sha}`, url: `${ask.url}/commits/${sha}/status` };
  const toBody = (entries: readonly object[], total: number) => ({
    ...about,
    ...urls,
    statuses: entries,
    total_count: total,
  });
  return page(ask.c, latest, (status) => simpleStatusJson(ask, status), toBody);
};
