import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Account, World } from './world/world.ts';

/**
 * The web application that route modules register on: `registerX(app: App)`. Paths are those of api.github.com, such
 * as `/orgs/:org` and `/graphql`; that they stand under `/api/v3` and `/api/graphql` as well is settled before.
 */
export type App = Hono<Env>;

export interface Env {
  Bindings: HttpBindings;
  Variables: {
    /** What this request sees and changes. Never kept beyond the request: reads may be shown an earlier world. */
    world: World;
    actor: Actor;
    /** Where this API starts, without a slash at the end, such as `http://127.0.0.1:1234/api/v3`. */
    root: string;
    /** What the log and the limits are to know; handlers may say more than the method and the path tell. */
    note: Note;
    /** No answer was given: the connection was cut, or is left open. */
    dropped?: true;
  };
}

/**
 * Who asks. The bot's token, an app's installation, is no person and no member; `as:LOGIN` is that person. `app`
 * alone (a signed JWT) can only look at the app and make installation tokens.
 */
export type Actor =
  | { readonly kind: 'installation'; readonly account: Account }
  | { readonly kind: 'user'; readonly account: Account }
  | { readonly kind: 'app'; readonly account: Account }
  | { readonly kind: 'nobody' };

export interface Note {
  /** Rate limit points that the request costs; 1 for REST, GraphQL sets its own. */
  points: number;
  /** It changes, or tries to change, members, invitations, teams or access. GraphQL sets it for such mutations. */
  write: boolean;
  /** Answered 404 because the sandbox lacks the operation. */
  missing: boolean;
  /** It changed what it names: of writes alone. */
  effect: boolean;
  /** It changes nothing: GET, and GraphQL queries. */
  readonly reads: boolean;
}
