import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { readStateDirectory } from './read-directory.ts';

let dir: string;
let outside: string;

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'rollcall-state-'));
  [dir, outside] = [join(root, 'state'), join(root, 'outside')];
  await mkdir(dir);
  await mkdir(outside);
});

afterEach(() => rm(dirname(dir), { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array): Promise<string> {
  const file = join(dir, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

async function read() {
  const { files, problems } = await readStateDirectory(dir, 'state');
  return {
    paths: files.map(({ path }) => path),
    problems: problems.map(({ severity, file, line, message }) => `${severity} ${file}:${line} ${message}`),
  };
}

describe('readStateDirectory', () => {
  it('reads the files of a state, sorted, with the same id for the same content', async () => {
    await put('teams/b.yaml', 'name: B\n');
    await put('teams/a.yaml', 'name: B\n');
    await put('repos/.github.yaml', '{}\r\n');
    await put('organization.yaml', '\ufeffname: acme\n');
    const { files, problems } = await readStateDirectory(dir);
    expect(problems).toEqual([]);
    expect(files.map(({ path, text }) => [path, text])).toEqual([
      ['organization.yaml', '\ufeffname: acme\n'],
      ['repos/.github.yaml', '{}\r\n'],
      ['teams/a.yaml', 'name: B\n'],
      ['teams/b.yaml', 'name: B\n'],
    ]);
    expect(files[2]?.id).toBe(files[3]?.id);
    expect(files[0]?.id).not.toBe(files[2]?.id);
  });

  it('says what to do where there is no such directory, or where it is a file', async () => {
    await expect(readStateDirectory(join(dir, 'nope'), 'nope')).rejects.toThrow(UsageError);
    await expect(readStateDirectory(join(dir, 'nope'), 'nope')).rejects.toThrow(
      'cannot read the state directory nope: there is no such directory. Stand in the state repository',
    );
    await expect(readStateDirectory(await put('x', ''), 'x')).rejects.toThrow('x is a file, not a directory');
  });

  it('follows symlinks inside the directory and refuses those that lead out of it', async () => {
    await put('teams/a.yaml', '{}');
    await symlink('a.yaml', join(dir, 'teams/b.yaml'));
    await writeFile(join(outside, 'secret.yaml'), 'password: x\n');
    await symlink('../../outside/secret.yaml', join(dir, 'teams/c.yaml'));
    await symlink('../outside', join(dir, 'users'));
    await symlink('nowhere', join(dir, 'teams/d.yaml'));
    await symlink('..', join(dir, 'teams/up'));
    expect(await read()).toEqual({
      paths: ['teams/a.yaml', 'teams/b.yaml'],
      problems: [
        'error state/teams/c.yaml:1 this symlink leads out of the state directory and is not followed: put the file itself here',
        'error state/teams/d.yaml:1 this symlink leads nowhere',
        'error state/teams/up:1 this symlink leads out of the state directory and is not followed: put the file itself here',
        'error state/users:1 this symlink leads out of the state directory and is not followed: put the file itself here',
      ],
    });
  });

  it('refuses names that people mistake, and warns of files that are no part of a state', async () => {
    for (const path of ['teams/a b.yaml', 'teams/a..b.yaml', 'teams/a\nb.yaml', 'notes.txt', 'teams/.gitkeep']) {
      await put(path, '{}');
    }
    expect(await read()).toEqual({
      paths: [],
      problems: [
        'warning state/notes.txt:1 this file is no part of a state and is not read',
        'error state/teams/a\nb.yaml:1 the file name has a line break or another control character in it: rename the file',
        'error state/teams/a b.yaml:1 the file name has a space in it: rename the file',
        'error state/teams/a..b.yaml:1 the file name has ".." in it: rename the file',
      ],
    });
  });

  it('says on which line a file stops being UTF-8', async () => {
    await put('teams/a.yaml', Buffer.concat([Buffer.from('name: ä\n'), Buffer.from([0x6e, 0xff, 0x0a])]));
    expect((await read()).problems).toEqual([
      'error state/teams/a.yaml:2 this line is not UTF-8: save the file as UTF-8',
    ]);
  });

  it('does not read a file that is larger than any file of a state', async () => {
    await truncate(await put('users/a.yaml', ''), 50_000_000);
    expect(await read()).toEqual({
      paths: [],
      problems: ['error state/users/a.yaml:1 the file is larger than 5 MB: split it'],
    });
  });

  it('says that a folder stands where a file is due', async () => {
    await mkdir(join(dir, 'teams/a.yaml'), { recursive: true });
    expect((await read()).problems).toEqual([
      'error state/teams/a.yaml:1 the file cannot be read: it is no plain file',
    ]);
  });

  it('does not wait for what is no file', async () => {
    await mkdir(join(dir, 'teams'));
    const socket = createServer().listen(join(dir, 'teams/a.yaml'));
    await once(socket, 'listening');
    expect((await read()).problems).toEqual([
      'error state/teams/a.yaml:1 the file cannot be read: it is no plain file',
    ]);
    socket.close();
  });

  it('says that a file or folder may not be read', async () => {
    await chmod(dirname(dir), 0o755);
    await chmod(await put('teams/a.yaml', '{}'), 0o000);
    await put('users/b.yaml', '{}');
    await chmod(join(dir, 'users'), 0o000);
    const { problems } = await asNobody(read);
    await chmod(join(dir, 'users'), 0o755);
    expect(problems).toEqual([
      'error state/users:1 this folder cannot be read: permission denied',
      'error state/teams/a.yaml:1 the file cannot be read: permission denied',
    ]);
  });
});

/** Permissions mean nothing to root, so root steps down. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
