import { roleOfWord } from '../json/permission-words.ts';
import { accountByLogin, addAccount, renameAccount, stableId } from '../world/accounts.ts';
import { addMember, isLastOwner, removeMember } from '../world/members.ts';
import { repoByName } from '../world/repos.ts';
import { type SamlIdentity, setSamlIdentities } from '../world/saml.ts';
import { teamBySlug } from '../world/teams.ts';
import type { Account, Team, World } from '../world/world.ts';
import {
  accountIn,
  ControlError,
  flagIn,
  type Input,
  objectIn,
  onlyFields,
  textIn,
  textsIn,
  wholeNumberIn,
  wordIn,
  wrong,
} from './input.ts';

type Change = (world: World, input: Input) => void;

const changes: Readonly<Record<string, Change>> = {
  rename,
  addMember: add,
  removeMember: remove,
  addTeamMember,
  removeTeamMember,
  setCollaborator,
  setIdentityProviderTeam,
  setManagedUsers,
  setBlocked,
};

/** These may be many at once, and read the whole input. */
const many: Readonly<Record<string, Change>> = { addAccounts, setSamlIdentity };

/** Somebody uses the web page: one of the changes, or new accounts, which belong to nobody's organisation. */
export function change(world: World, input: Input) {
  const names = Object.keys(input);
  const [name = ''] = names;
  const known = [...Object.keys(many), ...Object.keys(changes)];
  if (names.length !== 1 || !known.includes(name)) throw new ControlError(`Give exactly one of ${known.join(', ')}.`);
  if (Object.hasOwn(many, name)) many[name]?.(world, input);
  else changes[name]?.(world, objectIn(input, name));
  return { changed: name };
}

function addAccounts(world: World, input: Input): void {
  const list = input['addAccounts'];
  if (!Array.isArray(list)) throw wrong('addAccounts', list, 'a list of {login, id}');
  for (const each of list as readonly unknown[]) {
    const account = objectIn({ 'addAccounts[]': each }, 'addAccounts[]');
    onlyFields(account, ['login', 'id', 'type']);
    const login = textIn(account, 'login');
    if (accountByLogin(world, login) !== undefined) throw new ControlError(`The login ${login} is taken.`);
    const isTaken = (id: number): boolean => world.accounts.has(id);
    const id = account['id'] === undefined ? stableId(login, isTaken) : wholeNumberIn(account, 'id');
    if (isTaken(id)) throw new ControlError(`The id ${id} is taken by ${world.accounts.get(id)?.login}.`);
    addAccount(world, login, id, wordIn<Account['type']>(account, 'type', ['User', 'Organization'], 'User'));
  }
}

function rename(world: World, input: Input): void {
  onlyFields(input, ['login', 'to']);
  const account = accountIn(input, world);
  const to = textIn(input, 'to');
  const holder = accountByLogin(world, to);
  if (holder !== undefined && holder !== account) throw new ControlError(`The login ${to} is taken.`);
  renameAccount(world, account, to);
}

function add(world: World, input: Input): void {
  onlyFields(input, ['login', 'role']);
  const role = wordIn(input, 'role', ['member', 'admin', 'owner'], 'member');
  addMember(world, accountIn(input, world).id, role === 'member' ? 'member' : 'admin');
}

function remove(world: World, input: Input): void {
  onlyFields(input, ['login']);
  const { id, login } = memberIn(world, input);
  if (isLastOwner(world, id)) throw new ControlError(`${login} is the last owner.`);
  removeMember(world, id);
}

function addTeamMember(world: World, input: Input): void {
  onlyFields(input, ['team', 'login', 'role']);
  teamIn(world, input).members.set(
    memberIn(world, input).id,
    wordIn(input, 'role', ['member', 'maintainer'], 'member'),
  );
}

function removeTeamMember(world: World, input: Input): void {
  onlyFields(input, ['team', 'login']);
  const team = teamIn(world, input);
  const { id, login } = accountIn(input, world);
  if (!team.members.delete(id)) throw new ControlError(`${login} is not in the team ${team.slug} itself.`);
}

/** A permission of null takes the grant away. */
function setCollaborator(world: World, input: Input): void {
  onlyFields(input, ['repo', 'login', 'permission']);
  const repo = repoByName(world, textIn(input, 'repo'));
  if (repo === undefined) throw new ControlError(`There is no repository called ${textIn(input, 'repo')}.`);
  const { id } = accountIn(input, world);
  if (input['permission'] === null) {
    repo.collaborators.delete(id);
    return;
  }
  const role = roleOfWord(world, textIn(input, 'permission'));
  if (role === undefined)
    throw wrong('permission', input['permission'], 'read, triage, write, maintain, admin or null');
  repo.collaborators.set(id, role);
}

/** An identity provider keeps the team's members from now on, or no longer. */
function setIdentityProviderTeam(world: World, input: Input): void {
  onlyFields(input, ['team', 'managed']);
  const team = teamIn(world, input);
  if (flagIn(input, 'managed')) team.externalGroup = { id: world.nextId++, name: `${team.slug}-group` };
  else delete team.externalGroup;
}

/** One identity or a list of them; a login of null is one that nobody has linked yet. All of them or none are set. */
function setSamlIdentity(world: World, input: Input): void {
  const given = input['setSamlIdentity'];
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  setSamlIdentities(
    world,
    list.map((each) => identityIn(world, objectIn({ setSamlIdentity: each }, 'setSamlIdentity'))),
  );
}

function identityIn(world: World, input: Input): SamlIdentity {
  onlyFields(input, ['login', 'nameId', 'emails', 'scimUserName']);
  return {
    account: input['login'] === null ? null : accountIn(input, world).id,
    nameId: textIn(input, 'nameId'),
    emails: textsIn(input, 'emails'),
    ...(input['scimUserName'] === undefined ? {} : { scimUserName: textIn(input, 'scimUserName') }),
  };
}

/** The organisation becomes one of an enterprise with managed users, or no longer is. */
function setManagedUsers(world: World, input: Input): void {
  onlyFields(input, ['managed']);
  world.organization.managedUsers = flagIn(input, 'managed');
}

/** An owner blocks the person, or no longer: blocking takes them out of the organisation, and nobody can invite them. */
function setBlocked(world: World, input: Input): void {
  onlyFields(input, ['login', 'blocked']);
  const account = accountIn(input, world);
  account.blocked = flagIn(input, 'blocked');
  if (account.blocked && world.members.has(account.id)) remove(world, { login: account.login });
}

function memberIn(world: World, input: Input) {
  const account = accountIn(input, world);
  if (!world.members.has(account.id)) throw new ControlError(`${account.login} is not a member.`);
  return account;
}

function teamIn(world: World, input: Input): Team {
  const slug = textIn(input, 'team');
  const team = teamBySlug(world, slug);
  if (team === undefined) throw new ControlError(`There is no team with the slug ${slug}.`);
  return team;
}
