import { array, assert, constantFrom, integer, nat, oneof, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectHarmless, expectWholeTables } from '../../test/support/harmless-markdown.ts';
import { renderedMarkdown, tablesIn } from '../../test/support/rendered-markdown.ts';
import { sampleEdit, sampleListed, sampleReport } from '../../test/support/sample-proposal.ts';
import type { EditBody, Edit, Listed, ListedKind } from '../model/proposal.ts';
import { visible } from './escape.ts';
import type { ProposalReport } from './proposal.ts';
import { headings } from './proposal/kinds.ts';
import { proposalAsMarkdown, proposalMessage, proposalTitle, refusedListAsMarkdown } from './proposal-markdown.ts';
import { suspensionAsMarkdown, suspensionTitle } from './suspension-markdown.ts';

const marks = [
  ['@everyone', '@acme/all', '#12', 'GH-12', 'acme/access#1', '`', '``', '|', '\\|', '\n', '\r\n', '\\', '=cmd()'],
  ['<b>', '</details>', '<img src=x onerror=alert(1)>', '<!--', '-->', '&lt;', '&#64;all', '](http://x)', '![', '[^1]'],
  ['http://x.y', 'www.x.y', 'a@b.c', ':smile:', '$x$', '**', '__', '~~', '- ', '1. ', '> ', '# ', '|---|', '\t'],
  ['\u202E', '\u200B', '\uFEFF', '\u{E0041}', '\uD800', '\u0000', '\u2028', ' ', 'x'.repeat(10_000), '王', '🙂'],
].flat();
const hostile = array(oneof(constantFrom(...marks), string({ unit: 'binary', maxLength: 8 })), { maxLength: 5 }).map(
  (parts) => parts.join(''),
);

const kinds = Object.keys(headings) as ListedKind[];

const body = record({ which: nat(6), name: hostile, other: hostile }).map(({ which, name, other }): EditBody => {
  const bodies: readonly EditBody[] = [
    { kind: 'add-user', login: name, id: 1, employee: other },
    { kind: 'suspend-user', login: name, suspended: '2026-11-22' },
    { kind: 'remove-user', login: name, teams: [other, name], repos: [other] },
    { kind: 'rename-user', before: other, after: name, id: 1 },
    { kind: 'add-team-member', team: other, login: name },
    { kind: 'remove-team-member', team: other, login: name },
    { kind: 'remove-allowance', why: other, expires: '2026-11-22', file: name, line: 1 },
  ];
  return bodies[which] ?? { kind: 'suspend-user', login: name, suspended: '2026-11-22' };
});
const edit = record({ body, reason: hostile, place: hostile }).map(
  ({ body, reason, place }): Edit =>
    sampleEdit(body, reason, [{ source: place, place, status: reason, leftOn: reason }]),
);
const listed = record({ kind: constantFrom(...kinds), reason: hostile, name: hostile }).map(
  ({ kind, reason, name }): Listed => sampleListed(kind, reason, { login: name, employee: name, team: name }),
);
const report = record({
  which: constantFrom('joiners', 'movers', 'leavers'),
  edits: array(edit, { maxLength: 8 }),
  listed: array(listed, { maxLength: 15 }),
}).map(({ which, edits, listed }): ProposalReport => sampleReport(which, { edits, listed }));

describe('names and words of HR in a proposal', () => {
  it('mention, link and format nothing, in the body, its rest and the list of a refusal', () => {
    assert(
      property(report, integer({ min: 20_000, max: 60_000 }), (report, limit) => {
        const { body, rest = '' } = proposalAsMarkdown(report, { limit });
        expect(body.length).toBeLessThanOrEqual(limit);
        for (const text of [body, rest, refusedListAsMarkdown(report, [])]) {
          expectHarmless(text);
          expectWholeTables(text);
        }
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it('stand in the cells that are theirs', () => {
    assert(
      property(
        hostile.filter((text) => text.length < 80),
        (name) => {
          const edits = [sampleEdit({ kind: 'add-user', login: name, id: 1, employee: name }, name)];
          const [table] = tablesIn(renderedMarkdown(proposalAsMarkdown(sampleReport('joiners', { edits })).body));
          // A renderer drops spaces at the ends of a cell, and shows nothing of NUL.
          const shown = visible(name).trim();
          expect(table?.[1]?.map((cell) => cell.trim())).toEqual([shown, shown, '', shown]);
        },
      ),
      { numRuns: 80, seed: 4 },
    );
  });

  it('are in no title and no message but as a login', () => {
    assert(
      property(report, (report) => {
        const title = proposalTitle(report);
        expect(title).toMatch(/^[A-Za-z0-9,: ]{1,256}$/);
        expect(proposalMessage(report, []).split('\n')[0]).toBe(title);
      }),
    );
  });
});

describe('a body with a limit', () => {
  it('never exceeds it, and loses no row: what it does not show it counts, and the file has all', () => {
    const rows = array(constantFrom('short', 'x'.repeat(300), '|@'.repeat(100)), { maxLength: 400 });
    assert(
      property(rows, rows, integer({ min: 20_000, max: 60_000 }), (reasons, lists, limit) => {
        const edits = reasons.map((reason, index) =>
          sampleEdit({ kind: 'suspend-user', login: `user${index}`, suspended: '2026-11-22' }, reason),
        );
        const listed = lists.map((reason, index) =>
          sampleListed(kinds[index % kinds.length] ?? 'unknown', reason, {
            login: `kept${index}`,
            employee: `E${index}`,
          }),
        );
        const { body, rest } = proposalAsMarkdown(sampleReport('leavers', { edits, listed }), { limit });
        expect(body.length).toBeLessThanOrEqual(limit);
        const shown = count(body, /^\| `user\d+` \|/gm) + count(body, /^- /gm);
        const left = Number(/\*\*([\d,]+) lines? more did not fit/.exec(body)?.[1]?.replaceAll(',', '') ?? 0);
        expect(shown + left).toBe(edits.length + listed.length);
        const inRest = rest === undefined ? undefined : count(rest, /^\| `(?:user|kept)\d+` \|/gm);
        expect(inRest).toBe(left === 0 ? undefined : edits.length + listed.length);
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

describe('a suspension', () => {
  it('lets neither its reason nor a name do anything', () => {
    assert(
      property(array(hostile, { minLength: 1, maxLength: 30 }), (names) => {
        const [reason = ''] = names;
        const people = names.map((login) => ({
          login,
          employee: login,
          role: 'owner' as const,
          teams: names,
          repos: names,
        }));
        const report = {
          people,
          reason,
          overBudget: [],
          basePermission: undefined,
          graceDays: 14,
          branch: 'rollcall/suspend',
        };
        const text = suspensionAsMarkdown(report, { limit: 60_000 });
        expect(text.length).toBeLessThanOrEqual(60_000);
        expectHarmless(text);
        expectWholeTables(text);
        expect(suspensionTitle(report)).toMatch(/^[\w -]{1,256}$/);
      }),
      { numRuns: 20, seed: 4 },
    );
  });
});
