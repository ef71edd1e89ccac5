import { type Key, keyOf } from '../../src/model/identity.ts';
import type { Grant, OrgState, Team, User } from '../../src/model/org-state.ts';
import type { Edit, Proposals } from '../../src/model/proposal.ts';
import type { ProposalFacts } from '../../src/proposal/facts.ts';

/** The facts as they are once every edit of all three proposals is merged. */
export function withEdits(facts: ProposalFacts, { joiners, movers, leavers }: Proposals): ProposalFacts {
  // A rename first, for what follows speaks of the new name.
  return [...movers.edits, ...joiners.edits, ...leavers.edits].reduce(withEdit, facts);
}

function withEdit(facts: ProposalFacts, edit: Edit): ProposalFacts {
  const { state } = facts;
  switch (edit.kind) {
    case 'add-user': {
      const { login, id, employee } = edit;
      return { ...facts, state: withUser(state, login, { login, id, employee, role: 'member' }) };
    }
    case 'suspend-user': {
      const user = userIn(state, edit.login);
      return { ...facts, state: withUser(state, edit.login, { ...user, suspended: edit.suspended }) };
    }
    case 'remove-user':
    case 'remove-outside':
      return { ...facts, state: without(state, keyOf(edit.login)) };
    case 'rename-user':
      return renamed(facts, edit.before, edit.after, edit.id);
    case 'add-team-member':
    case 'remove-team-member':
      return { ...facts, state: withTeamEdit(state, edit) };
    case 'remove-exception':
      return { ...facts, exceptions: facts.exceptions.filter(({ line }) => line !== edit.line) };
    case 'remove-allowance': {
      const allowances = facts.policy.allowances.filter(({ line }) => line !== edit.line);
      return { ...facts, policy: { ...facts.policy, allowances } };
    }
  }
}

function userIn({ users }: OrgState, login: string): User {
  const user = users.get(keyOf(login));
  if (user === undefined) throw new Error(`there is no user ${login}`);
  return user;
}

function withUser(state: OrgState, login: string, user: User): OrgState {
  return { ...state, users: new Map([...state.users, [keyOf(login), user]]) };
}

function without(state: OrgState, gone: Key): OrgState {
  const teams = mapTeams(state, (team) => ({
    ...team,
    members: new Map([...team.members].filter(([key]) => key !== gone)),
    ...(team.extraMembers === undefined
      ? {}
      : { extraMembers: new Set([...team.extraMembers].filter((key) => key !== gone)) }),
  }));
  const repos = mapCollaborators(state, (grant) => (keyOf(grant.to) === gone ? undefined : grant));
  return { ...state, users: new Map([...state.users].filter(([key]) => key !== gone)), teams, repos };
}

function mapCollaborators({ repos }: OrgState, change: (grant: Grant) => Grant | undefined): OrgState['repos'] {
  return new Map(
    [...repos].map(([key, repo]) => {
      const grants = [...repo.collaborators.values()].flatMap((grant) => change(grant) ?? []);
      return [key, { ...repo, collaborators: new Map(grants.map((grant) => [keyOf(grant.to), grant])) }];
    }),
  );
}

function mapTeams({ teams }: OrgState, change: (team: Team) => Team): OrgState['teams'] {
  return new Map([...teams].map(([key, team]) => [key, change(team)]));
}

function renamed(facts: ProposalFacts, before: string, after: string, id: number): ProposalFacts {
  const same = (name: string): string => (keyOf(name) === keyOf(before) ? after : name);
  const user = userIn(facts.state, before);
  const users = [...without(facts.state, keyOf(before)).users.values(), { ...user, login: after, id }].map((user) =>
    user.sponsor === undefined ? user : { ...user, sponsor: same(user.sponsor) },
  );
  const teams = mapTeams(facts.state, (team) => ({
    ...team,
    members: new Map(
      [...team.members.values()].map((member) => [keyOf(same(member.login)), { ...member, login: same(member.login) }]),
    ),
    ...(team.extraMembers === undefined
      ? {}
      : { extraMembers: new Set([...team.extraMembers].map((key) => keyOf(same(key)))) }),
  }));
  return {
    ...facts,
    state: {
      ...facts.state,
      users: new Map(users.map((user) => [keyOf(user.login), user])),
      teams,
      repos: mapCollaborators(facts.state, (grant) => ({ ...grant, to: same(grant.to) })),
    },
    exceptions: facts.exceptions.map((exception) => ({ ...exception, user: same(exception.user) })),
  };
}

function withTeamEdit(
  state: OrgState,
  edit: Extract<Edit, { kind: 'add-team-member' | 'remove-team-member' }>,
): OrgState {
  userIn(state, edit.login);
  const key = keyOf(edit.login);
  return {
    ...state,
    teams: mapTeams(state, (team) => {
      if (team.slug !== edit.team) return team;
      if (team.members.has(key) === (edit.kind === 'add-team-member'))
        throw new Error(`${edit.kind} ${edit.login}: done already`);
      const others = [...team.members].filter(([other]) => other !== key);
      const added = edit.kind === 'add-team-member' ? [[key, { login: edit.login, role: 'member' }] as const] : [];
      return { ...team, members: new Map([...others, ...added]) };
    }),
  };
}
