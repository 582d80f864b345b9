import { isRunning, processIdentity } from '../stand-in/process-identity.mjs';
import { processBehindUs } from './parent-process.mjs';

const checkParentEvery = 500;
const repeatAfter = 1500;

/**
 * Calls `stop` when somebody wants us to end: a signal, a closed terminal, or a parent that is gone (npm that is
 * killed does not end its script). A signal that comes again later calls `kill`; at once it is only npm's echo.
 */
export function onStopWanted(stop, kill) {
  let firstAt;
  const asked = () => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop();
    } else if (performance.now() - firstAt > repeatAfter) {
      kill();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, asked);
  onParentGone(asked);
}

function onParentGone(asked) {
  const parent = process.ppid;
  const behind = processIdentity(processBehindUs());
  const watching = setInterval(() => {
    if (process.ppid === parent && isRunning(behind)) return;
    clearInterval(watching);
    asked();
  }, checkParentEvery);
  watching.unref();
}
