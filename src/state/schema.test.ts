import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { employeeId } from '../model/person.ts';
import { schemaErrors } from './schema.ts';

const folder = new URL('../../schemas/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));

it.each(names)('%s is a JSON Schema of 2020-12', (name) => {
  const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false });
  const schema = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object;
  expect([ajv.validateSchema(schema), ajv.errors ?? []]).toEqual([true, []]);
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
});

it.each(['organization', 'policy', 'roster', 'exceptions', 'users', 'team', 'repo'] as const)(
  'the schema of %s refuses a list, each time',
  (kind) => {
    expect(schemaErrors(kind, [])).toMatchObject([{ keyword: 'type' }]);
    expect(schemaErrors(kind, [])).toMatchObject([{ keyword: 'type' }]);
  },
);

it('takes for an employee id what the model does', () => {
  const { $defs } = JSON.parse(readFileSync(new URL('users.schema.json', folder), 'utf8')) as {
    readonly $defs: { readonly user: { readonly properties: { readonly employee: { readonly pattern: string } } } };
  };
  expect($defs.user.properties.employee.pattern).toBe(employeeId.source);
});
