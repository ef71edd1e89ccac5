import { noContent, notFound, refusal } from '../http/answers.ts';
import { page } from '../http/page.ts';
import { nodeId } from '../json/node-id.ts';
import { type Ask, type Handler, param, requiredText, requireWrite } from './ask.ts';
import { commitAt, commitJson } from './commit-json.ts';
import { branchHead, isAncestor, resolveCommit } from './commits.ts';
import { moveRef } from './merge-git.ts';
import { branchHeads, settlePulls } from './settle.ts';

interface Ref {
  readonly name: string;
  readonly sha: string;
  readonly type: string;
}

const refJson = (ask: Ask, { name, sha, type }: Ref) => ({
  ref: name,
  node_id: nodeId('Ref', name),
  url: `${ask.url}/git/${name}`,
  object: { type, sha, url: `${ask.url}/git/${type}s/${sha}` },
});

/** Refs whose names start so; git lists whole path components only, GitHub any beginning. */
async function refsLike(ask: Ask, start: string): Promise<Ref[]> {
  const lines = (await ask.git.run(['for-each-ref', '--format=%(objectname) %(objecttype) %(refname)'])).split('\n');
  return lines.flatMap((line) => {
    const [sha, type, name] = line.split(' ');
    return sha && type && name?.startsWith(start) ? [{ name, sha, type }] : [];
  });
}

export const getRef: Handler = async (ask) => {
  const name = `refs/${param(ask, 'ref')}`;
  const found = (await refsLike(ask, name)).find((ref) => ref.name === name);
  if (found === undefined) throw notFound();
  return Response.json(refJson(ask, found));
};

export const matchingRefs: Handler = async (ask) =>
  page(ask.c, await refsLike(ask, `refs/${param(ask, 'ref')}`), (ref) => refJson(ask, ref));

export const createRef: Handler = async (ask) => {
  requireWrite(ask);
  const [name, sha] = [requiredText(ask, 'ref'), requiredText(ask, 'sha')];
  if (!/^refs\/[^/]+\/.+/.test(name) || !(await isRefName(ask, name))) throw refusal(422, 'Reference name is invalid');
  await requireCommit(ask, sha);
  if (!(await moveRef(ask.git, name, sha, undefined))) throw refusal(422, 'Reference already exists');
  const json = refJson(ask, { name, sha, type: 'commit' });
  return Response.json(json, { status: 201, headers: { Location: json.url } });
};

async function isRefName(ask: Ask, name: string): Promise<boolean> {
  return (await ask.git.attempt(['check-ref-format', name])).code === 0;
}

/** Annotated tags are not made here, so that every ref leads to a commit. */
async function requireCommit(ask: Ask, sha: string): Promise<void> {
  const known = /^[0-9a-f]{40}$/.test(sha) && (await resolveCommit(ask.git, sha)) === sha;
  if (!known) throw refusal(422, 'Object does not exist');
}

export const updateRef: Handler = async (ask) => {
  requireWrite(ask);
  const name = `refs/${param(ask, 'ref')}`;
  const sha = requiredText(ask, 'sha');
  const before = await resolveCommit(ask.git, name);
  if (before === undefined) throw refusal(422, 'Reference does not exist');
  await requireCommit(ask, sha);
  const forced = ask.body['force'] === true;
  const forward = forced || (await isAncestor(ask.git, before, sha));
  if (!forward || !(await moveRef(ask.git, name, sha, before))) throw refusal(422, 'Update is not a fast forward');
  return Response.json(refJson(ask, { name, sha, type: 'commit' }));
};

export const deleteRef: Handler = async (ask) => {
  requireWrite(ask);
  const name = `refs/${param(ask, 'ref')}`;
  if ((await resolveCommit(ask.git, name)) === undefined) throw refusal(422, 'Reference does not exist');
  await ask.git.run(['update-ref', '-d', name]);
  // What closes with the branch does so now: it may be made again before anybody looks.
  await settlePulls(ask);
  return noContent();
};

export const listBranches: Handler = async (ask) =>
  page(ask.c, [...(await branchHeads(ask.git))], ([name, sha]) => ({
    name,
    commit: { sha, url: `${ask.url}/commits/${sha}` },
    protected: false,
  }));

export const getBranch: Handler = async (ask) => {
  const name = param(ask, 'branch');
  const sha = await branchHead(ask.git, name);
  if (sha === undefined) throw refusal(404, 'Branch not found');
  const url = `${ask.url}/branches/${encodeURIComponent(name)}`;
  return Response.json({
    name,
    commit: commitJson(ask, await commitAt(ask, sha)),
    _links: { self: url, html: `https://github.com/${ask.fullName}/tree/${name}` },
    protected: false,
    protection: { enabled: false },
    protection_url: `${url}/protection`,
  });
};
