import type { Key } from '../model/identity.ts';
import type { User } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';
import type { Edit, Listed } from '../model/proposal.ts';
import { type Draft, emptyDraft, listed } from './drafts.ts';
import type { Matched } from './matched.ts';
import type { Truth } from './rules/truth.ts';
import { addition, type RuledTeam, ruledTeams, takingOut } from './team-rules.ts';
import { untouchable, wasUndone } from './untouched.ts';
import { evidenceText, whyUnknown } from './words.ts';

/**
 * Keeps `members` of each team with a rule equal to the active people whom the rule is for. Maintainers and the
 * hand-picked stay; who is suspended keeps their lines; only who has positively moved away is taken out.
 * @param renamed new logins by the folded old ones
 */
export function movers(matched: Matched, renamed: ReadonlyMap<Key, string>): Draft {
  const draft = emptyDraft();
  for (const ruled of ruledTeams(matched)) {
    const moves = matched.users.flatMap(([key, user]) => moveOf(ruled, key, user, renamed, matched) ?? []);
    const stale = staleRule(ruled, moves, matched);
    const kept = moves.filter((move) => stale === undefined || !isAboutMember(move));
    for (const move of [...kept, ...(stale === undefined ? [] : [stale])]) {
      if ('basis' in move) draft.edits.push(move);
      else draft.listed.push(move);
    }
  }
  return draft;
}

type Move = Edit | Listed;

function moveOf(
  ruled: RuledTeam,
  key: Key,
  user: User,
  renamed: ReadonlyMap<Key, string>,
  matched: Matched,
): Move | undefined {
  if (user.role === 'outside' || user.suspended !== undefined || matched.withheldUsers.has(key)) return undefined;
  const person = matched.personOf.get(key);
  const truth = ruled.isFor(person);
  const isMember = ruled.team.members.has(key);
  const login = renamed.get(key) ?? user.login;
  if (truth === true && !isMember && person !== undefined) {
    return notWritten(ruled, user, 'is not added to', matched) ?? addition(ruled, person, login, matched);
  }
  if (truth === true || !isKeptByRule(ruled, key)) return undefined;
  if (truth === false && person !== undefined) return departure(ruled, key, user, person, login, matched);
  return keptInTeam(ruled, user, person);
}

/** Stands in `members`, and in no other list: the rule alone is why. */
function isKeptByRule({ team }: RuledTeam, key: Key): boolean {
  return team.members.get(key)?.role === 'member' && team.extraMembers?.has(key) !== true;
}

function departure(ruled: RuledTeam, key: Key, user: User, person: Person, login: string, matched: Matched): Move {
  const reserved = notWritten(ruled, user, 'stays in', matched);
  if (reserved !== undefined) return reserved;
  const { slug } = ruled.team;
  const about = { login: user.login, employee: person.employee, team: slug, evidence: person.evidence };
  const exception = matched.exceptionOf.get(key);
  if (exception !== undefined) {
    const reason = `${user.login} stays in ${slug}: an exception holds until ${exception.expires}.`;
    return listed('excepted', reason, { ...about, until: exception.expires });
  }
  const out = takingOut(ruled, person, login, matched);
  if (!wasUndone(matched, key, out.basis, ruled.key)) return out;
  return listed('restored-lately', `${user.login} was given back ${slug} lately. ${out.reason}`, about);
}

function notWritten({ team: { slug } }: RuledTeam, user: User, verb: string, matched: Matched): Listed | undefined {
  const reserved = untouchable(matched, user);
  if (reserved === undefined) return undefined;
  const reason = `${user.login} is ${reserved} and ${verb} ${slug}, whatever its rule says.`;
  return listed('not-written', reason, { login: user.login, team: slug });
}

/** Nothing to say about who left: that is for the leavers. */
function keptInTeam({ team: { slug } }: RuledTeam, { login }: User, person: Person | undefined): Listed | undefined {
  const about = { login, team: slug };
  if (person === undefined) return listed('kept-in-team', `${login} stays in ${slug}: HR has no such person.`, about);
  const { status, employee, evidence } = person;
  if (status.kind === 'left') return undefined;
  const why = status.kind === 'unknown' ? whyUnknown[status.why] : 'HR does not say all that the rule asks for';
  const reason = `${login} stays in ${slug}: ${why} (${evidenceText(evidence)}).`;
  return listed('kept-in-team', reason, { ...about, employee, evidence });
}

/**
 * A rule that is true of no active person at all is rather out of date, or misspelt, than its whole team gone. So it
 * takes nobody out, and people are asked to look at it.
 */
function staleRule(ruled: RuledTeam, moves: readonly Move[], { byEmployee }: Matched): Listed | undefined {
  const truths = new Set<Truth>();
  for (const person of byEmployee.values()) {
    if (person.status.kind !== 'active') continue;
    const truth = ruled.isFor(person);
    if (truth === true) return undefined;
    truths.add(truth);
  }
  const { slug } = ruled.team;
  if (truths.size === 0 || !moves.some(isAboutMember)) return undefined;
  const members = moves.filter(isAboutMember).length;
  const kept = `${members} ${members === 1 ? 'person stays' : 'people stay'} in it`;
  return truths.has(false)
    ? listed('rule-matches-nobody', `The rule of ${slug} is for nobody whom HR calls active; ${kept}.`, { team: slug })
    : listed('rule-tells-nothing', `HR says of nobody what the rule of ${slug} asks for; ${kept}.`, { team: slug });
}

/** Somebody who is in the team, and whom the rule does not hold there. */
function isAboutMember(move: Move): boolean {
  return move.kind !== 'add-team-member' && move.kind !== 'not-written';
}
