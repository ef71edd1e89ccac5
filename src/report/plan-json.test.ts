import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import {
  sampleChange,
  sampleKinds,
  samplePlan,
  sampleUnmanaged,
  sampleViolation,
} from '../../test/support/sample-plan.ts';
import schema from '../../schemas/plan.schema.json' with { type: 'json' };
import { planAsJson } from './plan-json.ts';

const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

function problemsOf(data: unknown): readonly unknown[] {
  return validate(JSON.parse(JSON.stringify(data))) ? [] : (validate.errors ?? []);
}

const backwards = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).toReversed()) as T;

describe('a plan as JSON', () => {
  it('has the keys of the contract, in their order', () => {
    const removals = { total: 1, teams: 0, members: 1, repoAccess: 0, teamMemberships: 0 };
    const change = sampleChange('remove-member', { cause: { suspension: 'eli' } });
    const findings = [{ message: 'zoe is gone', finding: 'departed', login: 'zoe', unfinished: true }] as const;
    const [unmanaged] = sampleUnmanaged;
    const plan = samplePlan({ changes: [change], removals, findings, unmanaged: unmanaged ? [unmanaged] : [] });
    expect(planAsJson(plan, [sampleViolation])).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "organization": "acme",
        "commit": "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b",
        "base": "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
        "scope": {
          "kind": "full"
        },
        "summary": {
          "changes": 1,
          "byKind": {
            "remove-member": 1
          },
          "removals": {
            "members": 1,
            "teamMemberships": 0,
            "teams": 0,
            "repoAccess": 0,
            "total": 1
          }
        },
        "changes": [
          {
            "kind": "remove-member",
            "login": "eli",
            "id": 1005,
            "role": "member",
            "reason": "The line says so",
            "attribution": {
              "commit": "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b",
              "file": "state/teams/sre.yaml",
              "line": 12
            },
            "cause": {
              "suspension": "eli"
            }
          }
        ],
        "unmanaged": [
          {
            "kind": "member",
            "login": "mo",
            "role": "member",
            "pending": true
          }
        ],
        "findings": [
          {
            "finding": "departed",
            "message": "zoe is gone",
            "login": "zoe",
            "unfinished": true
          }
        ],
        "violations": [
          {
            "guard": "removals",
            "message": "This would take 3,499 members away; the budget is 10 and 1 % of 3,500, which is 35.",
            "allow": "allowances:\\n  - { allow: { members: 3499 }, reason: …, approvedBy: …, expires: 2026-12-06 }",
            "figures": {
              "budget": 10,
              "removed": 3499
            }
          }
        ],
        "digest": "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
      }
      "
    `);
  });

  it.each(sampleKinds)('leaves nothing out of %s', (kind) => {
    const change = sampleChange(kind);
    const { changes } = JSON.parse(planAsJson(samplePlan({ changes: [change] }), [])) as {
      changes: readonly unknown[];
    };
    expect(changes).toEqual([change]);
  });

  it.each(sampleKinds)('fits its schema with %s, and would not with a key more or less', (kind) => {
    const findings = [{ finding: 'renamed', message: 'zoe is zoé now', login: 'zoe' }] as const;
    const changes = [sampleChange(kind), sampleChange(kind, { attribution: null, cause: { conversion: 'eli' } })];
    const plan = samplePlan({ changes, findings, unmanaged: sampleUnmanaged });
    const data = JSON.parse(planAsJson(plan, [sampleViolation])) as { changes: readonly object[] };
    expect(problemsOf(data)).toEqual([]);
    const [first] = data.changes;
    for (const wrong of [
      { ...first, more: 1 },
      { ...first, reason: undefined },
    ]) {
      expect(problemsOf({ ...data, changes: [wrong] })).not.toEqual([]);
    }
  });

  it('fits its schema where only a part was looked at and nothing is committed', () => {
    const scope = { kind: 'touched', users: ['bob'], teams: [], repos: ['core'] } as const;
    expect(problemsOf(JSON.parse(planAsJson(samplePlan({ scope, commit: null, base: null }), [])))).toEqual([]);
  });

  it('says why apply changed nothing', () => {
    const data: unknown = JSON.parse(planAsJson(samplePlan(), [], { dryRun: ['The checkout is dirty.'] }));
    expect(data).toMatchObject({ dryRun: ['The checkout is dirty.'] });
    expect(problemsOf(data)).toEqual([]);
  });

  it('is the same text for the same plan, whatever the order of its keys', () => {
    const changes = sampleKinds.map((kind) => sampleChange(kind));
    const plan = samplePlan({ changes, unmanaged: sampleUnmanaged });
    const turned = backwards({ ...plan, changes: changes.map(backwards), unmanaged: sampleUnmanaged.map(backwards) });
    expect(planAsJson(turned, [backwards(sampleViolation)])).toBe(planAsJson(plan, [sampleViolation]));
  });

  it('writes characters that hide or reorder text as escapes', () => {
    const reason = '\u202E\u{E0041}\u007F';
    const text = planAsJson(samplePlan({ changes: [sampleChange('remove-member', { reason })] }), []);
    expect(text).toContain('"\\u202e\\udb40\\udc41\\u007f"');
    expect(JSON.parse(text)).toMatchObject({ changes: [{ reason }] });
  });
});
