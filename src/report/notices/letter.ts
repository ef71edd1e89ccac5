import type { Standing } from '../../model/standing.ts';
import { visible } from '../escape.ts';
import { type About, plainWords } from './words.ts';

/** What one person is sent: plain text, whatever names and reasons hold. */
export interface Letter {
  /** One line. */
  readonly subject: string;
  /** Ends with a line end. The same for the same standing, whenever it is written. */
  readonly text: string;
}

export function letterFor(standing: Standing, about: About): Letter {
  const { title, sentences } = plainWords(standing, about);
  const paragraphs = [
    `Hello ${standing.login},`,
    `${title}.`,
    ...sentences,
    `This is about the GitHub account ${standing.login} and the organisation ${about.organization}. It was written by a program, Rollcall, because a change there touched what that account may access.`,
  ];
  return {
    subject: visible(`[${about.organization}] ${title}`),
    text: `${paragraphs.map(visible).join('\n\n')}\n`,
  };
}
