import type { World } from './world.ts';

/** Who somebody is at the identity provider. */
export interface SamlIdentity {
  /** Null where nobody has linked it to an account yet. */
  readonly account: number | null;
  /** Tells identities apart. */
  readonly nameId: string;
  readonly emails: readonly string[];
  /** What SCIM calls them, where it made the identity. */
  readonly scimUserName?: string;
}

const document = 'saml';

/** The organisation's single sign-on, kept among the world's documents; undefined where none is set up. */
export function samlOf(world: World): readonly SamlIdentity[] | undefined {
  return world.documents.get(document) as readonly SamlIdentity[] | undefined;
}

/** Sets single sign-on up where there is none. An identity takes the place of the one with its NameID. */
export function setSamlIdentities(world: World, identities: readonly SamlIdentity[]): void {
  const all = new Map([...(samlOf(world) ?? []), ...identities].map((each) => [each.nameId, each]));
  world.documents.set(document, [...all.values()]);
}
