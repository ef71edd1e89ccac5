import { GitError } from '../model/errors.ts';
import type { Git } from './git.ts';

/** Content of a blob, or its size alone where it is larger than what is read. */
export type Blob = { readonly bytes: Buffer } | { readonly tooLarge: number };

/**
 * Reads any number of blobs with two commands: one asks for sizes, so that a huge file is never held in memory, the
 * other for contents.
 * @param ids as git listed them in a tree of this repository
 * @param limit in bytes
 */
export async function readBlobs(git: Git, ids: ReadonlySet<string>, limit: number): Promise<ReadonlyMap<string, Blob>> {
  const sizes = await sizesOf(git, ids);
  const small = [...sizes].filter(([, size]) => size <= limit).map(([id]) => id);
  const contents = split(await git.feed(['cat-file', '--batch'], lines(small)));
  return new Map([...sizes].map(([id, size]) => [id, blobOf(contents.get(id), size)]));
}

function blobOf(bytes: Buffer | undefined, size: number): Blob {
  return bytes === undefined ? { tooLarge: size } : { bytes };
}

async function sizesOf(git: Git, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const answer = await git.feed(['cat-file', '--batch-check=%(objectname) %(objectsize)'], lines([...ids]));
  return new Map(
    answer
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [id = '', size = ''] = line.split(' ');
        if (!/^\d+$/.test(size))
          throw new GitError('blob-missing', `Object ${id} is ${size}. Check the clone: git fsck.`);
        return [id, Number(size)];
      }),
  );
}

function lines(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}

/** The answer is `id type size`, a newline, the content, a newline; and so on. */
function split(answer: Buffer): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf('\n', at);
    const [id = '', , size = ''] = answer.toString('latin1', at, end).split(' ');
    const start = end + 1;
    at = start + Number(size);
    contents.set(id, answer.subarray(start, at));
    at += 1;
  }
  return contents;
}
