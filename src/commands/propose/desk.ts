import { UsageError } from '../../model/errors.ts';
import type { GitHub } from '../github.ts';
import { stateRepositoryOf } from '../state-repository.ts';
import type { DefaultBranch } from './default-branch.ts';
import type { Desk } from './keep-pull-request.ts';

/** Where the tool's pull requests are kept: on the state repository. @throws UsageError where nothing says which it is */
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
