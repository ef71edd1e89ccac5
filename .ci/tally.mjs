// Counts what vitest's JSON report says: `node .ci/tally.mjs REPORT` prints "N passed, N failed, N skipped".
// Ends with 1 where something failed, where nothing ran, and where there is no report.
import { readFileSync } from 'node:fs';

const counts = { passed: 0, failed: 0, skipped: 0 };
const kinds = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
  pending: 'skipped',
  todo: 'skipped',
  disabled: 'skipped',
};

try {
  const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  for (const { status, assertionResults } of testResults) {
    for (const result of assertionResults) counts[kinds[result.status] ?? 'failed'] += 1;
    // A file that cannot be loaded has no tests to fail.
    if (status === 'failed' && !assertionResults.some((result) => result.status === 'failed')) counts.failed += 1;
  }
} catch (error) {
  console.error(`No report of the tests: ${error.message}`);
  counts.failed += 1;
}

console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
