// Adds to package-lock.json the optional packages of other platforms. npm leaves them out of the lockfile where the
// registry at hand does not carry them, and `npm ci` then refuses the lockfile everywhere. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const at = `node_modules/${name}`;
    if (lock.packages[at] !== undefined || lock.packages[`${path}/node_modules/${name}`] !== undefined) continue;
    lock.packages[at] = entryOf(name, range, entry.dev === true);
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages of other platforms added`);

/** The names of these packages end in the system and processor that they are for. */
function entryOf(name, range, dev) {
  const version = /\d+\.\d+\.\d+[^ ]*/.exec(range)?.[0];
  const [, os, cpu] =
    /(android|darwin|freebsd|linux|win32|openharmony|netbsd|openbsd|sunos|aix)-([a-z0-9]+)/.exec(name) ?? [];
  const libc = /musl/.test(name) ? ['musl'] : os === 'linux' && /gnu/.test(name) ? ['glibc'] : undefined;
  return {
    version,
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(dev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc }),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  };
}
