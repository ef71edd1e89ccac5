/** Which people a team is for: `rule:` of a team's file, normalised. Texts are as people wrote them. */
export type Rule =
  /** The attribute is one of the values. */
  | { readonly kind: 'equals'; readonly attribute: string; readonly values: readonly string[] }
  /** The attribute begins with one of the prefixes. */
  | { readonly kind: 'prefix'; readonly attribute: string; readonly prefixes: readonly string[] }
  /** One of these employees is the manager, or a manager of the manager, and so on. Employee ids. */
  | { readonly kind: 'reports-to'; readonly managers: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly rules: readonly Rule[] }
  | { readonly kind: 'not'; readonly rule: Rule };
