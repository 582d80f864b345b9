import { log, trace } from './log';
import { parentPort, toDesk } from './parent-port';
import { Workstation } from './workstation';

const port = parentPort();
if (port === null) throw new Error('the desk runs in a utility process');

const workstation = new Workstation((message) => port.postMessage(message));

port.on('message', ({ data }) => {
  const message = toDesk(data);
  if (message === null) return log({ event: 'bug', what: 'message', detail: 'malformed' });
  if (message.t !== 'stop') return workstation.hear(message);
  void workstation.stop().finally(() => {
    port.postMessage({ t: 'stopped' });
    process.exit(0);
  });
});

// A bug ends this process: what is acknowledged is on disk, and main starts a new desk.
process.on('unhandledRejection', (error) => {
  log({ event: 'bug', what: 'rejection', detail: trace(error) });
  process.exit(1);
});
