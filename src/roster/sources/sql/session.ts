import type { Socket } from 'node:net';
import { RollcallError } from '../../../model/errors.ts';
import type { Origin } from '../../origin.ts';
import type { DatabaseAddress } from './database-url.ts';
import { type TimeLimits, withinLimits } from './limits.ts';
import type { Result } from './result.ts';

/** What a database server is asked, and where the rows go. */
export interface Asking {
  readonly address: DatabaseAddress;
  readonly query: string;
  readonly result: Result;
  readonly origin: Origin;
  readonly limits: TimeLimits;
}

/** One connection of a driver. */
export interface Session {
  readonly socket: Socket;
  /** Until the server has let us in. */
  connect(): Promise<unknown>;
  /** All rows, in a read-only transaction. */
  read(): Promise<void>;
  end(): Promise<void>;
  /** What the driver or the server says went wrong, in words that tell no secret. */
  explain(error: unknown): Error;
}

/**
 * Connects, reads and says goodbye, within the limits; the socket is gone afterwards in any case.
 * @throws FeedError whatever goes wrong
 */
export async function inSession(session: Session, { origin, limits }: Asking): Promise<void> {
  const { socket } = session;
  try {
    await withinLimits(socket, origin, limits, async (connected) => {
      await session.connect();
      connected();
      await session.read();
    });
    await session.end();
  } catch (error) {
    throw error instanceof RollcallError ? error : session.explain(error);
  } finally {
    socket.destroy();
  }
}
