import { expect, it } from 'vitest';
import type { JsonValue } from '../json-value.ts';
import type { JsonObject } from './members.ts';
import { parsedPath, textsAt } from './path.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const user: JsonObject = {
  userName: 'bob',
  active: false,
  externalId: null,
  name: { formatted: 'Bob', honorificPrefix: null },
  emails: [
    { value: 'home@example.com', type: 'home' },
    { value: 'work@example.com', type: 'Work', primary: true },
    { type: 'other' },
  ],
  phoneNumbers: [{ value: '1' }, { value: '2' }],
  ims: [],
  tags: ['a', 'b'],
  nickName: 'one',
  NickName: 'two',
  [enterprise]: { employeeNumber: '701984', manager: { value: 'id-1', displayName: 'Ann' }, department: '' },
};

it.each<[string, readonly string[]]>([
  ['userName', ['bob']],
  ['USERNAME', ['bob']],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName', ['bob']],
  ['active', ['false']],
  ['externalId', []],
  ['title', []],
  ['name.formatted', ['Bob']],
  ['Name.Formatted', ['Bob']],
  ['name.honorificPrefix', []],
  ['name.familyName', []],
  ['emails', ['work@example.com']],
  ['emails.value', ['work@example.com']],
  ['emails.type', ['Work']],
  ['emails[type eq "work"].value', ['work@example.com']],
  ['emails[TYPE eq "HOME"]', ['home@example.com']],
  ['emails[primary eq true].value', ['work@example.com']],
  ['emails[primary eq false].value', []],
  ['emails[type eq "other"].value', []],
  ['emails[type eq "none"].value', []],
  ['phoneNumbers', ['1', '2']],
  ['phoneNumbers.value', ['1', '2']],
  ['ims', []],
  ['tags', ['a', 'b']],
  ['nickName', []],
  ['constructor', []],
  [`${enterprise}:employeeNumber`, ['701984']],
  [`${enterprise.toUpperCase()}:EmployeeNumber`, ['701984']],
  [`${enterprise}:manager`, ['id-1']],
  [`${enterprise}:manager.displayName`, ['Ann']],
  [`${enterprise}:department`, ['']],
  [`${enterprise}:division`, []],
  ['urn:example:2.0:User:department', []],
])('finds at %s', (column, texts) => {
  expect(textsAt(user, parsedPath(column, 'hr'))).toEqual(texts);
});

it.each<[string, JsonValue]>([
  ['name', { formatted: 'Bob' }],
  ['name.formatted', { formatted: { deeper: 'Bob' } }],
  ['name.formatted', 'Bob'],
  ['name', [['Bob']]],
])('finds parts at %s of %j, of which none is named', (column, name) => {
  expect(textsAt({ name }, parsedPath(column, 'hr'))).toBeUndefined();
});

it.each([
  '',
  'a b',
  'name.',
  '.name',
  'emails[type eq work].value',
  'emails[type sw "w"]',
  'emails[type eq "a" or x pr]',
  'a.b.c',
  'urn:a:',
  '1st',
  '__proto__',
])('takes %j for no path', (column) => {
  expect(() => parsedPath(column, 'hr')).toThrow(`source hr: ${JSON.stringify(column)} is no path to an attribute`);
});
