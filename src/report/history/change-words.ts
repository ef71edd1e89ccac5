import type { AccessChange, HistorySource, HistoryStep, Subject } from '../../model/history.ts';
import { counted } from '../../model/figures.ts';
import type { Quote, Sign } from '../words.ts';

/** What a change does at a glance: gives, alters, takes; `>` where nothing but a name or a file's say is another. */
export function signOf({ before, after, letGo, kind }: AccessChange): Sign | '>' {
  if (letGo === true || kind.startsWith('renamed')) return '>';
  if (kind === 'suspension') return after === null ? '+' : before === null ? '-' : '~';
  if (before === null) return '+';
  return after === null ? '-' : '~';
}

/** Who and what, before and after, in a few words. */
export function changeWords(change: AccessChange, quote: Quote): string {
  const { kind, login = '', team = '', repo = '', before, after } = change;
  const q = (text: string | null): string => (text === null ? 'none' : quote(text));
  switch (kind) {
    case 'membership':
      if (before === null) return `${q(login)}: into the organisation as ${q(after)}`;
      return after === null
        ? `${q(login)}: out of the organisation (${q(before)})`
        : `${q(login)}: ${q(before)} → ${q(after)}`;
    case 'suspension':
      if (before === null) return `${q(login)}: suspended since ${q(after)}, holds nothing from here on`;
      return after === null
        ? `${q(login)}: no longer suspended (was since ${q(before)})`
        : `${q(login)}: suspended since ${q(after)}, no longer since ${q(before)}`;
    case 'team-membership':
      if (change.letGo === true) return `${q(login)}: ${q(team)} is no longer managed (was ${q(before)})`;
      if (before === null) return `${q(login)}: into ${q(team)} as ${q(after)}`;
      return after === null
        ? `${q(login)}: out of ${q(team)} (${q(before)})`
        : `${q(login)}: in ${q(team)} ${q(before)} → ${q(after)}`;
    case 'team':
    case 'repo':
      return fileWords(change, q(kind === 'team' ? team : repo), kind === 'team' ? 'team' : 'repository');
    case 'parent':
      return `${q(team)}: parent ${q(before)} → ${q(after)}${letGoWords(change)}`;
    case 'team-access':
      return `${q(repo)}: team ${q(team)} ${q(before)} → ${q(after)}${letGoWords(change)}`;
    case 'user-access':
      return `${q(repo)}: ${q(login)} ${q(before)} → ${q(after)}${letGoWords(change)}`;
    case 'renamed-user':
    case 'renamed-team':
    case 'renamed-repo':
      return `${q(before)} is called ${q(after)} from here on`;
  }
}

function letGoWords({ letGo }: AccessChange): string {
  return letGo === true ? ' (no longer managed, nothing was taken away)' : '';
}

function fileWords({ before, after }: AccessChange, name: string, noun: string): string {
  if (after === null) return `${name}: the ${noun} is out of the state`;
  if (before === null) return `${name}: the ${noun} is in the state${after === 'managed' ? '' : ', and not managed'}`;
  return after === 'managed'
    ? `${name}: the ${noun} is managed again`
    : `${name}: the ${noun} is let go of, nothing is taken away`;
}

/** `alice (id 1001), formerly alicia`. */
export function subjectWords({ noun, name, id, formerly, stands }: Subject, quote: Quote): string {
  const what = noun === 'user' ? '' : noun === 'team' ? 'team ' : 'repository ';
  const facts = [...(id === undefined ? [] : [`id ${id}`]), ...(stands ? [] : ['no longer in the state'])];
  const before = formerly.length === 0 ? '' : `, formerly ${formerly.map(quote).join(', ')}`;
  return `${what}${quote(name)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}${before}`;
}

/** Who asked for it and who approved it, as far as anybody was asked. */
export function reviewWords({ pullRequest, commit }: HistoryStep, quote: Quote): string {
  const wrote = `by ${commit.authors.map(quote).join(', ')}`;
  if (pullRequest.known === 'not-asked') {
    return pullRequest.number === null
      ? wrote
      : `#${pullRequest.number} by its message, ${wrote}; approvals not asked for`;
  }
  const pull = pullRequest.pullRequest;
  if (pull === null) return `no pull request, ${wrote}`;
  const opener = pull.openedBy === null ? 'opened by an account that is gone' : `opened by ${quote(pull.openedBy)}`;
  return `#${pull.number} ${opener}, ${wrote}, ${approvalWords(pull.approvers, quote)}`;
}

function approvalWords(
  approvers: readonly { readonly login: string; readonly onLastCommit: boolean }[],
  quote: Quote,
): string {
  if (approvers.length === 0) return 'approved by nobody';
  const each = approvers.map(
    ({ login, onLastCommit }) => `${quote(login)}${onLastCommit ? '' : ' (an older commit of it)'}`,
  );
  return `approved by ${each.join(', ')}`;
}

/** How far the answer reaches: what was looked at, and what nobody was asked. */
export function sourceSentences(
  { branch, head, remoteAsked, commits, wrongDates, notAsked }: HistorySource,
  quote: Quote,
): readonly string[] {
  return [
    `This is what the state said, commit by commit: ${counted(commits, 'commit')} of ${quote(branch)} up to ${quote(head.slice(0, 7))}. What was live may have been something else.`,
    ...(remoteAsked ? [] : ['The remote was not reached: the history is as this clone has it.']),
    ...(wrongDates === 0
      ? []
      : [
          `The dates of ${counted(wrongDates, 'commit')} contradict the order; such a commit counts as having come with the one before it.`,
        ]),
    ...(notAsked === null ? [] : [`Pull requests and approvals were not asked for: ${quote(notAsked)}.`]),
  ];
}
