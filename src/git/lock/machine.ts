import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import type { Holder } from './holder.ts';

/**
 * A word that is the same for processes that can see each other, and for no others: on Linux one boot of one host and
 * one pid namespace, as each container has its own; elsewhere the host by its name and its network cards.
 */
export async function thisMachine(): Promise<string> {
  const seen = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readlink('/proc/self/ns/pid'),
  ]).catch(networkCards);
  return createHash('sha256')
    .update(JSON.stringify([hostname(), ...seen]))
    .digest('hex')
    .slice(0, 32);
}

function networkCards(): readonly string[] {
  const cards = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [...new Set(cards.map(({ mac }) => mac))].sort();
}

/** When a process of this machine started, in the system's own measure; null where the system does not tell. */
export async function startOf(pid: number): Promise<string | null> {
  return (await processOf(pid))?.started ?? null;
}

/** Whether the holder's process is surely no more. `machine` is this one; of others nothing is known. */
export async function isGone({ machine, pid, processStarted }: Holder, here: string): Promise<boolean> {
  if (machine !== here) return false;
  if (!isRunning(pid)) return true;
  const found = await processOf(pid);
  if (found === null) return false;
  return found.ended || (processStarted !== null && found.started !== processStarted);
}

/** Signal 0 only asks. A process of somebody else is there all the same. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * What Linux tells of a process: the letter of its state (Z and X are dead, waiting for their parent to notice) and its
 * start in ticks since the boot, the 3rd and the 22nd field. The 2nd is the command's name in parentheses, which may
 * hold spaces and parentheses itself. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
async function processOf(pid: number): Promise<{ readonly ended: boolean; readonly started: string } | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = '', started] = [fields[0], fields[22 - 3]];
  return started === undefined ? null : { ended: /^[ZXx]$/.test(state), started };
}
