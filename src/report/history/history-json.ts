import type { AccessChange, History, HistoryStep } from '../../model/history.ts';
import { json } from '../escape.ts';

/** The history for scripts, newest first, keys in a fixed order. */
export function historyAsJson({ subject, source, steps, left }: History): string {
  const { noun, name, formerly, id = null, stands, remarks } = subject;
  return json({
    version: 1,
    says: 'what the state said, not what was live',
    subject: { noun, name, id, formerly, stands, remarks },
    source,
    left,
    commits: steps.map(stepAsData),
  });
}

function stepAsData({ commit, pullRequest, applied, changes }: HistoryStep): object {
  const { id, cameAt, saysAt = cameAt, authors, subject } = commit;
  return {
    commit: id,
    cameAt,
    saysAt,
    authors,
    subject,
    pullRequest: pullRequest.known === 'by-github' ? pullRequest.pullRequest : null,
    asked: pullRequest.known === 'by-github',
    numberInMessage: pullRequest.known === 'not-asked' ? pullRequest.number : null,
    applied,
    changes: changes.map(changeAsData),
  };
}

function changeAsData({ kind, login, id, team, repo, before, after, letGo, file, line }: AccessChange): object {
  return { kind, login, id, team, repo, before, after, letGo, file, line };
}
