import { forbidden, invalid, noContent, notFound } from '../http/answers.ts';
import { page } from '../http/page.ts';
import { nodeId } from '../json/node-id.ts';
import type { IssueComment } from './data.ts';
import { associationOf, type Ask, type Handler, mayWrite, param, requiredText, userJson } from './ask.ts';
import { pullAt } from './pull-json.ts';

function commentJson(ask: Ask, comment: IssueComment): object {
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${ask.url}/issues/comments/${comment.id}`,
    html_url: `https://github.com/${ask.fullName}/pull/${comment.pull}#issuecomment-${comment.id}`,
    issue_url: `${ask.url}/issues/${comment.pull}`,
    body: comment.body,
    user: userJson(ask, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(ask, comment.author),
  };
}

export const listComments: Handler = (ask) => {
  const { number } = pullAt(ask);
  const since = ask.c.req.query('since') ?? '';
  const found = ask.data.comments.filter((each) => each.pull === number && each.updatedAt >= since);
  return page(ask.c, found, (comment) => commentJson(ask, comment));
};

export const createComment: Handler = (ask) => {
  const pull = pullAt(ask);
  const times = { createdAt: ask.now, updatedAt: ask.now };
  const body = commentBody(ask);
  const comment: IssueComment = {
    id: ask.data.nextId++,
    pull: pull.number,
    author: ask.actor.id,
    body,
    ...times,
  };
  ask.data.comments.push(comment);
  pull.updatedAt = ask.now;
  return Response.json(commentJson(ask, comment), { status: 201 });
};

/** GitHub takes 65,536 characters: what wants to say more must be cut by whoever sends it. */
const longest = 65_536;

function commentBody(ask: Ask): string {
  const body = requiredText(ask, 'body');
  const error = { resource: 'IssueComment', field: 'data', code: 'unprocessable' };
  if (body.trim() === '') throw invalid({ ...error, message: 'Body cannot be blank' });
  if (body.length <= longest) return body;
  throw invalid({ ...error, message: `Body is too long (maximum is ${longest} characters)` });
}

function commentAt(ask: Ask): IssueComment {
  const comment = ask.data.comments.find((each) => each.id === Number(param(ask, 'comment')));
  if (comment === undefined) throw notFound();
  return comment;
}

export const getComment: Handler = (ask) => Response.json(commentJson(ask, commentAt(ask)));

export const updateComment: Handler = (ask) => {
  const comment = commentAt(ask);
  requireOwn(ask, comment);
  comment.body = commentBody(ask);
  comment.updatedAt = ask.now;
  return Response.json(commentJson(ask, comment));
};

export const deleteComment: Handler = (ask) => {
  const { comments } = ask.data;
  const comment = commentAt(ask);
  requireOwn(ask, comment);
  comments.splice(comments.indexOf(comment), 1);
  return noContent();
};

/** Other people's comments are for those who may write to the repository. */
function requireOwn(ask: Ask, comment: IssueComment): void {
  if (comment.author !== ask.actor.id && !mayWrite(ask)) throw forbidden('Must have push access to the repository.');
}
