import { createServer } from 'node:http';

const print = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** Speaks to the launcher as the central server does, and does nothing else. */
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => (process.env.FAKE_SERVER_STUBBORN ? undefined : process.exit()));

if (process.env.FAKE_SERVER_BROKEN) {
  process.stderr.write('the disk is full\n');
  process.exit(3);
}
const server = createServer((_request, response) => response.end());
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const people = [{ role: 'agent', email: 'anna@demo.test', password: 'one:two' }];
  print({ level: 'info', message: 'a line of the log' });
  print({ progress: 'seeding', done: 1, total: 2 });
  print({ ready: true, url: `http://127.0.0.1:${server.address().port}`, demo: { people } });
});
