/** The largest answer that is read; GitHub's own are below 10 MB. */
const maxBytes = 64 * 1024 * 1024;
const withoutBody = [101, 204, 205, 304];

/**
 * A fetch that ends: with the whole body, or with an error. Octokit itself takes a body that breaks off for an empty
 * text, so it is read to its end here.
 */
export function boundedFetch(timeoutSeconds: number, signal: AbortSignal | undefined): typeof fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    const stop = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
    try {
      const answer = await fetch(input, { ...init, signal: stop });
      const body = await bodyOf(answer);
      const { status, statusText, headers } = answer;
      return new Response(withoutBody.includes(status) ? null : body, { status, statusText, headers });
    } catch (error) {
      // Octokit passes on an AbortError as it is; everything else looks to it like a connection worth another try.
      if (signal?.aborted === true) throw new DOMException('interrupted', 'AbortError');
      if (timeout.aborted) throw new NoAnswerInTime(timeoutSeconds);
      throw error;
    }
  };
}

/** The server took the request and said nothing for too long. */
class NoAnswerInTime extends Error {
  constructor(seconds: number) {
    super(`no answer within ${seconds} seconds`);
    this.name = 'NoAnswerInTime';
  }
}

async function bodyOf(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
