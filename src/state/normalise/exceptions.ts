import type { Fragment } from '../fragment.ts';
import { keyAt, type Source, valueAt } from '../source.ts';
import type { WrittenExceptions } from '../written.generated.ts';

export function normaliseExceptions({ exceptions }: WrittenExceptions, source: Source): Fragment {
  const references = exceptions.flatMap((exception) => [
    { ...reference(exception.user, 'user', 'error', exception), until: exception.expires },
    reference(exception.approvedBy, 'approvedBy', 'warning', exception),
  ]);
  return {
    entries: [],
    references,
    problems: [],
    exceptions: exceptions.map((exception, index) => {
      const { file, line } = keyAt(source, exceptions, index);
      return { value: { file, line, ...exception }, where: valueAt(source, exception, 'expires') };
    }),
  };

  function reference(name: string, key: string, severity: 'error' | 'warning', exception: object) {
    return {
      where: valueAt(source, exception, key),
      to: 'user',
      name,
      as: `in ${key} of an exception`,
      severity,
    } as const;
  }
}
