import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { StatusReport } from '../../model/standing.ts';
import type { Context } from '../context.ts';

/**
 * Writes the page whole or not at all, for its owner's eyes alone: it names people, and nothing publishes it.
 * @throws UsageError where the directory cannot be written
 */
export async function writePage(context: Context, directory: string, report: StatusReport): Promise<void> {
  // Drawing takes a large library, which only the page needs.
  const { statusPage } = await import('../../report/page/page.ts');
  const page = await statusPage(report);
  const folder = resolve(context.cwd, directory);
  const path = join(folder, 'index.html');
  const draft = join(folder, `.index.html.${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(draft, page, { mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      'html',
      `The page could not be written to ${path}. Name a directory with --html that you may write to. ${why}`,
    );
  }
  context.log(`${path} was written. It names people, so only you may read it, and nothing publishes it.`);
}
