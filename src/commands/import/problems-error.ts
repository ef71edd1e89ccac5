import { RollcallError } from '../../model/errors.ts';
import type { Problem } from '../../model/problem.ts';
import { problemsAsAnnotations, problemsAsJson, problemsAsMarkdown, problemsAsText } from '../../report/problems.ts';
import type { Format } from '../context.ts';

/** Nothing was written, because of problems that all have a place in a file. */
export class ProblemsError extends RollcallError {
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[]) {
    super('import-problems', message);
    this.problems = problems;
  }

  report(format: Format): string {
    const files = new Set(this.problems.map(({ file }) => file)).size;
    return writers[format](this.problems, { files });
  }
}

const writers = {
  text: problemsAsText,
  json: problemsAsJson,
  markdown: problemsAsMarkdown,
  github: problemsAsAnnotations,
} satisfies Record<Format, typeof problemsAsText>;
