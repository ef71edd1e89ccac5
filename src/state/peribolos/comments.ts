import { Lexer } from 'yaml';
import type { PeribolosFile } from './nodes.ts';
import type { Word } from './written.ts';

/**
 * All comments of a file, a line each. The lexer is asked because a tree hangs a comment on a neighbour when it stands
 * on a line of its own.
 */
export function commentsOf({ file, text }: PeribolosFile): readonly Word[] {
  const comments: Word[] = [];
  let [line, column] = [1, 1];
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && before !== scalarFollows) {
      comments.push({ file, line, column, text: token.replace(/^#+\s*/u, '').trimEnd(), comment: '' });
    }
    const newlines = token.split('\n');
    line += newlines.length - 1;
    column = (newlines.length > 1 ? 1 : column) + (isSign(token) ? 0 : (newlines.at(-1)?.length ?? 0));
    before = token;
  }
  return comments;
}

/** Joins comments that stand on lines below one another. */
export function asBlocks(comments: readonly Word[]): readonly Word[] {
  const blocks: (Word & { last: number })[] = [];
  for (const comment of comments) {
    const block = blocks.at(-1);
    const goesOn = block?.file === comment.file && block.last + 1 === comment.line && block.column === comment.column;
    if (goesOn) blocks.splice(-1, 1, { ...block, text: `${block.text} ${comment.text}`, last: comment.line });
    else blocks.push({ ...comment, last: comment.line });
  }
  return blocks;
}

/** Signs of the lexer that stand for no text: https://eemeli.org/yaml/#lexer */
const scalarFollows = '\u001f';

function isSign(token: string): boolean {
  return token === scalarFollows || token === '\u0002' || token === '\u0018';
}
