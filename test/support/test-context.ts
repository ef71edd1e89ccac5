import type { Context } from '../../src/commands/context.ts';
import { machineClock } from '../../src/scm/machine-clock.ts';

/** The context of a command that stands in a folder; what is printed is kept. */
export interface TestContext extends Context {
  readonly printed: { out: string; log: string };
}

export function testContext(cwd: string, parts: Partial<Context> = {}): TestContext {
  const printed = { out: '', log: '' };
  return {
    env: {},
    cwd,
    state: 'state',
    format: 'text',
    quiet: false,
    verbose: false,
    color: false,
    out: (text) => void (printed.out += ended(text)),
    log: (text) => void (printed.log += ended(text)),
    ...machineClock,
    signal: new AbortController().signal,
    printed,
    ...parts,
  };
}

/** As the command line prints it. */
function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
