import { describe, expect, it } from 'vitest';
import { type Bad, load, problemsOf, team, users } from '../../test/support/loaded-state.ts';
import { keyOf } from '../model/identity.ts';

const badYaml: readonly Bad[] = [
  [
    'an empty file',
    team(''),
    ['teams/x.yaml:1:1 the file is empty: write {} in it where nothing is to be said, or delete it'],
  ],
  [
    'a file of comments alone',
    team('# hi\n'),
    ['teams/x.yaml:1:1 the file is empty: write {} in it where nothing is to be said, or delete it'],
  ],
  ['a list where a map is due', team('- a\n'), ['teams/x.yaml:1:1 a list stands where a map is due']],
  ['a map where a list is due', team('members:\n  alice: 1\n'), ['teams/x.yaml:2:3 a map stands where a list is due']],
  ['a text where a list is due', team('members: alice\n'), ['teams/x.yaml:1:10 "alice" stands where a list is due']],
  [
    'a key without a value',
    team('members:\n'),
    ['teams/x.yaml:1:9 "members" has no value: write [] for none, or leave it out'],
  ],
  ['a duplicate key', team('members: []\nmembers: [alice]\n'), ['teams/x.yaml:2:1 "members" stands twice in this map']],
  [
    'a duplicate key deep down',
    users('users:\n  x: { id: 7, id: 8 }\n'),
    ['users/more.yaml:2:15 "id" stands twice in this map'],
  ],
  [
    'a duplicate login in one file',
    users('users:\n  x: {}\n  x: {}\n'),
    ['users/more.yaml:3:3 "x" stands twice in this map'],
  ],
  [
    'an alias',
    team('members: *a\n'),
    ['teams/x.yaml:1:10 aliases (*) are not read: write the value out, or put it in quotes if it is text'],
  ],
  [
    'an anchor',
    team('members: &a []\n'),
    ['teams/x.yaml:1:10 anchors (&) are not read: write the value out, or put it in quotes if it is text'],
  ],
  [
    'a tag',
    team('name: !!str x\n'),
    ['teams/x.yaml:1:7 tags (!) are not read: leave it out, or put the value in quotes if it is text'],
  ],
  [
    'a directive',
    team('%YAML 1.1\n---\nmembers: []\n'),
    ['teams/x.yaml:1:1 directives (%) are not read: leave the line out'],
  ],
  [
    'a merge key',
    users('users:\n  x:\n    <<: { id: 7 }\n'),
    ['users/more.yaml:3:5 merge keys (<<) are not read: write the keys out'],
  ],
  [
    'two documents',
    team('members: []\n---\nmembers: []\n'),
    ['teams/x.yaml:2:1 a second document starts here (---): one file holds one'],
  ],
  [
    '5,000 nested brackets',
    team(`members: ${'['.repeat(5000)}`),
    ['teams/x.yaml:1:73 lists and maps are nested more than 64 deep here'],
  ],
  [
    '5,000 nested braces',
    team('{ a: '.repeat(5000)),
    ['teams/x.yaml:1:317 lists and maps are nested more than 64 deep here'],
  ],
  [
    '5,000 nested dashes',
    team('- '.repeat(5000)),
    ['teams/x.yaml:1:128 lists and maps are nested more than 64 deep here'],
  ],
  [
    '5,000 question marks',
    team('? '.repeat(5000)),
    ['teams/x.yaml:1:128 lists and maps are nested more than 64 deep here'],
  ],
  [
    '100,000 tags in a row',
    team('!a '.repeat(100_000)),
    ['teams/x.yaml:1:1 tags (!) are not read: leave it out, or put the value in quotes if it is text'],
  ],
  [
    'steps of indentation',
    team(Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')),
    ['teams/x.yaml:64:65 lists and maps are nested more than 64 deep here'],
  ],
  [
    'millions of commas',
    team(`members: [${','.repeat(4_000_000)}`),
    ['teams/x.yaml:1:12 two commas stand side by side with nothing between them'],
  ],
  ['millions of quotes', team('""'.repeat(2_000_000)), ['teams/x.yaml:1:3 two texts in quotes stand side by side']],
  ['50 MB', team('a'.repeat(50_000_000)), ['teams/x.yaml:1:1 the file is larger than 5 MB: split it']],
  [
    'a tab as indentation',
    team('members:\n\t- alice\n'),
    ['teams/x.yaml:2:1 a tab stands in the indentation: YAML wants spaces'],
  ],
  ['a list as a key', users('users:\n  ? [a]\n  : {}\n'), ['users/more.yaml:2:5 a list or map cannot be a key']],
  [
    'logins that YAML reads as something else',
    users('users:\n  249043822: {}\n  1e5: {}\n  0x1F: {}\n  null: {}\n  true: {}\n'),
    [
      'users/more.yaml:2:3 YAML reads 249043822 as a number, not as a name: write it in quotes, "249043822"',
      'users/more.yaml:3:3 YAML reads 1e5 as a number, not as a name: write it in quotes, "1e5"',
      'users/more.yaml:4:3 YAML reads 0x1F as a number, not as a name: write it in quotes, "0x1F"',
      'users/more.yaml:5:3 YAML reads null as null, not as a name: write it in quotes, "null"',
      'users/more.yaml:6:3 YAML reads true as true or false, not as a name: write it in quotes, "true"',
    ],
  ],
  [
    'such logins in a list',
    { ...team('members:\n  - 249043822\n  - ~\n  -\n'), ...users('users:\n  "249043822": {}\n') },
    [
      'teams/x.yaml:2:5 YAML reads 249043822 as a number, not as a name: write it in quotes, "249043822"',
      'teams/x.yaml:3:5 YAML reads ~ as null, not as a name: write it in quotes, "~"',
      'teams/x.yaml:4:4 this has no value: give it one, or leave it out',
    ],
  ],
];

describe('problems of a state', () => {
  it.each(badYaml)('in YAML: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));

  it('reads CRLF, a byte-order mark and a document start', () => {
    const { problems, state } = load(team('\ufeff---\r\nname: X\r\nmembers:\r\n  - alice # hi\r\n'));
    expect(problems).toEqual([]);
    expect(state.teams.get(keyOf('x'))?.members.has(keyOf('alice'))).toBe(true);
  });
});
