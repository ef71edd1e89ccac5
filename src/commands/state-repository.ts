import { nameOnRemote } from '../git/remote-name.ts';
import type { Remote } from '../git/remote.ts';
import type { StateRepository } from '../git/repository.ts';
import { keyOf } from '../model/identity.ts';
import type { StateRepositoryName } from '../planner/guards/review.ts';

/** What organization.yaml says of where the pull requests are. */
interface Said {
  readonly written: string | undefined;
  /** What it said at the commit applied last. */
  readonly applied?: string | undefined;
  /** Why it has to be known, as the first half of a sentence. */
  readonly needed: string;
}

/**
 * Where the pull requests are. The remote's own URL has the last word: whoever edits organization.yaml could else have
 * themselves judged by the pull requests of a repository of their own. Only where the URL is a path on this machine is
 * the file believed, and then the one that was applied last before the one that is to be judged.
 */
export async function stateRepositoryOf(
  repository: StateRepository,
  remote: Remote,
  { written, applied, needed }: Said,
): Promise<StateRepositoryName> {
  const onRemote = await nameOnRemote(repository, remote);
  const lines = (name: string): string => `\`stateRepository: ${name}\` in organization.yaml`;
  if (onRemote !== null && keyOf(onRemote) === keyOf(written ?? onRemote)) return { name: onRemote };
  if (written === undefined) {
    return { unknown: `${needed}, and nothing says where the pull requests are. Write ${lines('OWNER/NAME')}.` };
  }
  if (onRemote === null) return { name: applied ?? written };
  const why = `organization.yaml says \`stateRepository: ${written}\`, and the remote ${remote.name} is ${onRemote}: its commits cannot have come by pull requests of another repository.`;
  return { unknown: `${why} Write ${lines(onRemote)}, or run in a clone of ${written}.` };
}
