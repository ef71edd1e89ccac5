import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';

/**
 * `owner/name` as the end of the remote's URL has it; null for a path on this machine, which names no repository of
 * GitHub.
 */
export async function nameOnRemote(repository: StateRepository, { name }: Remote): Promise<string | null> {
  return ownerAndName((await repository.git.run(['ls-remote', '--get-url', '--', name])).trim());
}

/** Web and ssh URLs, and ssh's short form `user@host:owner/name`; one letter before the colon is a drive of Windows. */
function ownerAndName(url: string): string | null {
  const path =
    /^(?:https?|ssh|git\+ssh):\/\/[^/]+\/(.+)$/i.exec(url)?.[1] ??
    /^(?:[^/:@]+@)?[^/:@]{2,}:(?!\/\/)(.+)$/.exec(url)?.[1];
  const found = /([^/]+)\/([^/]+?)(?:\.git)?\/*$/.exec(path ?? '');
  return found === null ? null : `${found[1]}/${found[2]}`;
}
