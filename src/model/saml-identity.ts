/** An account of the organisation's single sign-on, and whom it is linked to. */
export interface SamlIdentity {
  /** GitHub login that is linked to it. */
  readonly login: string;
  /** What may be the person's e-mail address: SAML's NameID and e-mails, SCIM's user name and e-mails; as written. */
  readonly emails: readonly string[];
}
