import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/model/identity.ts';
import type { Edit, Proposal, Proposals } from '../../src/model/proposal.ts';
import type { ProposalFacts } from '../../src/proposal/facts.ts';
import { propose } from '../../src/proposal/propose.ts';
import { removeUserAttribute } from '../../src/state/edit-attributes.ts';
import { madeEdits } from '../../src/state/make-edits.ts';
import { withEdits } from '../support/edit-state.ts';
import { accountsOf, aPerson, factsOf } from '../support/proposal-facts.ts';
import { anyWrittenFacts, type Files, factsIn, loaded } from '../support/written-facts.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100), seed: 4 };

const orders = [
  ['joiners', 'movers', 'leavers'],
  ['leavers', 'movers', 'joiners'],
  ['movers', 'leavers', 'joiners'],
  ['movers', 'joiners', 'leavers'],
] as const satisfies readonly (readonly (keyof Proposals)[])[];

function edited(files: Files, edits: readonly Edit[]): Files {
  const given = [...files].map(([path, text]) => ({ path, id: text, text }));
  return new Map([...files, ...madeEdits(given, edits)]);
}

/** Two pull requests that change one line: git would not merge the second before it is made anew. */
function conflict({ movers, leavers }: Proposals): boolean {
  const renamed = new Set(movers.edits.flatMap((edit) => (edit.kind === 'rename-user' ? [keyOf(edit.before)] : [])));
  return leavers.edits.some((edit) => edit.kind === 'remove-exception' && renamed.has(keyOf(edit.user)));
}

/** What a state means, without the lines on which it stands. */
function meaningOf({ state, exceptions, policy }: ProposalFacts): unknown {
  const teams = [...state.teams.values()].map(({ extraMembers = new Set(), ...team }) => ({ ...team, extraMembers }));
  const withoutPlace = (one: object): object => ({ ...one, line: 0 });
  return {
    users: state.users,
    teams,
    repos: state.repos,
    exceptions: exceptions.map(withoutPlace),
    allowances: policy.allowances.map(withoutPlace),
  };
}

function namesIn(proposal: Proposal): string[] {
  return proposal.edits.flatMap((edit) => {
    if (edit.kind === 'rename-user') return [edit.before, edit.after];
    if (edit.kind === 'remove-exception') return [edit.user];
    return 'login' in edit ? [edit.login] : [edit.expires];
  });
}

describe('edits of a proposal, made in files of any style', () => {
  it.each(orders)('mean what was proposed, whichever is merged first: %s, %s, %s', (...order) => {
    fc.assert(
      fc.property(anyWrittenFacts, ({ facts, files }) => {
        const proposals = propose(facts);
        fc.pre(order.indexOf('leavers') < order.indexOf('movers') || !conflict(proposals));
        const after = order.reduce((files, name) => edited(files, proposals[name].edits), files);
        expect(meaningOf(factsIn(after, facts))).toEqual(meaningOf(withEdits(facts, proposals)));
      }),
      runs,
    );
  });

  it('leave nothing to propose once they are merged, but for what a new login brings to light', () => {
    fc.assert(
      fc.property(anyWrittenFacts, ({ facts, files }) => {
        let [now, rounds] = [{ facts, files }, 0];
        for (let hasRenamed = true; hasRenamed; rounds += 1) {
          const { joiners, movers, leavers } = propose(now.facts);
          const after = [leavers, movers, joiners].reduce((files, { edits }) => edited(files, edits), now.files);
          hasRenamed = movers.edits.some(({ kind }) => kind === 'rename-user');
          now = { files: after, facts: factsIn(after, facts) };
        }
        expect(rounds).toBeLessThan(4);
        const { joiners, movers, leavers } = propose(now.facts);
        expect([...joiners.edits, ...movers.edits, ...leavers.edits]).toEqual([]);
      }),
      runs,
    );
  });

  it('leave every line as it is that names nobody whom they are about', () => {
    fc.assert(
      fc.property(anyWrittenFacts, ({ facts, files }) => {
        for (const proposal of Object.values(propose(facts)) as Proposal[]) {
          const names = namesIn(proposal);
          for (const [path, text] of edited(files, proposal.edits)) {
            const linesOf = (text = ''): string[] => text.split('\n').map((line) => line.replace(/ (\[\]|\{\})/, ''));
            const isOther = (line: string): boolean =>
              !names.some((name) => line.includes(name)) && !line.includes('[');
            const now = new Set(linesOf(text));
            expect(linesOf(files.get(path)).filter((line) => isOther(line) && !now.has(line))).toEqual([]);
          }
        }
      }),
      runs,
    );
  });

  it('give back the same bytes where a suspension is taken out again', () => {
    fc.assert(
      fc.property(anyWrittenFacts, ({ facts, files }) => {
        const suspensions = propose(facts).leavers.edits.filter((edit) => edit.kind === 'suspend-user');
        const after = new Map(edited(files, suspensions));
        for (const { login } of suspensions) {
          for (const [path, text] of after) {
            const isTheirs = path.startsWith('users/') && text !== files.get(path) && text.includes(login);
            if (isTheirs) after.set(path, removeUserAttribute(text, login, 'suspended'));
          }
        }
        expect([...after]).toEqual([...files]);
      }),
      runs,
    );
  });

  it('write the employee id of a joiner as it is, or the joiner is listed', () => {
    const hostile = [
      '0017',
      '1e3',
      'yes',
      '~',
      '2026-11-20',
      'a: b # c',
      '"',
      "'",
      '{{',
      '- ',
      '\u202eE1',
      'E\n1: x',
      'E'.repeat(10_000),
    ];
    const employee = fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), fc.constantFrom(...hostile));
    const files = new Map([
      ['organization.yaml', 'name: acme\n'],
      ['users/employees.yaml', 'users:\n  root: { role: owner }\n  spare: { role: owner }\n'],
    ]);
    fc.assert(
      fc.property(employee, (employee) => {
        const accounts = accountsOf({ zoe: 26 });
        const facts = factsOf(loaded(files), [aPerson(employee, 'active', { login: 'zoe' })], { accounts });
        const { edits, listed } = propose(facts).joiners;
        const written = factsIn(edited(files, edits), facts).state.users.get(keyOf('zoe'))?.employee;
        expect(written ?? listed.map(({ kind }) => kind)).toEqual(
          edits.length === 0 ? ['not-an-employee-id'] : employee,
        );
      }),
      runs,
    );
  });

  it('are of every kind among such facts', () => {
    const proposals = fc.sample(anyWrittenFacts, { numRuns: 500, seed: 4 }).map(({ facts }) => propose(facts));
    const all = proposals.flatMap(({ joiners, movers, leavers }) => [joiners, movers, leavers]);
    expect(new Set(all.flatMap(({ edits }) => edits.map(({ kind }) => kind)))).toEqual(
      new Set([
        'add-user',
        'suspend-user',
        'remove-user',
        'remove-outside',
        'rename-user',
        'add-team-member',
        'remove-team-member',
        'remove-exception',
        'remove-allowance',
      ]),
    );
  });
});
