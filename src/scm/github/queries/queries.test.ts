import { schema } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { identitiesQuery } from './identities.ts';
import { bareReposQuery, collaboratorsQuery, namedReposQuery, reposQuery } from './repos.ts';
import {
  bareNamedTeamsQuery,
  bareTeamsQuery,
  namedTeamsQuery,
  teamListQueries,
  teamsOfQuery,
  teamsQuery,
} from './teams.ts';
import { accountsQuery, loginsQuery, membersQuery, viewerQuery } from './users.ts';

// GitHub's own file defines two fields twice.
const github = buildSchema(schema.idl, { assumeValidSDL: true });

const queries = {
  membersQuery,
  viewerQuery,
  identitiesQuery,
  loginsQuery,
  teamsQuery,
  bareTeamsQuery,
  teamsOfQuery,
  reposQuery,
  bareReposQuery,
  collaboratorsQuery,
  ...teamListQueries,
  'accountsQuery of 1': accountsQuery(1),
  'accountsQuery of 50': accountsQuery(50),
  'namedTeamsQuery of 20': namedTeamsQuery(20),
  'bareNamedTeamsQuery of 1': bareNamedTeamsQuery(1),
  'namedReposQuery of 20': namedReposQuery(20),
};

describe("GitHub's whole schema", () => {
  it.each(Object.entries(queries))('has all that %s asks for', (_, query) => {
    expect(validate(github, parse(query)).map(({ message }) => message)).toEqual([]);
  });
});
