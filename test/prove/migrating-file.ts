import { cacheMigrations } from '#db/cache/migrations/list';
import { outboxMigrations } from '#db/cache/migrations/outbox-list';
import { openSqlite } from '#db/cache/sqlite';
import { migrate } from '#db/migrate';

/** Brings a file to the present schema, and dies before the statement with the given number. Says how many there were. */
const [, , kind = 'cache', path = '', deadly = '0'] = process.argv;
let statements = 0;

const file = await openSqlite(path, kind === 'cache' ? 'normal' : 'full', async (writer) => {
  writer.on('query', () => {
    statements += 1;
    if (statements === Number(deadly)) process.kill(process.pid, 'SIGKILL');
  });
  await migrate(writer, kind === 'cache' ? cacheMigrations : outboxMigrations);
});
await file.close();
process.stdout.write(`${statements}\n`);
