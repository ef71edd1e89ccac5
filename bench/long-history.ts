import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a made history holds: how many people at a time, and how many commits on the first-parent line. */
export interface HistorySize {
  readonly people: number;
  readonly teams: number;
  readonly repos: number;
  readonly commits: number;
}

/** Of whom the made history tells a story: each is in it as often as a real person would be. */
export const heroes = { person: 'hero', before: 'heroine', team: 'team-7', repo: 'repo-7' } as const;

/** A checkout with a long history, made by `git fast-import`, and a bare remote beside it. */
export interface LongHistory {
  readonly checkout: string;
  readonly commits: number;
}

/**
 * A state repository as years of joiners, movers, leavers and suspensions make it: one entry changes a commit, nearly
 * half of them in the one file of all employees. The same size gives the same history.
 * @param folder an empty one
 */
export async function makeLongHistory(folder: string, size: HistorySize): Promise<LongHistory> {
  const [remote, checkout] = [join(folder, 'remote.git'), join(folder, 'checkout')];
  mkdirSync(remote);
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  git(remote, 'init', '--quiet', '--bare', '--initial-branch=main');
  const child = spawn('git', ['fast-import', '--quiet'], { cwd: remote, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(child, 'close');
  for (const text of commandsOf(size)) if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [code] = (await ended) as [number];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  // As a server's pack is: without it, each version of the file of all employees would be inflated whole.
  git(remote, 'repack', '-a', '-d', '-q', '--depth=50', '--window=10');
  git(folder, 'clone', '--quiet', remote, checkout);
  return { checkout, commits: size.commits };
}

function* commandsOf({ people, teams, repos, commits }: HistorySize): Generator<string> {
  const state = beginning(people, teams, repos);
  yield commitText(0, 'Begin', new Map([...state.files].map(([path, lines]) => [path, lines])));
  const edits = storyOf(state, { people, teams, repos });
  for (let nth = 1; nth < commits; nth++) {
    const { message, paths } = edits(nth);
    yield commitText(nth, message, new Map(paths.map((path) => [path, state.files.get(path) ?? []])));
  }
}

const employees = 'state/users/employees.yaml';
const firstSecond = 1_600_000_000;
const secondsBetween = 6 * 3600;

function commitText(nth: number, subject: string, files: ReadonlyMap<string, readonly string[]>): string {
  const when = `${firstSecond + nth * secondsBetween} +0000`;
  const message = `${subject} (#${nth})`;
  const changes = [...files].map(([path, lines]) => `M 100644 inline ${path}\n${data(`${lines.join('\n')}\n`)}`);
  const head = `commit refs/heads/main\ncommitter Merger <merger@example.org> ${when}\n${data(message)}`;
  return `${head}${changes.join('')}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** Lines by path; the files are kept sorted as the tool writes them. */
interface Made {
  readonly files: Map<string, string[]>;
}

function beginning(people: number, teams: number, repos: number): Made {
  const files = new Map<string, string[]>();
  const logins = Array.from({ length: people }, (_, nth) => nth);
  files.set('state/organization.yaml', ['name: acme', 'id: 1', 'stateRepository: acme/access']);
  files.set(employees, [
    'users:',
    ...logins.map((nth) => userLine(loginOf(nth), nth)).sort(),
    userLine(heroes.before, 900_000),
  ]);
  for (let team = 0; team < teams; team++) {
    const members = logins.filter((nth) => nth % teams === team || (nth * 7) % teams === team).map(loginOf);
    files.set(teamPath(team), [`name: Team ${team}`, 'members:', ...members.sort().map((login) => `  - ${login}`)]);
  }
  for (let repo = 0; repo < repos; repo++) {
    files.set(repoPath(repo), [
      'teams:',
      `  team-${repo % teams}: write`,
      'collaborators:',
      `  ${loginOf(repo)}: read`,
    ]);
  }
  return { files };
}

const loginOf = (nth: number): string => `person-${String(nth).padStart(5, '0')}`;
const teamPath = (nth: number): string => `state/teams/team-${nth}.yaml`;
const repoPath = (nth: number): string => `state/repos/repo-${nth}.yaml`;

function userLine(login: string, nth: number, more = ''): string {
  return `  ${login}: { id: ${1_000_000 + nth}, employee: E${String(nth).padStart(6, '0')}${more} }`;
}

/** One edit for each number: joiners and leavers of the company, movers between teams, suspensions, grants, the heroes. */
function storyOf({ files }: Made, size: Omit<HistorySize, 'commits'>) {
  const lines = (path: string): string[] => files.get(path) ?? [];
  const toggle = (path: string, line: string, below: string): void => {
    const list = lines(path);
    const at = list.indexOf(line);
    if (at >= 0) list.splice(at, 1);
    else list.splice(list.indexOf(below) + 1, 0, line);
  };
  return (nth: number): { message: string; paths: readonly string[] } => {
    const person = (nth * 37) % size.people;
    if (nth === 4000) {
      for (const [path, list] of files) {
        files.set(
          path,
          list.map((line) =>
            line.replace(`${heroes.before}:`, `${heroes.person}:`).replace(`- ${heroes.before}`, `- ${heroes.person}`),
          ),
        );
      }
      return {
        message: 'Rename',
        paths: [...files.keys()].filter((path) => lines(path).some((line) => line.includes(heroes.person))),
      };
    }
    if (nth % 450 === 0) {
      const team = teamPath((nth / 450) % size.teams);
      toggle(team, `  - ${nth < 4000 ? heroes.before : heroes.person}`, 'members:');
      return { message: 'Move somebody', paths: [team] };
    }
    if (nth % 50 === 0) {
      toggle(repoPath(7), `  team-${8 + ((nth / 50) % (size.teams - 8))}: admin`, 'teams:');
      return { message: 'Grant', paths: [repoPath(7)] };
    }
    if (nth % 5 < 2) {
      const login = loginOf(person);
      const list = lines(employees);
      const at = list.findIndex((line) => line.startsWith(`  ${login}:`));
      list[at] = userLine(login, person, list[at]?.includes('suspended') ? '' : ', suspended: 2026-01-01');
      return { message: 'Suspend or lift', paths: [employees] };
    }
    const team = teamPath(nth % size.teams);
    toggle(team, `  - ${loginOf(person)}`, 'members:');
    return { message: 'Move', paths: [team] };
  };
}
