import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';

/** Below what a person waits for; the same figure that a shell's `nice` takes. */
const yielding = 10;

/**
 * What `work` starts stands for other computers: it runs here, gives way to the desk, and has one of the processors, where the system
 * can say so. Otherwise the window's thread would wait for processors that no server of a real company takes from it.
 */
export async function onOtherComputers<Value>(work: () => Promise<Value>): Promise<Value> {
  const before = new Set(descendants());
  const value = await work();
  for (const pid of descendants()) {
    if (before.has(pid)) continue;
    try {
      setPriority(pid, yielding);
    } catch {
      // It has ended meanwhile.
      continue;
    }
    spawnSync('taskset', ['-acp', String(availableParallelism() - 1), String(pid)], { stdio: 'ignore' });
  }
  return value;
}

function descendants(): readonly number[] {
  const parents = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = [process.pid];
  for (const above of found) found.push(...parents.flatMap(([pid, parent]) => (parent === above && pid !== undefined ? [pid] : [])));
  return found.slice(1);
}
