import { HTTPException } from 'hono/http-exception';
import type { App } from '../app.ts';
import { repoByFormerName, repoByName } from '../world/repos.ts';

/**
 * From a repository's old name GitHub redirects to its id: 301 for reads, 307 for writes, which clients then repeat as
 * they were.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function registerRepoRedirect(app: App): void {
  app.use('/repos/:owner/:repo/*', async (c, next) => {
    const { world, root } = c.var;
    const { owner, repo: name } = c.req.param();
    const former =
      owner.toLowerCase() === world.organization.name.toLowerCase() && repoByName(world, name) === undefined
        ? repoByFormerName(world, name)
        : undefined;
    if (former === undefined) return next();
    const rest = c.req.path.split('/').slice(4).join('/');
    const url = `${root}/repositories/${former.id}${rest === '' ? '' : `/${rest}`}${new URL(c.req.url).search}`;
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    const body = {
      message: isRead ? 'Moved Permanently' : 'Temporary Redirect',
      url,
      documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
    };
    const status = isRead ? 301 : 307;
    throw new HTTPException(status, { res: Response.json(body, { status, headers: { location: url } }) });
  });
}
