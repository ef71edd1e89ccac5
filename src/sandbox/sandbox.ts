import type { Usage } from './middleware/usage.ts';
import type { World } from './world/world.ts';

/** A running sandbox: the world, and what is known beside it about requests. Nothing beside the world is kept in a file. */
export interface Sandbox {
  readonly world: World;
  /**
   * Tokens of the app's installation, with the time on the sandbox's clock when they run out: the one that is printed,
   * which never does, and those that the app's credentials were given.
   */
  readonly tokens: Map<string, number>;
  readonly requests: RequestEntry[];
  readonly faults: Fault[];
  readonly usage: Usage;
  /** Earlier states of the world that reads may still be shown, oldest first. */
  readonly earlier: Earlier[];
  /** Writes the world to its file, where it has one. */
  keep(): void;
}

export interface RequestEntry {
  readonly method: string;
  /** With the query, and with `/api/v3` where it was asked so. */
  readonly path: string;
  /** 0 where no answer was given. */
  readonly status: number;
  /** ISO time on the sandbox's clock. */
  readonly at: string;
  /** `x-github-request-id` of the answer; null where none was given. */
  readonly id: string | null;
  /** A write that changed something, whatever was answered. */
  readonly effect: boolean;
  readonly graphql: boolean;
  readonly write: boolean;
  readonly points: number;
  readonly missing: boolean;
}

/** The next `times` matching requests fail. */
export interface Fault {
  /** Undefined: any. */
  readonly method: string | undefined;
  readonly path: RegExp;
  /** `hang`: the connection stays open, and no answer comes. */
  readonly answer: 'drop' | 'hang' | FaultAnswer;
  /** The request takes effect, and the answer is lost or replaced. */
  readonly afterEffect: boolean;
  times: number;
}

export interface FaultAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Earlier {
  readonly world: World;
  /** When the write that ended this state was made, on the sandbox's clock. */
  readonly replacedAt: number;
}
