import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { bigOrganization } from '../../sandbox/organization-generator/big-organization.ts';
import type { Context } from '../context.ts';
import { buildStage, type Stage } from '../stage/stage.ts';

/** The size of the organisation in which it happened. */
const size = { people: 3500, teams: 500, repos: 2000, seed: 3500 };
export const stateRepository = 'acme/access';

/** @throws UsageError where `--dir` names a folder that has files */
export async function setStage(context: Context, dir: string | undefined): Promise<Stage> {
  const folder = dir === undefined ? await mkdtemp(join(tmpdir(), 'rollcall-demo-')) : await emptyFolder(context, dir);
  const organization = bigOrganization(size);
  return buildStage(context, {
    folder,
    organization: { ...organization, organization: { ...organization.organization, stateRepository } },
    limits: { primary: null, secondary: false },
    isKept: true,
    author: 'Demo',
  });
}

async function emptyFolder(context: Context, dir: string): Promise<string> {
  const folder = resolve(context.cwd, dir);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return folder;
  throw new UsageError('folder-not-empty', `${dir} has files. Give the demo a folder of its own, or leave --dir out.`);
}
