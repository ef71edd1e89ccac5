import { newRunId, openJournal } from '../../src/applier/journal/journal.ts';
import { RollcallError } from '../../src/model/errors.ts';
import { sampleChange, sampleKinds } from './sample-plan.ts';

/**
 * A process that writes a journal into the folder it is given until it is killed or the disk is full. After each
 * request it says its number, as apply would send it then.
 */
const journal = openJournal(process.argv[2] ?? '.', newRunId(new Date()), () => new Date());
const facts = { organization: 'acme', commit: null, base: null, scope: 'full', digest: 'd'.repeat(64) } as const;
try {
  journal.started({ ...facts, owner: 'alice', changes: 1_000_000 });
  for (let round = 0; ; round++) {
    const kind = sampleKinds[round % sampleKinds.length] ?? 'remove-member';
    const sequence = journal.before(sampleChange(kind), { wave: 1, held: null, review: null });
    process.stdout.write(`${sequence}\n`);
    journal.after(sequence, sampleChange(kind), { result: 'done', requestId: 'ABCD:1', attempts: 1 });
  }
} catch (error) {
  process.stdout.write(error instanceof RollcallError ? error.code : String(error));
}
