/** Whose token it is. An app's installation is no person and stands in no team. */
export interface Actor {
  readonly login: string;
  readonly kind: 'user' | 'app';
}

/** What GitHub says of a login. */
export type Account =
  | { readonly kind: 'person'; readonly login: string; readonly id: number }
  | { readonly kind: 'organization'; readonly login: string; readonly id: number }
  | { readonly kind: 'missing'; readonly login: string };
