import { describe, expect, it } from 'vitest';
import type { Change, ChangeBody } from '../model/change.ts';
import { ReadError, RollcallError, WriteError } from '../model/errors.ts';
import type { Stop } from '../model/plan.ts';
import { type Carrying, createCarrier } from './carry-out.ts';

const because = { reason: 'because', attribution: null };
const change = (body: ChangeBody): Change => ({ ...body, ...because });
const invite = (login: string, id = 1): Change =>
  change({ kind: 'invite-member', login, id, role: 'member', teams: [], reinstate: false });
const join = (login: string, team = 'sre'): Change =>
  change({ kind: 'add-team-member', team, login, before: null, after: 'member' });
const createTeam = (team: string): Change =>
  change({
    kind: 'create-team',
    team,
    before: null,
    after: { name: team, description: '', privacy: 'closed', parent: null },
  });
const rename = change({
  kind: 'update-team',
  team: 'sre',
  before: { name: 'ops' },
  after: { name: 'sre' },
  lost: [],
});

/** Answers each change with what the test says; an error is thrown, anything else is done. */
function carrier(answers: Readonly<Record<string, Error | undefined>>, parts: Partial<Carrying> = {}) {
  const sent: string[] = [];
  const written: string[] = [];
  const made = createCarrier({
    writer: {
      carryOut: (asked) => {
        const login = 'login' in asked ? asked.login : 'team' in asked ? asked.team : '';
        sent.push(login);
        const error = answers[login];
        return error === undefined ? Promise.resolve({ requestId: 'A1', attempts: 1 }) : Promise.reject(error);
      },
    },
    steps: {
      before: (_, wave) => written.push(`request in wave ${wave}`),
      after: (step, { result, code }) => written.push(`${step} ${result}${code === undefined ? '' : ` ${code}`}`),
    },
    stopped: () => null,
    failuresAtMost: 3,
    sentLately: () => Promise.resolve({ count: 0, oldest: undefined }),
    progress: () => undefined,
    ...parts,
  });
  return { ...made, sent, written };
}
const results = (made: { outcomes: () => readonly { readonly result: string }[] }): string =>
  made
    .outcomes()
    .map(({ result }) => result)
    .join(' ');
const refused = (code: WriteError['code'], options = {}): WriteError => new WriteError(code, code, 422, options);

describe('carrying out', () => {
  it('writes down each step before its request and after it', async () => {
    const made = carrier({ ben: refused('not-found') });
    expect(await made.carry([join('ann'), join('ben')], 2)).toBeNull();
    expect(made.written).toEqual(['request in wave 2', '1 done', 'request in wave 2', '3 failed not-found']);
  });

  it('lets one failing change fail alone, and skips what depends on it, in later waves too', async () => {
    const made = carrier({ sre: refused('refused') });
    await made.carry([createTeam('sre'), join('ann', 'ops')], 0);
    await made.carry([join('ben', 'sre')], 1);
    expect(results(made)).toBe('failed done skipped');
    expect(made.sent).toEqual(['sre', 'ann']);
  });

  it('sends nothing to a team of which nobody knows what it is called, until a look has told', async () => {
    const made = carrier({ sre: refused('no-answer') });
    await made.carry([rename, join('ann', 'sre'), join('ben', 'dev')], 1);
    expect(results(made)).toBe('failed skipped done');
    expect(made.outcomes()[1]?.message).toBe('not tried, because update-team sre got no answer');
    made.settle({ change: rename, result: 'done' });
    await made.carry([join('cid', 'sre')], 2);
    expect(results(made)).toBe('done skipped done done');
  });

  it('goes on with a team that GitHub refused to rename', async () => {
    const made = carrier({ sre: refused('refused') });
    await made.carry([rename, join('ann', 'sre')], 1);
    expect(results(made)).toBe('failed done');
  });

  it('sends nothing once it is to stop', async () => {
    let stop: Stop | null = null;
    const made = carrier({}, { stopped: () => stop, progress: () => (stop = { reason: 'interrupted', message: '' }) });
    expect(await made.carry([join('ann'), join('ben')], 0)).toEqual({ reason: 'interrupted', message: '' });
    expect(made.sent).toEqual(['ann']);
  });

  it.each(['rate-limit', 'unauthorized'] as const)('stops where no other request could succeed: %s', async (code) => {
    const made = carrier({ ann: refused(code, { until: new Date('2026-11-22T12:00:00Z') }) });
    expect(await made.carry([join('ann'), join('ben')], 0)).toMatchObject({ reason: code });
    expect(results(made)).toBe(code === 'rate-limit' ? 'waiting' : 'failed');
  });

  it('says when it can go on after the rate limit', async () => {
    const made = carrier({ ann: refused('rate-limit', { until: new Date('2026-11-22T12:00:00Z') }) });
    expect((await made.carry([join('ann')], 0))?.message).toContain('2026-11-22T12:00:00.000Z');
  });

  it('says that the lock was lost, and not that somebody interrupted, where that ended the waiting', async () => {
    const lost: Stop = { reason: 'lock-lost', message: 'The lock was lost' };
    let stop: Stop | null = null;
    const waits = (): Promise<never> => {
      stop = lost;
      return Promise.reject(refused('interrupted'));
    };
    const made = carrier({}, { writer: { carryOut: waits }, stopped: () => stop });
    expect(await made.carry([join('ann')], 1)).toEqual(lost);
  });

  it('never calls failed what GitHub did, where the journal does not take the answer', async () => {
    const error = new RollcallError('journal-not-written', 'no room');
    const after = (): never => {
      throw error;
    };
    const made = carrier({}, { steps: { before: () => 1, after } });
    await expect(made.carry([join('ann')], 1)).rejects.toBe(error);
    expect(results(made)).toBe('done');
  });

  it('counts what was interrupted before it was sent as not tried', async () => {
    const made = carrier({ ann: new RollcallError('interrupted', 'Interrupted') });
    expect(await made.carry([join('ann')], 0)).toMatchObject({ reason: 'interrupted' });
    expect(made.outcomes()).toEqual([]);
  });

  it('does not swallow a defect of its own', async () => {
    await expect(carrier({ ann: new TypeError('ours') }).carry([join('ann')], 0)).rejects.toThrow('ours');
  });

  it('settles what a later look showed', async () => {
    const made = carrier({ ann: refused('no-answer') });
    const lost = join('ann');
    await made.carry([lost], 0);
    made.settle({ change: lost, result: 'done' });
    expect(results(made)).toBe('done');
    expect(made.written.at(-1)).toBe('1 done');
  });
});

describe('the circuit breaker', () => {
  const people = ['a', 'b', 'c', 'd', 'e'].map((login) => join(login));
  const all = (code: WriteError['code']) =>
    Object.fromEntries(people.map((each) => ['login' in each ? each.login : '', refused(code)]));

  it('opens after so many unexpected failures in a row', async () => {
    const made = carrier(all('failed'));
    expect(await made.carry(people, 0)).toMatchObject({ reason: 'circuit-breaker' });
    expect(made.sent).toEqual(['a', 'b', 'c']);
  });

  it('counts anew after a success', async () => {
    const made = carrier({ ...all('failed'), c: undefined });
    expect(await made.carry(people, 0)).toBeNull();
    expect(made.sent).toHaveLength(5);
  });

  it('counts no failure that a single person or repository explains', async () => {
    expect(await carrier(all('deleted-account')).carry(people, 0)).toBeNull();
  });
});

describe('invitations that GitHub takes no more of', () => {
  const until = new Date('2026-11-23T09:00:00Z');
  const people = ['a', 'b', 'c', 'd'].map((login, index) => invite(login, index));

  it('wait, all those after it unsent, while everything else goes on', async () => {
    const made = carrier({ b: refused('invitation-quota', { until }) });
    expect(await made.carry([...people, join('x')], 0)).toBeNull();
    expect(results(made)).toBe('done waiting waiting waiting done');
    expect(made.sent).toEqual(['a', 'b', 'x']);
    expect(made.outcomes()[3]?.message).toContain('2026-11-23T09:00:00.000Z');
  });

  it('are known by evidence where GitHub gives no reason: fifty sent, and two people in a row refused alike', async () => {
    const sent = { count: 50, oldest: new Date('2026-11-22T09:00:00Z') };
    const error = refused('invitation-refused', { fingerprint: '422' });
    const made = carrier({ b: error, c: error }, { sentLately: () => Promise.resolve(sent) });
    await made.carry(people, 0);
    expect(results(made)).toBe('done waiting waiting waiting');
    expect(made.sent).toEqual(['a', 'b', 'c']);
    expect(made.outcomes()[1]?.message).toContain('before 2026-11-23T09:00:00.000Z');
  });

  it.each([
    ['few were sent', { count: 49, oldest: new Date() }, 'x', 'x'],
    ['they were refused for different reasons', { count: 60, oldest: new Date() }, 'x', 'y'],
  ])('are not held back by two people whom GitHub refuses, where %s', async (_, sent, one, other) => {
    const made = carrier(
      {
        a: refused('invitation-refused', { fingerprint: one }),
        b: refused('invitation-refused', { fingerprint: other }),
      },
      { sentLately: () => Promise.resolve(sent) },
    );
    await made.carry(people, 0);
    expect(results(made)).toBe('failed failed done done');
  });

  it('are not held back, and nothing else is, where it cannot be seen how many were sent', async () => {
    const sentLately = (): Promise<never> => Promise.reject(new ReadError('failed', 'GitHub failed'));
    const made = carrier({ a: refused('invitation-refused', { fingerprint: '422' }) }, { sentLately });
    expect(await made.carry([...people, join('x')], 1)).toBeNull();
    expect(results(made)).toBe('failed done done done done');
  });

  it('wait after as many refusals alike as open the circuit breaker; everything else goes on', async () => {
    const error = refused('invitation-refused', { fingerprint: '422' });
    const made = carrier({ a: error, b: error, c: error });
    expect(await made.carry([...people, join('x')], 0)).toBeNull();
    expect(results(made)).toBe('failed failed failed waiting done');
    expect(made.outcomes()[3]).toMatchObject({ code: 'invitation-refused' });
  });
});
