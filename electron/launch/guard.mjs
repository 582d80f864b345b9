import { createInterface } from 'node:readline';

const graceful = 8000;
const pollEvery = 50;

/**
 * Outlives the program that started it, even one that is killed: when its standard input ends, it ends every
 * process that was named to it and not yet taken back.
 */
const watched = new Set();
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [verb, pid] = line.split(' ');
  if (verb === 'watch') watched.add(Number(pid));
  else watched.delete(Number(pid));
});
lines.on('close', () => void endAll());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

async function endAll() {
  for (const pid of watched) send(pid, 'SIGTERM');
  const deadline = performance.now() + graceful;
  while ([...watched].some(isAlive) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, pollEvery));
  }
  for (const pid of watched) send(-pid, 'SIGKILL');
  process.exit();
}

function isAlive(pid) {
  return send(pid, 0);
}

function send(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
