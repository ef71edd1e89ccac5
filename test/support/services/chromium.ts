import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { findBinary, missingService } from './required.ts';
import { startServer } from './server.ts';
import { freePort, removeFolder, serverAccount, serverFolder } from './unprivileged.ts';

const binary = ['chromium', 'google-chrome', 'chromium-browser'].map((name) => findBinary(name)).find(Boolean);

export const chromiumMissing = missingService(binary, 'Chromium', 'chromium');

export interface RunningChromium {
  readonly browser: Browser;
  /** Writes a file that the browser may read. Returns its address. */
  write(name: string, text: string): string;
  stop(): Promise<void>;
}

/** A Chromium without a window, with nothing of anybody's in it. */
export async function startChromium(): Promise<RunningChromium> {
  const account = serverAccount();
  const folder = serverFolder('chromium', account);
  const url = `http://127.0.0.1:${await freePort()}`;
  // As nobody it may do nothing already, and a container may not let it build its own sandbox.
  const confined = account.uid === undefined ? [] : ['--no-sandbox'];
  const server = await startServer(
    [
      binary ?? '',
      '--headless=new',
      ...flags,
      ...confined,
      `--remote-debugging-port=${new URL(url).port}`,
      `--user-data-dir=${folder}/profile`,
    ],
    { cwd: folder, account },
    () => fetch(`${url}/json/version`),
  );
  const browser = await chromium.connectOverCDP(url).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    browser,
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      chmodSync(path, 0o644);
      return pathToFileURL(path).href;
    },
    async stop() {
      await browser.close();
      await server.stop();
      removeFolder(folder);
    },
  };
}

/** It asks nobody for anything of its own accord, opens no page unasked, and draws by itself where there is no graphics card. */
const flags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--metrics-recording-only',
  '--mute-audio',
  '--no-first-run',
  '--no-startup-window',
  '--password-store=basic',
];
