import { expect, it } from 'vitest';
import { comparableDn } from './dn.ts';

it.each([
  ['case', 'UID=Bob,DC=Example', 'uid=bob,dc=example'],
  ['spaces', 'uid = bob , dc = example', 'uid=bob,dc=example'],
  ['an older separator', 'uid=bob;dc=example', 'uid=bob,dc=example'],
  ['the order within a component', 'uid=bob+cn=b,dc=example', 'cn=b+uid=bob,dc=example'],
  ['how a comma is escaped', 'cn=Doe\\, Jo,dc=example', 'cn=Doe\\2c Jo,dc=example'],
  ['how a letter is escaped', 'cn=Åsa,dc=example', 'cn=\\c3\\85sa,dc=example'],
  ['an equals sign in a value', 'cn=a\\=b,dc=example', 'cn=a=b,dc=example'],
])('takes names for the same that differ in %s', (_, one, other) => {
  expect(comparableDn(one)).toBe(comparableDn(other));
  expect(comparableDn(one)).toBeDefined();
});

it.each([
  ['an escaped comma', 'cn=a\\,b=c,dc=example', 'cn=a,b=c,dc=example'],
  ['an escaped plus', 'cn=a\\+b=c', 'cn=a+b=c'],
  ['components', 'cn=a,dc=example', 'cn=a,cn=b,dc=example'],
  ['the order of components', 'cn=a,cn=b', 'cn=b,cn=a'],
  ['the type', 'cn=a', 'uid=a'],
])('tells names apart that differ in %s', (_, one, other) => {
  expect(comparableDn(one)).not.toBe(comparableDn(other));
  expect(comparableDn(one)).toBeDefined();
  expect(comparableDn(other)).toBeDefined();
});

it.each(['', 'E00001', 'bob, alice', '=bob', 'uid=bob,', 'Bob <bob@example.com>'])('takes %j for no name', (text) => {
  expect(comparableDn(text)).toBeUndefined();
});
