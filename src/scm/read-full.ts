import type { Parts } from './compose.ts';
import type { LiveReader } from './live-reader.ts';

/** Everything that the organisation has. */
export async function readFull(reader: LiveReader): Promise<Omit<Parts, 'organization'>> {
  const [users, invitations, teams, repos] = await Promise.all([
    reader.allUsers(),
    reader.invitations(),
    reader.allTeams(),
    reader.allRepos(),
  ]);
  return { users, invitations, teams, repos, repoTeams: new Map() };
}
