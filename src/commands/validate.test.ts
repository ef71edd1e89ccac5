import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineClock } from '../scm/machine-clock.ts';
import type { Context } from './context.ts';
import { validate } from './validate.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let dir: string;
let printed: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-validate-'));
  printed = '';
});

afterEach(() => rm(dir, { recursive: true, force: true }));

function context(overrides: Partial<Context>): Context {
  return {
    env: {},
    cwd: dir,
    state: '.',
    format: 'text',
    quiet: false,
    verbose: false,
    color: false,
    out: (text) => {
      printed += text;
    },
    log: () => {},
    ...machineClock,
    now: () => new Date('2026-11-22T12:00:00Z'),
    signal: new AbortController().signal,
    ...overrides,
  };
}

describe('validate', () => {
  it.each(['organization.yaml', 'users/people.yaml', 'teams/sre.yaml'])(
    'calls nothing missing or unknown that may stand in a file which cannot be read: %s',
    async (unread) => {
      const files = {
        'organization.yaml': 'name: acme\n',
        'policy.yaml': 'owners: { minimum: 1 }\n',
        'users/owners.yaml': 'users:\n  alice: { role: owner }\n',
        'users/people.yaml': 'users:\n  bob: {}\n',
        'teams/sre.yaml': 'name: SRE\n',
        'teams/web.yaml': 'parent: sre\nmembers: [bob]\n',
        [unread]: Buffer.from([0xff]),
      };
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), content);
      }
      expect(await validate(context({ format: 'json' }))).toBe(1);
      const { problems } = JSON.parse(printed) as { problems: readonly { file: string; message: string }[] };
      expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
        `${unread}: this line is not UTF-8: save the file as UTF-8`,
      ]);
    },
  );

  it('finds nothing wrong with the example organisation', async () => {
    expect(await validate(context({ cwd: root, state: 'state' }))).toBe(0);
    expect(printed).toMatch(/^no problems in \d+ users, \d+ teams, /);
  });

  it('prints paths from where the user stands, and ends with 1 where there are errors', async () => {
    await writeFile(join(dir, 'organization.yaml'), 'nmae: acme\n');
    expect(await validate(context({ cwd: join(dir, '..'), state: dir }))).toBe(1);
    expect(printed).toContain(
      `${dir.split('/').at(-1)}/organization.yaml:1:1: unknown key "nmae"; did you mean "name"?\n`,
    );
    expect(printed).toContain(', 0 warnings in 0 users');
  });

  it('prints paths without a folder where the user stands in the state', async () => {
    await writeFile(join(dir, 'organization.yaml'), '');
    expect(await validate(context({}))).toBe(1);
    expect(printed).toMatch(/^organization.yaml:1:1: /);
  });

  it('ends with 0 where there are only warnings', async () => {
    await writeFile(join(dir, 'organization.yaml'), 'name: acme\n');
    await writeFile(join(dir, 'policy.yaml'), 'owners: { minimum: 1 }\nprotected: [zed]\n');
    await mkdir(join(dir, 'users'));
    await writeFile(join(dir, 'users/a.yaml'), 'users: { alice: { role: owner } }\n');
    expect(await validate(context({ format: 'json' }))).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ version: 1, counts: { errors: 0, warnings: 1, users: 1 } });
  });

  it('prints annotations for GitHub', async () => {
    await writeFile(join(dir, 'organization.yaml'), 'name: [acme]\n');
    await validate(context({ format: 'github' }));
    expect(printed).toContain('::error file=organization.yaml,line=1,col=7::a list stands where text is due\n');
  });

  it('says where it looked for a directory that is not there', async () => {
    await expect(validate(context({ state: 'nope' }))).rejects.toThrow('cannot read the state directory nope');
  });
});
