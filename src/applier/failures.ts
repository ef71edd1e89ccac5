import { type RollcallError, WriteError, type WriteErrorCode } from '../model/errors.ts';

/** What the failure of one change means for the others. */
export type Consequence =
  /** GitHub takes no request at the moment, so none is sent. */
  | 'stops-the-run'
  /** GitHub takes no invitation at the moment; everything else goes on. */
  | 'holds-invitations'
  /** A person, team or repository is not as it was when the plan was made. */
  | 'concerns-this-alone'
  /** Nothing in the plan explains it: several in a row are a reason to stop. */
  | 'unexpected';

const consequences: Readonly<Record<WriteErrorCode, Consequence>> = {
  'rate-limit': 'stops-the-run',
  unauthorized: 'stops-the-run',
  interrupted: 'stops-the-run',
  'invitation-quota': 'holds-invitations',
  'no-seat': 'holds-invitations',
  'invitation-refused': 'concerns-this-alone',
  'organisation-account': 'concerns-this-alone',
  'deleted-account': 'concerns-this-alone',
  blocked: 'concerns-this-alone',
  'managed-users': 'concerns-this-alone',
  'identity-provider': 'concerns-this-alone',
  archived: 'concerns-this-alone',
  'already-exists': 'concerns-this-alone',
  'no-such-team': 'concerns-this-alone',
  // What was read a moment ago is not there, and a second look does not tell why: the token may not see it any more.
  'not-found': 'unexpected',
  'no-answer': 'unexpected',
  forbidden: 'unexpected',
  refused: 'unexpected',
  'not-made': 'unexpected',
  'incomplete-change': 'unexpected',
  failed: 'unexpected',
};

export function consequenceOf(error: RollcallError): Consequence {
  if (error instanceof WriteError) return consequences[error.code];
  return error.code === 'interrupted' ? 'stops-the-run' : 'unexpected';
}
