import type { ProposalReport } from '../proposal.ts';

/** Path of a file of the state from the checkout's root. */
export function pathIn({ stateDirectory }: Pick<ProposalReport, 'stateDirectory'>, file: string): string {
  return stateDirectory === '' ? file : `${stateDirectory}/${file}`;
}
