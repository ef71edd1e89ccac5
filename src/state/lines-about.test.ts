import { describe, expect, it } from 'vitest';
import { linesAbout, sameLines } from './lines-about.ts';
import { loadState } from './load-state.ts';

const alice = /(?<![\w-])alice(?![\w-])/i;
const cut = (text: string): string => linesAbout(text, alice);

describe('the lines about somebody', () => {
  it('stand where they stood, with the keys above them', () => {
    expect(cut('users:\n  bob: {}\n  alice: { id: 1 }\n  zoe: {}\n')).toBe('users:\n\n  alice: { id: 1 }\n\n');
    expect(cut('description: x\nmembers:\n  - bob\n  - alice\nextraMembers:\n  - zoe\n')).toBe(
      '\nmembers:\n\n  - alice\n\n\n',
    );
  });

  it('take along what is indented below them, and what a file says of itself', () => {
    expect(cut('users:\n  alice:\n    id: 1\n\n    role: owner\n  bob:\n    id: 2\n')).toBe(
      'users:\n  alice:\n    id: 1\n\n    role: owner\n\n\n',
    );
    expect(cut('name: X\nid: 7\nprevious: x\nmanaged: false\nmembers:\n- bob\n')).toBe(
      'name: X\nid: 7\n\nmanaged: false\n\n\n',
    );
  });

  it('know a list at the indentation of its key', () => {
    expect(cut('maintainers:\n- bob\nmembers:\n- zoe\n- alice\n')).toBe('\n\nmembers:\n\n- alice\n');
  });

  it('are none where nobody names them, nor a longer name', () => {
    expect(cut('users:\n  alice-b: {}\n  malice: {}\n')).toBe('');
  });

  it('say the same of them as the whole file', () => {
    const text = `maintainers:\n${'  - zoe\n'.repeat(1)}members:\n  - bob # of old\n  - Alice\n`;
    const load = (of: string) =>
      loadState([{ path: 'teams/sre.yaml', id: of, text: of }], {
        prefix: 'state',
        today: '2026-01-01',
        lenient: true,
      });
    const [whole, part] = [load(text), load(cut(text))];
    const ofAlice = ({ entries }: typeof whole) => [...entries].filter(([key]) => key.endsWith('/alice'));
    expect(ofAlice(part)).toEqual(ofAlice(whole));
    expect(ofAlice(part)).toHaveLength(1);
    expect(part.problems).toEqual([]);
  });

  it('compare without regard to where they stand', () => {
    expect(sameLines('a\n\n\nb\n', '\na\nb')).toBe(true);
    expect(sameLines('a\nb', 'b\na')).toBe(false);
  });
});
