import { refusal } from '../http/answers.ts';
import { listIn } from '../http/body.ts';
import { teamGrants } from '../world/access.ts';
import { accountByLogin } from '../world/accounts.ts';
import { teamBySlug } from '../world/teams.ts';
import { type Ask, type Handler, requireWrite, roleOf, userJson } from './ask.ts';
import type { Pull } from './data.ts';
import { pullAt, requestedTeamsJson, simplePullJson } from './pull-json.ts';
import { settlePulls } from './settle.ts';

export const getRequestedReviewers: Handler = (ask) => {
  const pull = pullAt(ask);
  return Response.json({
    users: pull.requestedReviewers.map((id) => userJson(ask, id)),
    teams: requestedTeamsJson(ask, pull),
  });
};

export const requestReviewers: Handler = async (ask) => {
  await settlePulls(ask);
  const pull = pullAt(ask);
  if (pull.author !== ask.actor.id) requireWrite(ask);
  const people = listIn(ask.body, 'reviewers', 'string').map((login) => reviewerOf(ask, pull, login));
  const teams = listIn(ask.body, 'team_reviewers', 'string').map(
    (slug) => teamWithAccess(ask, slug) ?? notCollaborators(ask),
  );
  pull.requestedReviewers = [...new Set([...pull.requestedReviewers, ...people])];
  pull.requestedTeams = [...new Set([...pull.requestedTeams, ...teams])];
  pull.updatedAt = ask.now;
  return Response.json(simplePullJson(ask, pull), { status: 201 });
};

function reviewerOf(ask: Ask, pull: Pull, login: string): number {
  const account = accountByLogin(ask.world, login);
  if (account === undefined || roleOf(ask, account) === undefined) return notCollaborators(ask);
  if (account.id === pull.author) throw refusal(422, 'Review cannot be requested from pull request author.');
  return account.id;
}

/** A team must have been given the repository itself, or be below one that was: what its members may do is not asked. */
function teamWithAccess({ world, repo }: Ask, slug: string): number | undefined {
  const team = teamBySlug(world, slug);
  return team !== undefined && teamGrants(world, team, repo.id).length > 0 ? team.id : undefined;
}

function notCollaborators(ask: Ask): never {
  const what = 'Reviews may only be requested from collaborators.';
  const which = 'One or more of the users or teams you specified is not a collaborator of';
  throw refusal(422, `${what} ${which} the ${ask.fullName} repository.`);
}

export const removeRequestedReviewers: Handler = (ask) => {
  const pull = pullAt(ask);
  if (pull.author !== ask.actor.id) requireWrite(ask);
  const people = listIn(ask.body, 'reviewers', 'string').map((login) => accountByLogin(ask.world, login)?.id);
  const teams = listIn(ask.body, 'team_reviewers', 'string').map((slug) => teamBySlug(ask.world, slug)?.id);
  pull.requestedReviewers = pull.requestedReviewers.filter((id) => !people.includes(id));
  pull.requestedTeams = pull.requestedTeams.filter((id) => !teams.includes(id));
  pull.updatedAt = ask.now;
  return Response.json(simplePullJson(ask, pull));
};
