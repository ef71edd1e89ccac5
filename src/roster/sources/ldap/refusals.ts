import type { FeedError } from '../../../model/errors.ts';
import { feedError, type Origin } from '../../origin.ts';
import type { Result } from './conversation.ts';

const part = 'it gave a part of the list only';
const raise = 'have the limit raised for the account that reads';

/** By result code. What a server writes beside it is not shown: it may hold anything. */
const meanings: ReadonlyMap<number, string> = new Map([
  [1, 'operationsError: does it want a bind before it answers? Then give bindDn and password'],
  [2, 'protocolError: it does not understand what was asked'],
  [3, `timeLimitExceeded: ${part}: ${raise}`],
  [4, `sizeLimitExceeded: ${part}: ${raise}`],
  [8, 'strongerAuthRequired: write ldaps:// in roster.yaml'],
  [10, 'referral: the list is on another server: write the address of that one in roster.yaml'],
  [11, `adminLimitExceeded: ${part}: ${raise}`],
  [13, 'confidentialityRequired: write ldaps:// in roster.yaml'],
  [18, 'inappropriateMatching: correct filter: in roster.yaml'],
  [32, 'noSuchObject: nothing stands at base, or this account may not see it: correct base: in roster.yaml'],
  [34, 'invalidDNSyntax: base or bindDn is no distinguished name: correct it in roster.yaml'],
  [48, 'inappropriateAuthentication: are bindDn and the password those of an account that may bind?'],
  [49, 'invalidCredentials: are bindDn and the password right, and still good?'],
  [50, 'insufficientAccessRights: this account may not read there'],
  [51, 'busy: try again later'],
  [52, 'unavailable: try again later'],
  [53, 'unwillingToPerform: it does not let this account ask that'],
]);

/** @throws FeedError where the answer is anything but a success */
export function checkResult({ status }: Result, origin: Origin): void {
  if (status === 0) return;
  const meaning = meanings.get(status) ?? `result code ${status}, where 0 is due`;
  throw feedError(origin, 'feed-refused', `the server answered ${meaning}`);
}

/** Whoever stands on another server would be missing. */
export function otherServers(origin: Origin): FeedError {
  return feedError(
    origin,
    'feed-refused',
    'the server refers to others for a part of the list, and referrals are not followed: set base: below that part, and read the others as sources of their own',
  );
}
