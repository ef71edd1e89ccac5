import { type Change, inBrief } from '../../src/model/change.ts';
import type { Step } from '../../src/model/journal.ts';
import { requestOf } from '../../src/scm/github/request-of.ts';
import type { Logged } from './rehearsal.ts';

/** A write as GitHub's own log has it, and the journal's step that it belongs to. */
export interface Row {
  /** Null: the journal speaks of a request that never came. */
  readonly request: Logged | null;
  /** Null: nothing in the journal accounts for it. */
  readonly step: Step | null;
  /** By GitHub's id of the request; where no answer came, or was not read, by what was asked for. */
  readonly by: 'id' | 'line' | null;
}

/** Everything that was asked for but for reading. */
export function writesIn(log: readonly Logged[]): readonly Logged[] {
  return log.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');
}

/** Every write of the log beside its step, in the log's order; then the steps that no write belongs to. */
export function logBesideJournal(log: readonly Logged[], steps: readonly Step[]): readonly Row[] {
  const writes = writesIn(log);
  const byId = new Map(steps.flatMap((step) => (step.requestId === null ? [] : [[step.requestId, step] as const])));
  const used = new Map<Step, number>();
  const use = (step: Step): Step => {
    used.set(step, (used.get(step) ?? 0) + 1);
    return step;
  };
  const known = new Map(
    writes.flatMap((write) => {
      const step = write.id === null ? undefined : byId.get(write.id);
      return step === undefined ? [] : [[write, use(step)] as const];
    }),
  );
  const hasRoom = (step: Step): boolean => step.outcome === null || (used.get(step) ?? 0) < step.attempts;
  const rows = writes.map((request): Row => {
    const sure = known.get(request);
    if (sure !== undefined) return { request, step: sure, by: 'id' };
    const likely = steps.find((step) => hasRoom(step) && lineOf(step.change) === `${request.method} ${request.path}`);
    return likely === undefined ? { request, step: null, by: null } : { request, step: use(likely), by: 'line' };
  });
  const unsent = steps.filter((step) => !used.has(step));
  return [...rows, ...unsent.map((step): Row => ({ request: null, step, by: null }))];
}

/** Method and path of the request that a change is, where every team is called what the state calls it. */
export function lineOf(change: Change): string {
  // Until it has another name, a team is called by the one that it had.
  const named = change.kind === 'update-team' ? change.before.name : undefined;
  const anyTeam = { get: (slug: string) => ({ id: 0, slug: named ?? slug }) };
  const directory = { teams: anyTeam as never, logins: new Map<string, string>(), repos: new Map<string, string>() };
  const { route, parameters } = requestOf(change, 'acme', directory);
  return route.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]));
}

/** The rows as text: on the left what GitHub's log has, on the right what the journal says of it. */
export function asTable(rows: readonly Row[], nameOf: (requestId: string) => string = (id) => id): string {
  const cells = rows.map(({ request, step }): [string, string] => [
    request === null ? '-' : asked(request, nameOf),
    step === null ? '-' : told(step, nameOf),
  ]);
  const width = Math.max(...cells.map(([left]) => left.length));
  return cells.map(([left, right]) => `${left.padEnd(width)} | ${right}`.trimEnd()).join('\n');
}

function asked({ method, path, status, id, effect }: Logged, nameOf: (id: string) => string): string {
  const answer = id === null ? 'no answer' : `${status} ${nameOf(id)}`;
  return `${method} ${path} → ${answer}${effect ? '' : ', no effect'}`;
}

function told(step: Step, nameOf: (id: string) => string): string {
  const { outcome, requestId, attempts, sequence, change } = step;
  const what = `#${sequence} ${inBrief(change)}`;
  if (outcome === null) return `${what}: without outcome`;
  const said = outcome.code === undefined ? outcome.result : `${outcome.result} (${outcome.code})`;
  return `${what}: ${said}, ${requestId === null ? 'no id' : nameOf(requestId)}${attempts === 1 ? '' : `, sent ${attempts} times`}`;
}
