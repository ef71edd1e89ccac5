/** The time, and how it passes. Whoever waits for GitHub asks here, so that a rehearsal can let it pass at once. */
export interface Clock {
  now(): Date;
  /** Lets so much time pass. Rejects with the signal's AbortError where that is aborted before. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
