import { describe, expect, it } from 'vitest';
import type { Problem } from '../model/problem.ts';
import { problemsAsAnnotations, problemsAsJson, problemsAsMarkdown, problemsAsText } from './problems.ts';

const problems: readonly Problem[] = [
  {
    severity: 'error',
    file: 'state/a,b:c.yaml',
    line: 3,
    column: 5,
    message: '100% @everyone\n::error::*no* \u001b[31m',
  },
  { severity: 'warning', file: 'state/x.yaml', line: 1, column: 1, message: 'look', rule: 'owners-minimum' },
];
const counts = { users: 1200, files: 1 };

describe('problems as text', () => {
  it('has one line for each and a last one that sums up', () => {
    expect(problemsAsText(problems, counts)).toBe(
      'state/a,b:c.yaml:3:5: 100% @everyone ::error::*no* \\u{1b}[31m\n' +
        'state/x.yaml:1:1: warning: look\n' +
        '1 error, 1 warning in 1,200 users, 1 file\n',
    );
  });

  it('says so where there are none', () => {
    expect(problemsAsText([], counts)).toBe('no problems in 1,200 users, 1 file\n');
  });
});

describe('problems as annotations', () => {
  it('lets no text end the command or start another', () => {
    expect(problemsAsAnnotations(problems, counts).split('\n')).toEqual([
      '::error file=state/a%2Cb%3Ac.yaml,line=3,col=5::100%25 @everyone%0A::error::*no* \u001b[31m',
      '::warning file=state/x.yaml,line=1,col=1::look',
      '1 error, 1 warning in 1,200 users, 1 file',
      '',
    ]);
  });
});

describe('problems as Markdown', () => {
  it('escapes what the text says', () => {
    const [first, second] = problemsAsMarkdown(problems, counts).split('\n');
    expect(first).toContain('- **error** `state/a,b:c.yaml:3`: ');
    expect(first).not.toMatch(/@everyone|[^\\]\*no/);
    expect(second).toBe('- warning `state/x.yaml:1`: look');
  });
});

describe('problems as JSON', () => {
  it('is one object with a version', () => {
    expect(JSON.parse(problemsAsJson(problems, counts))).toEqual({
      version: 1,
      problems: [...problems],
      counts: { errors: 1, warnings: 1, users: 1200, files: 1 },
    });
  });
});
