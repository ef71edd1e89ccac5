import type { Remote } from '../../git/remote.ts';
import type { RemoteRef } from '../../git/remote-ref.ts';
import type { StateRepository } from '../../git/repository.ts';
import { UsageError } from '../../model/errors.ts';
import type { PullRequestWriter } from '../../scm/pull-request-writer.ts';
import type { GitHub } from '../github.ts';
import { stateRepositoryOf } from '../state-repository.ts';
import type { DefaultBranch } from './default-branch.ts';

/** Where the tool's pull requests are kept. */
export interface Desk {
  readonly repository: StateRepository;
  readonly remote: Remote;
  readonly pulls: PullRequestWriter;
}

/** One of the tool's branches on the remote; `refs/heads/` is put before its name. */
export function placeOf({ repository, remote }: Omit<Desk, 'pulls'>, branch: string): RemoteRef {
  return { repository, remote, ref: `refs/heads/${branch}` };
}

/** The desk: on the state repository. @throws UsageError where nothing says which it is */
export async function deskOf(
  { repository, remote, loaded }: Pick<DefaultBranch, 'repository' | 'remote' | 'loaded'>,
  github: Pick<GitHub, 'pullRequestWriterOf'>,
): Promise<Desk> {
  const written = loaded.state.organization.stateRepository;
  const found = await stateRepositoryOf(repository, remote, { written, needed: 'Pull requests are to be opened' });
  if ('unknown' in found) throw new UsageError('no-state-repository', found.unknown);
  const [owner = '', repo = ''] = found.name.split('/');
  return { repository, remote, pulls: github.pullRequestWriterOf({ owner, repo }) };
}
