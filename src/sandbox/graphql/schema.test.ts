import { schema as published } from '@octokit/graphql-schema';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { exampleQueries } from './example-queries.ts';
import { sandboxSchema } from './schema.ts';

/** GitHub's own schema defines a field twice, which a strict reader refuses. */
const github = buildSchema(published.idl, { assumeValidSDL: true });
const sandbox = sandboxSchema();

const own = (schema: GraphQLSchema) => Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** Everything that a type says, as lines that can be looked up in GitHub's. */
function lines(type: GraphQLNamedType): string[] {
  const kind = `${type.name}: ${type.constructor.name}`;
  if (isEnumType(type)) return [kind, ...type.getValues().map(({ name }) => `${type.name}.${name}`)];
  if (isUnionType(type)) return [kind, ...type.getTypes().map(({ name }) => `${type.name} | ${name}`)];
  if (isInputObjectType(type)) {
    return [kind, ...Object.values(type.getFields()).map((each) => `${type.name}.${each.name}: ${String(each.type)}`)];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [kind];
  return [
    kind,
    ...type.getInterfaces().map(({ name }) => `${type.name} implements ${name}`),
    ...Object.values(type.getFields()).flatMap((field) => [
      `${type.name}.${field.name}: ${String(field.type)}`,
      ...field.args.map((arg) => {
        return `${type.name}.${field.name}(${arg.name}: ${String(arg.type)} = ${JSON.stringify(arg.defaultValue)})`;
      }),
    ]),
  ];
}

describe('the schema', () => {
  it('holds nothing that GitHub’s does not hold, word for word', () => {
    const known = new Set(own(github).flatMap(lines));
    expect(
      own(sandbox)
        .flatMap(lines)
        .filter((line) => !known.has(line)),
    ).toEqual([]);
  });

  it('leaves out no argument or input field that GitHub requires', () => {
    const missing = own(sandbox).flatMap((type) => {
      const theirs = github.getType(type.name);
      if (!isInputObjectType(type) || !isInputObjectType(theirs)) return [];
      return Object.keys(theirs.getFields()).filter((name) => type.getFields()[name] === undefined);
    });
    expect(missing).toEqual([]);
  });

  it('would notice a difference', () => {
    const known = new Set(own(github).flatMap(lines));
    const wrong = buildSchema('type Query { viewer: User } type User { login: String }');
    const found = own(wrong)
      .filter((type) => !isSpecifiedScalarType(type))
      .flatMap(lines);
    expect(found.filter((line) => !known.has(line))).toEqual(['Query.viewer: User', 'User.login: String']);
  });
});

describe.each(Object.entries(exampleQueries))('the query %s', (_, query) => {
  it('is valid on GitHub and here', () => {
    expect(validate(github, parse(query))).toEqual([]);
    expect(validate(sandbox, parse(query))).toEqual([]);
  });
});
