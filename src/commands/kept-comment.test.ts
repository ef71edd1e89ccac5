import { expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { machineClock } from '../scm/machine-clock.ts';
import { type Context, exit } from './context.ts';
import { keepingComment } from './kept-comment.ts';

function context(parts: Partial<Context> = {}): Context {
  return {
    env: {},
    cwd: '/',
    state: 'state',
    format: 'markdown',
    quiet: false,
    verbose: false,
    color: false,
    out: () => undefined,
    log: () => undefined,
    ...machineClock,
    signal: new AbortController().signal,
    ...parts,
  };
}

it.each<[string, number, Partial<Context>, string]>([
  ['what is no number', Number.NaN, {}, 'the number of a pull request'],
  ['zero', 0, {}, 'the number of a pull request'],
  ['another format', 12, { format: 'json' }, 'add --format markdown'],
])('refuses %s before the command has run', async (_, number, parts, message) => {
  let ran = false;
  const kept = keepingComment(context(parts), number, () => {
    ran = true;
    return Promise.resolve(exit.done);
  });
  await expect(kept).rejects.toThrow(UsageError);
  await expect(kept).rejects.toThrow(message);
  expect(ran).toBe(false);
});

it('ends with the error of the command, where that cannot be told on the pull request either', async () => {
  const logged: string[] = [];
  const env = { GITHUB_REPOSITORY: 'acme/access' };
  const kept = keepingComment(context({ env, log: (text) => logged.push(text) }), 12, () =>
    Promise.reject(new Error('GitHub was asked in vain')),
  );
  await expect(kept).rejects.toThrow('GitHub was asked in vain');
  expect(logged.join('\n')).toContain('There is no token for GitHub');
});
