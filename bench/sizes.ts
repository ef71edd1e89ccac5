import type { OrganizationSize } from '../src/sandbox/organization-generator/big-organization.ts';

/** The organisation of the story. */
export const trueSize: OrganizationSize = { people: 3500, teams: 500, repos: 2000, seed: 1 };

/** So many people, with as many teams and repositories for each as the organisation of the story has. */
export function sizeFor(people: number): OrganizationSize {
  return { people, teams: Math.ceil(people / 7), repos: Math.ceil((people * 4) / 7), seed: 1 };
}

/** So many people, with fewer teams and repositories for each: 100,000 people make as many files as a state may have. */
export function crowdOf(people: number): OrganizationSize {
  return { people, teams: Math.ceil(people / 20), repos: Math.ceil(people / 8), seed: 1 };
}

/** `3,500 people`. */
export function named({ people }: OrganizationSize): string {
  return `${people.toLocaleString('en-US')} people`;
}
