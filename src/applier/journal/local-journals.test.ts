import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { forgetPushed, localJournals } from './local-journals.ts';

it('forgets what was pushed of runs that ended or are long gone, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-journals-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = {
    '20261120T090000Z-00000001.jsonl': '{"entry":"run"}\n',
    '20261122T090000Z-00000002.jsonl': '{"entry":"run"}\n{"entry":"end"}\n',
    '20261122T091500Z-00000003.jsonl': '{"entry":"run"}\n',
    '20261122T093000Z-00000004.jsonl': '{"entry":"end"}\n',
    'notes.jsonl': '',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const journals = await localJournals(folder);
  expect([...journals.keys()][0]).toBe('2026/11/20261120T090000Z-00000001.jsonl');
  await forgetPushed(folder, journals, '20261122T093000Z-00000004', new Date('2026-11-22T10:00:00Z'));
  expect(readdirSync(folder).sort()).toEqual([
    '20261122T091500Z-00000003.jsonl',
    '20261122T093000Z-00000004.jsonl',
    'notes.jsonl',
  ]);
});
