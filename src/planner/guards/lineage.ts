import type { Allowance, Review } from '../../model/policy.ts';
import { remembered } from '../lookups.ts';

/** What git tells of the commits that may have to be reviewed. */
export interface Lineage {
  /** Name of the default branch. */
  readonly branch: string;
  /** Ids of the commits on the first-parent line of HEAD, oldest first; HEAD is the last. */
  readonly line: readonly string[];
  /** Each commit of the line that changed policy.yaml or brought other policies along, oldest first. */
  readonly policies: readonly PolicyStep[];
  /** Ids of the commits of the line that changed organization.yaml or brought others along. */
  readonly ofOrganization: readonly string[];
  /** What the policy applied last asks; undefined at first adoption. */
  readonly baseReview: Review | undefined;
  /** HEAD's allowances that are in force. */
  readonly allowances: readonly Allowance[];
  /** The commits that wrote lines which changes come from, by `file:line`, where the plan does not say them. */
  readonly writers: ReadonlyMap<string, string>;
  /**
   * Commits that changed a line about what is to be removed because no line lists it. Its line may have been taken out
   * by one of them, where `refs/rollcall/applied` was moved past it by hand.
   */
  readonly unlisters: readonly string[];
}

/** What one commit of the line did to policy.yaml. */
export interface PolicyStep {
  readonly commit: string;
  /** Whether policy.yaml is another than in the commit's first parent. */
  readonly changes: boolean;
  /** What stands after it; where that cannot be read, what stood before. */
  readonly review: Review;
  /** Commits that its allowances name, as written. */
  readonly unreviewed: readonly string[];
  /** What policies ask that came with a merge, and that no commit of the line had before it. */
  readonly brought: readonly Review[];
}

/** Where a commit stands on the line, from 0; undefined beside it. */
export function placeOf({ line }: Lineage, commit: string): number | undefined {
  return placesOn(line).get(commit);
}

const placesOn = remembered(
  (line: readonly string[]): ReadonlyMap<string, number> => new Map(line.map((commit, place) => [commit, place])),
);

/** The commits on the line whose id begins so. */
export function commitsNamed({ line }: Lineage, prefix: string): readonly string[] {
  const digits = prefix.toLowerCase();
  return line.filter((commit) => commit.startsWith(digits));
}

/** The index of the step from which on something held without a break, up to the step `last`. */
export function writerOf(policies: readonly PolicyStep[], last: number, holds: (step: PolicyStep) => boolean): number {
  return policies.findLastIndex((step, index) => index <= last && !holds(step)) + 1;
}

/**
 * The place up to which, by one step's `since`, everything counts as reviewed; -1 where it names nothing. What it names
 * must be older than the commit that wrote it: ids can be made to begin with any seven digits.
 */
export function sinceOf(lineage: Lineage, index: number): number {
  const { policies } = lineage;
  const since = policies[index]?.review.since;
  if (since === undefined) return -1;
  const writer = policies[writerOf(policies, index, ({ review }) => review.since === since)];
  const place = onlyPlace(lineage, since);
  return place < (placeOf(lineage, writer?.commit ?? '') ?? -1) ? place : -1;
}

/** The place of the one commit whose id begins so; -1 where there is none, or more than one. */
export function onlyPlace(lineage: Lineage, prefix: string): number {
  const [commit = '', another] = commitsNamed(lineage, prefix);
  return another === undefined ? (placeOf(lineage, commit) ?? -1) : -1;
}
