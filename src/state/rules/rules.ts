import type { Problem } from '../../model/problem.ts';
import type { Whole } from '../whole.ts';
import { allowanceDates, expiredExceptions, expiredUsers } from './dates.ts';
import { duplicateFiles, duplicateIds, duplicateLogins, previousNames } from './duplicates.ts';
import { ownersMinimum } from './owners.ts';
import { unknownNames } from './references.ts';
import { unfitReviewers } from './reviewers.ts';
import { cyclesOfParents, outsideInTeams, secretNestedTeams, slugCase, slugOfName } from './teams.ts';

type Rule = (whole: Whole, today: string) => Problem[];

const rules: readonly Rule[] = [
  unknownNames,
  duplicateLogins,
  duplicateIds,
  duplicateFiles,
  previousNames,
  slugCase,
  cyclesOfParents,
  secretNestedTeams,
  outsideInTeams,
  slugOfName,
  ownersMinimum,
  unfitReviewers,
  expiredUsers,
  expiredExceptions,
  allowanceDates,
];

/** Everything that is wrong between the files of a state. */
export function brokenRules(whole: Whole, today: string): Problem[] {
  return rules.flatMap((rule) => rule(whole, today));
}
