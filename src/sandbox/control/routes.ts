import { type Context, Hono } from 'hono';
import type { Sandbox } from '../sandbox.ts';
import { iso, now } from '../world/clock.ts';
import { expireInvitations } from '../world/invitations.ts';
import { accept } from './accept.ts';
import { change } from './change.ts';
import { decline, fail } from './decline.ts';
import { faultOf } from './faults.ts';
import { ControlError, durationIn, type Input, inputOf, onlyFields } from './input.ts';
import { requestsJson } from './requests.ts';
import { stateJson } from './state-json.ts';
import { setBehaviours, setLimits } from './switches.ts';

/** What nobody can ask of GitHub: looking at everything, passing time, faults, somebody using the web page. */
export function controlApplication(sandbox: Sandbox): Hono {
  const { world } = sandbox;
  const app = new Hono().basePath('/_sandbox');
  app.use(async (_, next) => {
    expireInvitations(world);
    await next();
  });
  app.get('/requests', (c) => c.json(requestsJson(sandbox.requests)));
  app.delete('/requests', (c) => {
    sandbox.requests.length = 0;
    return c.body(null, 204);
  });
  app.get('/state', (c) => c.json(stateJson(world)));
  app.get('/behaviours', (c) => c.json(world.behaviours));
  app.get('/limits', (c) => c.json(world.limits));
  app.get('/clock', (c) => c.json(clockJson(sandbox)));
  app.post(
    '/accept',
    kept(sandbox, (input) => accept(world, input)),
  );
  app.post(
    '/decline',
    kept(sandbox, (input) => decline(world, input)),
  );
  app.post(
    '/fail',
    kept(sandbox, (input) => fail(world, input)),
  );
  app.post(
    '/change',
    kept(sandbox, (input) => change(world, input)),
  );
  app.post(
    '/behaviours',
    kept(sandbox, (input) => setBehaviours(world, input)),
  );
  app.post(
    '/limits',
    kept(sandbox, (input) => setLimits(world, input)),
  );
  app.post(
    '/clock',
    kept(sandbox, (input) => advance(sandbox, input)),
  );
  app.post(
    '/faults',
    kept(sandbox, (input) => ({ faults: sandbox.faults.push(faultOf(input)) })),
  );
  app.delete('/faults', (c) => {
    sandbox.faults.length = 0;
    return c.body(null, 204);
  });
  app.notFound((c) => c.json({ message: `There is no control call ${c.req.method} ${c.req.path}.` }, 404));
  app.onError((error, c) => c.json({ message: error.message }, error instanceof ControlError ? 400 : 500));
  return app;
}

/** A control call that changes something, so that the file, where there is one, follows. */
function kept(sandbox: Sandbox, act: (input: Input) => object): (c: Context) => Promise<Response> {
  return async (c) => {
    const answer = act(await inputOf(c));
    sandbox.keep();
    return c.json(answer);
  };
}

function advance(sandbox: Sandbox, input: Input) {
  onlyFields(input, ['advance']);
  sandbox.world.clockAhead += durationIn(input, 'advance');
  expireInvitations(sandbox.world);
  return clockJson(sandbox);
}

function clockJson({ world }: Sandbox) {
  return { now: iso(now(world)), aheadSeconds: Math.round(world.clockAhead / 1000) };
}
