import type { Usage } from './middleware/usage.ts';
import type { World } from './world/world.ts';

/** A running sandbox: the world, and what is known beside it about requests. Nothing beside the world is kept in a file. */
export interface Sandbox {
  readonly world: World;
  /** Tokens of the app's installation: the one that is printed, and those that the app's credentials were given. */
  readonly tokens: Set<string>;
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
  /** 0 where the connection was dropped. */
  readonly status: number;
  /** ISO time on the sandbox's clock. */
  readonly at: string;
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
  readonly answer: { readonly drop: true } | FaultAnswer;
  /** The request takes effect, and the answer is lost or replaced. */
  readonly afterEffect: boolean;
  times: number;
}

export interface FaultAnswer {
  readonly drop: false;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Earlier {
  readonly world: World;
  /** When the write that ended this state was made, on the sandbox's clock. */
  readonly replacedAt: number;
}
