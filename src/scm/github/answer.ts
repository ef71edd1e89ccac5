/** What a request came back with when it failed. `status` is undefined where no answer came at all. */
export interface FailedAnswer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** The parsed body; a text where it is not JSON. */
  readonly data: unknown;
  readonly message: string;
  readonly cause: unknown;
}

/** Reads Octokit's RequestError, by shape: a dropped connection has a status of 500 there, and no response. */
export function failedAnswer(error: unknown): FailedAnswer {
  const { response, message, cause } = (error ?? {}) as {
    response?: { status?: number; headers?: FailedAnswer['headers']; data?: unknown };
    message?: string;
    cause?: unknown;
  };
  return {
    status: response?.status,
    headers: response?.headers ?? {},
    data: response?.data,
    message: message ?? String(error),
    cause,
  };
}

/** Whether a request failed for a reason that may pass within seconds: no answer, or one of 5xx. */
export function isPassing(error: unknown): boolean {
  // Only errors of Octokit's own say which request it was; limits and interruptions do not pass so soon.
  if (!(error instanceof Error) || !('request' in error)) return false;
  const { status } = failedAnswer(error);
  return status === undefined || status >= 500;
}

/** A 404 that is GitHub's own, not some proxy's page. */
export function isNotThere(error: unknown): boolean {
  const { status, data } = failedAnswer(error);
  return status === 404 && typeof data === 'object' && data !== null;
}

/** GitHub's own words, in one short line: they are untrusted, and end up on terminals and in reports. */
export function wordsOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  const { message, errors } = data as { message?: unknown; errors?: unknown };
  const details = Array.isArray(errors) ? errors.map((each) => detailOf(each)) : [];
  return oneLine([message, ...details].filter((text) => typeof text === 'string' && text !== '').join('; '));
}

function detailOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return '';
  const { message, code, field } = error as { message?: unknown; code?: unknown; field?: unknown };
  if (typeof message === 'string') return message;
  return typeof code === 'string' ? [field, code].filter((word) => typeof word === 'string').join(' ') : '';
}

export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
