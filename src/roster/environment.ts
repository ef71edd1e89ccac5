import { UsageError } from '../model/errors.ts';
import type { SecretName, Setting } from '../model/roster.ts';
import type { Reach } from './reach.ts';

/** What an error may call a setting: the name of the variable, never what it holds. */
export function nameOfSetting(setting: Setting): string {
  return 'variable' in setting ? `env:${setting.variable}` : setting.text;
}

/** @throws UsageError as {@link secretOf} */
export function valueOf(setting: Setting, source: string, reach: Pick<Reach, 'env'>): string {
  return 'variable' in setting ? secretOf(setting.variable, source, reach) : setting.text;
}

/**
 * What the environment holds under the name, without the line end that files of secrets tend to have.
 * @throws UsageError where the variable is not set, or not one for HR
 */
export function secretOf(name: SecretName, source: string, { env }: Pick<Reach, 'env'>): string {
  if (!name.startsWith('ROLLCALL_HR_')) {
    const message = `source ${source}: ${name} is not read: HR secrets are in variables whose names start with ROLLCALL_HR_`;
    throw new UsageError('not-an-hr-secret', message);
  }
  const value = env[name]?.trim() ?? '';
  if (value !== '') return value;
  const message = `source ${source}: the environment variable ${name} is not set: set it, for roster.yaml names it`;
  throw new UsageError('missing-hr-secret', message);
}
