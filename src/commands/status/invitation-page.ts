/**
 * The web page on which somebody who is invited accepts.
 * @param apiUrl where GitHub's API is; undefined for github.com
 */
export function invitationPageOf(organization: string, apiUrl: string | undefined): string {
  return `${webOf(apiUrl)}/orgs/${organization}/invitation`;
}

/** Enterprise Server has its API below the web's address, and GitHub with data residency has it on a host beside it. */
function webOf(apiUrl: string | undefined): string {
  const { origin, hostname, pathname } = new URL(apiUrl || 'https://api.github.com');
  if (pathname.startsWith('/api/v3')) return origin;
  return hostname.startsWith('api.') && hostname.endsWith('.ghe.com')
    ? `https://${hostname.slice('api.'.length)}`
    : 'https://github.com';
}
