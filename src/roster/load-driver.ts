import { UsageError } from '../model/errors.ts';

/**
 * Loads a driver that a kind of source needs and that is not installed with Rollcall.
 * @param load as in `() => import('pg')`, so that nothing is loaded before
 * @param wanted the package with its version, as in `pg@8`
 * @throws UsageError where it is not installed, or does not load: it says what to install
 */
export async function loadDriver<Driver>(load: () => Promise<Driver>, wanted: string, source: string): Promise<Driver> {
  try {
    return await load();
  } catch (error) {
    const missing = isMissing(error, wanted.replace(/(?<=.)@.*$/, ''));
    const happened = missing
      ? `needs the package ${wanted}, which is not installed: npm install ${wanted}`
      : `the package ${wanted} is installed and does not load: npm install ${wanted} on this machine, with the Node that runs here`;
    throw new UsageError('missing-driver', `source ${source}: ${happened}`, { cause: error });
  }
}

function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return /^(?:ERR_)?MODULE_NOT_FOUND$/.test(code ?? '') && message.includes(`'${name}'`);
}
