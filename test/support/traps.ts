import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files in which a pull request hides commands, in the hope that a workflow runs one of them. */
export interface Traps {
  readonly files: Readonly<Record<string, string>>;
  /** The names of those that ran. */
  sprung(): readonly string[];
  /** Runs some of them, to show that they would be heard of. */
  spring(checkout: string): void;
  /** A folder laid out as a bare repository, whose configuration has git run a command. */
  bareRepository(folder: string): Readonly<Record<string, string>>;
  /** Lets git look at that folder. */
  springGit(folder: string): void;
}

const programs = ['node', 'npm', 'npx', 'rollcall', 'git', 'bash', 'sh', 'tsc'];

export function setTraps(): Traps {
  const heard = mkdtempSync(join(tmpdir(), 'rollcall-traps-'));
  onTestFinished(() => rmSync(heard, { recursive: true, force: true }));
  const shell = (name: string): string => `touch '${join(heard, name)}'`;
  const program = (name: string): string => `#!/bin/sh\n${shell(name)}\n`;
  const module = (name: string): string =>
    `require('node:fs').writeFileSync(${JSON.stringify(join(heard, name))}, '');\n`;
  const run = (command: string, folder: string, args: readonly string[]): void => {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    execFileSync(command, args, { cwd: folder, env, stdio: 'pipe' });
  };
  const scripts = ['preinstall', 'install', 'postinstall', 'prepare', 'build', 'preci'];
  const files = {
    ...Object.fromEntries(
      programs.flatMap((name) => ['', 'bin/', 'node_modules/.bin/'].map((folder) => [folder + name, program(name)])),
    ),
    'package.json': JSON.stringify({
      name: 'access',
      bin: { rollcall: 'rollcall' },
      scripts: Object.fromEntries(scripts.map((name) => [name, shell(name)])),
    }),
    '.npmrc': 'node-options=--require ./trap.cjs\nscript-shell=./sh\nignore-scripts=false\n',
    'trap.cjs': module('trap.cjs'),
    'node_modules/commander/index.js': module('commander'),
    'node_modules/yaml/index.js': module('yaml'),
    'dist/cli.js': module('cli.js'),
    'scripts/run-in-workflow.mjs': `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(join(heard, 'script'))}, '');\n`,
    '.rollcallrc': shell('rollcallrc'),
    '.bashrc': shell('bashrc'),
    '.bash_profile': shell('bash_profile'),
    '.envrc': shell('envrc'),
    '.node-version': '0.10.0\n',
    '.gitattributes': '* filter=trap diff=trap merge=trap\n',
    '.githooks/post-checkout': program('hook'),
    '.github/workflows/plan.yml': 'jobs: {}\n',
    '.github/actions/plan/action.yml': `runs: { using: composite, steps: [{ run: "${shell('action')}", shell: bash }] }\n`,
  };
  return {
    files,
    sprung: () => readdirSync(heard).sort(),
    spring: (checkout) => run('sh', checkout, ['rollcall']),
    bareRepository: (folder) => ({
      [`${folder}/HEAD`]: 'ref: refs/heads/main\n',
      [`${folder}/objects/.keep`]: '',
      [`${folder}/refs/.keep`]: '',
      [`${folder}/config`]: [
        '[core]',
        'repositoryformatversion = 0',
        'bare = false',
        'worktree = .',
        `fsmonitor = "${shell('fsmonitor')}; false"`,
        '',
      ].join('\n'),
    }),
    springGit: (folder) => run('git', folder, ['status']),
  };
}
