import { counted } from '../../model/figures.ts';
import type { Outstanding, Standing } from '../../model/standing.ts';

/** What the words name besides the person. */
export interface About {
  readonly organization: string;
  /** Where an invitation is accepted: a web page. */
  readonly invitationPage: string;
}

/** Plain text: escape it where it is shown. */
export interface PlainWords {
  /** Without the organisation's name, and without a full stop. */
  readonly title: string;
  readonly sentences: readonly string[];
}

/** How many things a sentence lists before it only counts. */
const shown = 20;

/**
 * What somebody is told of where they stand, in words for themselves. Reasons are left out: they are written for whoever
 * runs Rollcall, and quote GitHub and the policy. It says no more than is known, and promises nothing
 * that another has to keep: what an invitation needs, what is missing, whom to ask.
 */
export function plainWords(standing: Standing, about: About): PlainWords {
  const { organization } = about;
  switch (standing.standing) {
    case 'restored':
      return {
        title: 'You have all your access',
        sentences: [
          `Everything that you are to have in ${organization} was seen to be in place: your role, your teams, and your access to repositories.`,
          'There is nothing to accept and nothing to do.',
          'This does not cover what GitHub keeps elsewhere, such as private forks, assigned issues and what you watch: please look at those yourself.',
        ],
      };
    case 'accepted':
      return {
        title: 'You are in, and some of your access is still missing',
        sentences: [
          `You have accepted, and are in ${organization}.`,
          ...missing(standing, 'Still missing'),
          'It is given by a later run, by itself: there is nothing more to accept.',
          askIf(organization, 'it is still missing in a day or two'),
        ],
      };
    case 'invited':
      return { title: 'You are invited, and have to accept', sentences: invited(standing, about) };
    case 'expired':
      return {
        title: 'Your invitation has run out',
        sentences: [
          `Your invitation to ${organization} was not accepted in time, and has run out. You have no access by it.`,
          'It cannot be accepted any more: another one has to be sent.',
          askIf(organization, 'none comes'),
        ],
      };
    case 'failed':
      return {
        title: 'You could not be invited',
        sentences: [
          `You are to be in ${organization}, but an invitation failed or could not be sent. You have no access by it.`,
          'Its owners can see why.',
          askIf(organization, 'you can do something about it, or nobody has written to you'),
        ],
      };
    case 'waiting':
      return {
        title: 'Your access is not there yet',
        sentences: [
          `What you are to have in ${organization} has not been given yet. Its owners can see what it waits for.`,
          ...(standing.until === null ? [] : [`It does not go on before ${momentWords(standing.until)}.`]),
          'There is nothing to accept at the moment. If you have to accept an invitation then, GitHub sends it to you.',
        ],
      };
    case 'left':
      return {
        title: 'You are not in the organisation, and no invitation is open',
        sentences: [
          `You are neither in ${organization} nor invited, and it was not done by a run of Rollcall.`,
          'You may have left or declined, or somebody may have removed you or cancelled the invitation: that cannot be told apart.',
          askIf(organization, 'you should have access'),
        ],
      };
    case 'unknown':
      return {
        title: 'It could not be checked where you stand',
        sentences: [
          `GitHub did not answer everything that was asked about you and ${organization}, so nothing is known of your access: neither that you have it, nor that you do not.`,
          `If there is an invitation for you, it is here: ${about.invitationPage}`,
        ],
      };
    case 'suspended':
      return {
        title: 'Your access is suspended',
        sentences: [
          `Your entry in the access list of ${organization} says that your access is suspended: by it you have no access of your teams, and none of your own to repositories.`,
          'Your teams and grants stay written down. Whoever is a member when the suspension ends needs no invitation.',
          askIf(organization, 'you do not know why'),
        ],
      };
    case 'removed':
      return {
        title: 'You are not on the access list any more',
        sentences: [
          `Your entry was taken out of the access list of ${organization}, which gives you no access any more.`,
          askIf(organization, 'you do not know why, or it is a mistake'),
        ],
      };
  }
}

/** Outside collaborators are invited to each repository, and not to the organisation. */
function invited(standing: Standing, { organization, invitationPage }: About): readonly string[] {
  const repos = standing.outstanding.flatMap((one) => (one.kind === 'repo' ? [one.repo] : []));
  const isOutside = repos.length > 0 && repos.length === standing.outstanding.length && !repos.includes('*');
  const until = standing.until === null ? '' : ` It can be accepted until ${momentWords(standing.until)}.`;
  const first = isOutside
    ? `You have no access to these repositories of ${organization} until you accept: ${listed(repos)}. Each shows its invitation when you open it, and GitHub has written to you.`
    : `You have no access until you accept: ${invitationPage}`;
  return [
    first,
    isOutside
      ? 'Each is accepted by itself.'
      : `Sign in to GitHub with the account that was invited: the invitation to ${organization} is for that one alone.`,
    `${until.trim()} If it runs out, another one has to be sent.`.trim(),
  ];
}

function missing({ outstanding }: Standing, what: string): readonly string[] {
  return outstanding.length === 0 ? [] : [`${what}: ${outstandingWords(outstanding)}.`];
}

export function outstandingWords(outstanding: readonly Outstanding[]): string {
  return listed(outstanding.map(nameOf));
}

function nameOf(one: Outstanding): string {
  switch (one.kind) {
    case 'role':
      return `the role ${one.role}`;
    case 'team':
      return one.role === 'maintainer' ? `the team ${one.team}, as its maintainer` : `the team ${one.team}`;
    case 'repo':
      return one.repo === '*' ? `${one.role}, which every member has` : `${one.role} in ${one.repo}`;
    case 'team-repo':
      return `${one.role} in ${one.repo}, by the team ${one.team}`;
  }
}

function listed(names: readonly string[]): string {
  const rest = names.length - shown;
  const first = names.slice(0, shown);
  return (rest > 0 ? [...first, `and ${counted(rest, 'more thing', 'more')}`] : first).join('; ');
}

function askIf(organization: string, what: string): string {
  return `Please ask an owner of ${organization} if ${what}.`;
}

const months = [
  ['January', 'February', 'March', 'April', 'May', 'June'],
  ['July', 'August', 'September', 'October', 'November', 'December'],
].flat();

/** `20 November 2026, 14:30 UTC`; a time that cannot be read, as it came. */
export function momentWords(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`;
}
