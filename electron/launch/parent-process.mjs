import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The process that stands behind us: npm where npm started us, even through a shell of its own, else our parent. */
export function processBehindUs(env = process.env) {
  const parent = process.ppid;
  return env.npm_lifecycle_event && commandOf(parent).startsWith('sh') ? parentOf(parent) : parent;
}

function commandOf(pid) {
  return ask(pid, 'comm').split('/').at(-1);
}

function parentOf(pid) {
  return Number(ask(pid, 'ppid')) || pid;
}

/** Small systems lack `ps`, and other systems lack /proc. */
function ask(pid, field) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const name = { comm: 'Name', ppid: 'PPid' }[field];
    return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)[1];
  } catch {
    return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
  }
}
