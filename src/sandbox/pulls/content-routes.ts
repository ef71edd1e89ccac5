import { notFound } from '../http/answers.ts';
import { type Ask, type Handler, param } from './ask.ts';
import { resolveRef } from './commits.ts';

interface TreeEntry {
  readonly type: 'file' | 'dir' | 'submodule';
  readonly sha: string;
  readonly size: number;
  readonly path: string;
}

/** One file with its content, or what stands in a folder. */
export const getContent: Handler = async (ask) => {
  const path = param(ask, 'path').replace(/^\/+|\/+$/g, '');
  const ref = ask.c.req.query('ref') ?? 'HEAD';
  const sha = await resolveRef(ask.git, ref);
  if (sha === undefined) throw notFound();
  const [entry] = path === '' ? [] : await entriesOf(ask, sha, path);
  if (path !== '' && entry === undefined) throw notFound();
  if (entry?.type === 'file') return Response.json(await fileJson(ask, entry, ref));
  const entries = await entriesOf(ask, sha, path === '' ? '' : `${path}/`);
  return Response.json(entries.map((each) => entryJson(ask, each, ref)));
};

/** `mode type sha size TAB path`, ended by NUL: `git help ls-tree`. */
async function entriesOf(ask: Ask, sha: string, path: string): Promise<TreeEntry[]> {
  const listed = await ask.git.run(['ls-tree', '-z', '-l', sha, '--', ...(path === '' ? [] : [`:(literal)${path}`])]);
  const kinds = { blob: 'file', tree: 'dir', commit: 'submodule' } as const;
  return listed.split('\0').flatMap((line) => {
    const found = /^\d+ (blob|tree|commit) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line);
    if (found === null) return [];
    const type = kinds[found[1] as keyof typeof kinds];
    return [{ type, sha: found[2] ?? '', size: Number(found[3]) || 0, path: found[4] ?? '' }];
  });
}

function entryJson(ask: Ask, entry: TreeEntry, ref: string): object {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const kind = entry.type === 'file' ? 'blob' : 'tree';
  const url = `${ask.url}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${ask.url}/git/${kind}s/${entry.sha}`;
  const html = `https://github.com/${ask.fullName}/${kind}/${ref}/${path}`;
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    type: entry.type,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'file' ? html : null,
    _links: { self: url, git, html },
  };
}

async function fileJson(ask: Ask, entry: TreeEntry, ref: string): Promise<object> {
  const blob = await ask.git.attempt(['cat-file', 'blob', entry.sha]);
  const content = Buffer.from(blob.stdout, 'utf8').toString('base64');
  return { ...entryJson(ask, entry, ref), encoding: 'base64', content: content.replace(/(.{60})/g, '$1\n') };
}
