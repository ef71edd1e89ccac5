// Builds dist/ from src/: `npm ci` and `npm run build` call it. It leaves nothing of an earlier build behind.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, symlinkSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
chmodSync('dist/cli.js', 0o755);

// `npx rollcall` looks for the command in node_modules/.bin, where npm puts other packages' commands but not our own.
rmSync('node_modules/.bin/rollcall', { force: true });
symlinkSync('../../dist/cli.js', 'node_modules/.bin/rollcall');
