import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Resources, Schemas } from 'scimmy';
import ScimRouters from 'scimmy-routers';

/** A SCIM 2.0 service on loopback. */
export interface ScimServer {
  /** Base address. */
  readonly url: string;
  stop(): Promise<void>;
}

export const token = 'hunter2-scim';

/** A user as SCIM writes it, with an `id`; the service puts `schemas` and `meta` to it. */
export type ScimUser = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * @param paging whether the service understands `startIndex` and `count`; as its package comes, it takes what stands in
 * a query for text, and answers with the first twenty users each time
 */
export async function startScim(users: readonly ScimUser[], paging: 'works' | 'as-it-comes'): Promise<ScimServer> {
  Resources.User.extend(Schemas.EnterpriseUser);
  Resources.declare(Resources.User).egress(({ constraints = {} }) => {
    const { startIndex = 1, count = users.length } = constraints;
    // All the others are holes, which count in the total, and cost the package nothing.
    const page: ScimUser[] = Array.from({ length: 0 });
    page.length = users.length;
    for (const [index, user] of users.slice(startIndex - 1, startIndex - 1 + count).entries()) {
      page[startIndex - 1 + index] = user;
    }
    return page as never;
  });
  const app = express();
  if (paging === 'works') app.set('query parser', withNumbers);
  app.use('/scim', new ScimRouters({ type: 'bearer', handler: checkToken }));
  const server = await new Promise<Server>((done) => {
    const listening = app.listen(0, '127.0.0.1', () => done(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/scim`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function checkToken(request: { header(name: string): string | undefined }): string {
  if (request.header('authorization') !== `Bearer ${token}`) throw new Error('Who is it?');
  return 'rollcall';
}

function withNumbers(query: string): Readonly<Record<string, string | number>> {
  const pairs = [...new URLSearchParams(query)];
  return Object.fromEntries(pairs.map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]));
}
