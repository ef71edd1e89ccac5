import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../src/model/account.ts';
import { dayOf } from '../src/model/day.ts';
import { type Key, keyOf } from '../src/model/identity.ts';
import { feedChecks } from '../src/proposal/feed-checks.ts';
import { joined } from '../src/proposal/people/joined.ts';
import { recordsOf } from '../src/proposal/people/records.ts';
import { propose } from '../src/proposal/propose.ts';
import { readSource } from '../src/roster/read-source.ts';
import { loadState } from '../src/state/load-state.ts';
import { madeEdits } from '../src/state/make-edits.ts';
import { anHrOrganization, csvOf, rosterFile, stateFilesOf } from '../test/support/hr-organization.ts';
import { processorTimes } from './processor-time.ts';

/** Of one CSV export to the edited files, without git and GitHub. */
export interface ProposeCost {
  /** Milliseconds of processor time. */
  readonly read: number;
  /** Checking, joining, proposing, editing. */
  readonly propose: number;
  /** Bytes of the process at its largest, everything in it: the state, the export and this program. */
  readonly memory: number;
}

/** @throws where the proposal is not the one that the news of the day imply */
export async function costOfPropose(people: number, rounds: number): Promise<ProposeCost> {
  const today = dayOf(new Date());
  const organization = anHrOrganization(people, today);
  const files = [
    ...stateFilesOf(organization),
    { path: 'roster.yaml', id: 'roster', text: rosterFile('csv: { file: people.csv }') },
  ];
  const { state, policy, exceptions, roster } = loadState(files, { prefix: 'state', today });
  const source = roster?.sources[0];
  if (source === undefined) throw new Error('there is no source');
  const accounts = new Map<Key, Account>(
    organization.after.map((row, index) => {
      const login = row.github_login;
      return [keyOf(login), { kind: 'person', login, id: state.users.get(keyOf(login))?.id ?? 900_000 + index }];
    }),
  );
  const root = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  writeFileSync(join(root, 'people.csv'), csvOf(organization.after));
  const read = () => readSource(source, { root, env: {}, now: () => new Date() });
  const feed = await read();
  try {
    const costs = await processorTimes(
      {
        read,
        propose: () => {
          const records = recordsOf(feed, source, today);
          const violations = feedChecks(feed, records, source, {
            lastCounts: undefined,
            allowances: [],
            now: new Date(),
          });
          const { people, inLoginConflict } = joined([records]);
          const facts = {
            people,
            withheld: inLoginConflict,
            state,
            exceptions,
            policy,
            today,
            bots: new Set<Key>(),
            restored: [],
            suspendedSince: new Map(),
            accounts,
            live: new Map(),
          };
          const { joiners, movers, leavers } = propose(facts);
          const edits = [joiners, movers, leavers].map((proposal) => madeEdits(files, proposal.edits).size);
          if (violations.length > 0 || edits.includes(0)) throw new Error('not the news of the day');
        },
      },
      rounds,
    );
    return { ...costs, memory: process.resourceUsage().maxRSS * 1024 };
  } finally {
    rmSync(root, { recursive: true });
  }
}
