import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pushProposal, writeProposal } from '../src/git/proposal-branch.ts';
import { standingProposal } from './support/proposal-branches.ts';
import { remoteOf } from '../src/git/remote.ts';
import { openStateRepository } from '../src/git/repository.ts';
import { gitOverHttp } from './support/git-over-http.ts';
import {
  cleanEnvironment,
  type RealRepository,
  realRepository,
  refusal,
  runGit,
  temporaryFolder,
  withRemote,
} from './support/real-repository.ts';

const authorization = `basic ${Buffer.from('x-access-token:ghs_secret').toString('base64')}`;

/** Where each version of actions/checkout leaves the token. */
const places: readonly (readonly [string, (real: RealRepository, url: string) => void])[] = [
  [
    'in the settings of the clone, as up to v5',
    ({ git }, url) => void git('config', '--local', `http.${url}/.extraheader`, `AUTHORIZATION: ${authorization}`),
  ],
  [
    'in a file that they include, as from v6 on',
    ({ folder, git }, url) => {
      const file = join(temporaryFolder(), 'git-credentials.config');
      writeFileSync(file, `[http "${url}/"]\n\textraheader = AUTHORIZATION: ${authorization}\n`);
      git('config', '--local', `includeIf.gitdir:${folder}/.git.path`, file);
    },
  ],
];

async function fixture() {
  const real = realRepository();
  const head = real.commit({ 'state/users/a.yaml': 'users: {}\n' });
  const bare = withRemote(real);
  runGit(bare, ['config', 'http.receivepack', 'true']);
  const url = await gitOverHttp(bare, authorization);
  real.git('remote', 'set-url', 'origin', `${url}/acme/access`);
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  return { real, bare, url, head, repository };
}

describe('a proposal is pushed by the token that actions/checkout left', () => {
  it.each(places)('%s', async (_, leave) => {
    const { real, bare, url, head, repository } = await fixture();
    expect(await refusal(remoteOf(repository))).toMatch(/^GitError remote-unreachable: /);
    leave(real, url);
    const remote = await remoteOf(repository);
    const place = { repository, remote, ref: 'refs/heads/rollcall/leavers' };
    const commit = await writeProposal(repository, head, new Map([['state/users/a.yaml', null]]), 'x');
    await pushProposal(place, { from: null, to: commit });
    expect(runGit(bare, ['rev-parse', 'rollcall/leavers'])).toBe(commit);
    expect(await standingProposal(place, head, commit)).toEqual({ at: commit, sameContent: true, foreign: [] });
  });

  it('which no message shows where it may not write', async () => {
    const { real, bare, url, head, repository } = await fixture();
    places[0]?.[1](real, url);
    runGit(bare, ['config', 'http.receivepack', 'false']);
    const place = { repository, remote: await remoteOf(repository), ref: 'refs/heads/rollcall/leavers' };
    const said = await refusal(pushProposal(place, { from: null, to: head }));
    expect(said).toMatch(/^GitError branch-refused: .*contents: write/);
    expect(said).toContain('403');
    expect(said).not.toContain(authorization);
  });
});
