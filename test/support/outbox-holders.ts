import { readdirSync, readlinkSync } from 'node:fs';

/** The processes that hold an outbox of this folder open: one desk, or none. */
export function outboxHolders(folder: string): readonly number[] {
  const processes = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid));
  return processes.filter((pid) => filesOf(pid).some((file) => file.startsWith(folder) && file.endsWith('outbox.db'))).map(Number);
}

/** Empty for a process that has ended, or is another user's. */
function filesOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
