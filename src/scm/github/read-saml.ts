import { ReadError } from '../../model/errors.ts';
import type { SamlIdentity } from '../../model/saml-identity.ts';
import type { GitHubClient } from './client.ts';
import { pageOf, readList } from './connection.ts';
import { type Fields, fieldsOf, listOf, nameOf, textOf } from './fields.ts';
import { ask } from './graphql-read.ts';
import { createLadder, halvesOf } from './ladder.ts';
import { identitiesQuery } from './queries/identities.ts';
import type { Reading } from './rest-read.ts';

const reading: Reading = {
  what: 'the SAML identities',
  needs: 'the permission "Members: read" of the organisation (scope read:org)',
};

/** Null where nobody has linked it. */
interface Listed {
  readonly guid: string;
  readonly identity: SamlIdentity | null;
}

/**
 * The identities of the organisation's single sign-on that are linked to a GitHub account, a hundred a request. Nothing
 * but GraphQL tells them.
 * @throws ReadError `no-saml` where the organisation has no single sign-on, or the token may not see it
 */
export async function readSamlIdentities(client: GitHubClient, org: string): Promise<readonly SamlIdentity[]> {
  const listed = await readList<Listed, number>({
    what: reading.what,
    ladder: createLadder([100, ...halvesOf(100)]),
    async page(first, after) {
      const data = await ask(client, identitiesQuery, { org, first, after }, reading);
      const { samlIdentityProvider: provider } = fieldsOf(data['organization'], `the organisation ${org}`);
      if (provider === null) throw noSaml(org);
      const { externalIdentities } = fieldsOf(provider, `the single sign-on of ${org}`);
      return pageOf(externalIdentities, reading.what, 'nodes', listedOf);
    },
    idOf: ({ guid }) => guid,
  });
  return listed.flatMap(({ identity }) => identity ?? []);
}

/**
 * GitHub answers null both where nothing is set up and where the token may not know. What is set up for a whole
 * enterprise shows in none of its organisations.
 * @see https://docs.github.com/en/graphql/reference/objects#externalidentity
 */
function noSaml(org: string): ReadError {
  return new ReadError(
    'no-saml',
    `GitHub shows this token no SAML single sign-on of ${org}, and roster.yaml takes logins from it (\`identity: saml\`). ` +
      `Set it up for the organisation itself, for one of its whole enterprise does not show here; and ` +
      `give the token of an owner with the scope read:org, or of an app with the permission "Members: read".`,
  );
}

function listedOf(fields: Fields, what: string): Listed {
  const guid = textOf(fields['guid'], `the id of an entry of ${what}`);
  if (fields['user'] === null) return { guid, identity: null };
  const { login } = fieldsOf(fields['user'], `the account of an entry of ${what}`);
  const emails = [...textsOf(fields['samlIdentity'], what), ...textsOf(fields['scimIdentity'], what)];
  return { guid, identity: { login: nameOf(login, `a login of ${what}`), emails: [...new Set(emails)] } };
}

/** Null stands for what the identity provider does not tell: an identity is of SAML, of SCIM, or of both. */
function textsOf(attributes: unknown, what: string): string[] {
  if (attributes === null) return [];
  const { nameId = null, username, emails } = fieldsOf(attributes, `an entry of ${what}`);
  const addresses =
    emails === null ? [] : listOf(emails, `the e-mails of ${what}`).map((email) => valueOf(email, what));
  const names = [nameId, username].flatMap((name) => (name === null ? [] : textOf(name, `a name of ${what}`)));
  return [...names, ...addresses].filter((text) => text.trim() !== '');
}

function valueOf(email: unknown, what: string): string {
  return textOf(fieldsOf(email, `an e-mail of ${what}`)['value'], `an e-mail of ${what}`);
}
