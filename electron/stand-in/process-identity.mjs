import { readFileSync } from 'node:fs';

/** A process number alone is reused by the system; with the moment of its start it names one process. */
export function processIdentity(pid) {
  return `${pid} ${startOf(pid)}`;
}

/** Whether the process that wrote this identity still runs. */
export function isRunning(identity) {
  const pid = Number(identity.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return processIdentity(pid) === identity && !identity.endsWith('ended');
}

function startOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces, so fields are counted from its end.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    // A process that ended and that nobody has asked about yet keeps its number, but runs no more.
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return '';
  }
}
