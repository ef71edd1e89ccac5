import { describeFaults, type Fault } from './support/fault-matrix.ts';

const badCredentials = { status: 401, body: { message: 'Bad credentials' } };
const secondary = {
  status: 403,
  body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
};
const headers = { 'retry-after': '1' };
const primary = (seconds: number) => ({
  status: 403,
  body: { message: 'API rate limit exceeded for installation ID 2.' },
  headers: {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + seconds),
  },
});

/** Answers that say no. Injected after the effect they lie, as no GitHub does and some proxy might. */
const faults: readonly Fault[] = [
  { name: '401, with a token', fault: () => badCredentials, provesNothing: true, everywhere: true },
  { name: '401, with an app', fault: () => badCredentials, provesNothing: true, as: 'app' },
  {
    name: '403 secondary limit, retry-after',
    fault: () => ({ ...secondary, headers }),
    provesNothing: true,
    everywhere: true,
  },
  { name: '403 secondary limit', fault: () => secondary, provesNothing: true },
  { name: '429, retry-after', fault: () => ({ status: 429, body: '', headers }), provesNothing: true },
  { name: '429', fault: () => ({ status: 429, body: '' }), provesNothing: true },
  { name: 'primary limit, resets in 40 s', fault: () => primary(40), provesNothing: true },
  { name: 'primary limit, resets in 50 min', fault: () => primary(3000), provesNothing: true },
  // What names a team made a moment ago is sent again after a 404, a POST too.
  {
    name: '404',
    fault: () => ({ status: 404, body: { message: 'Not Found' } }),
    provesNothing: true,
    everywhere: true,
  },
  { name: '422', fault: () => ({ status: 422, body: { message: 'Validation Failed' } }), everywhere: true },
];

describeFaults('an answer that says no', faults, { title: 'Answers that said no', file: 'golden/apply-faults.md' });
