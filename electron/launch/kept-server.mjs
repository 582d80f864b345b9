import { say } from './say.mjs';

const pause = 1000;
/** A server that lives shorter than this did not recover. */
const shortLife = 30_000;
const mostShortLives = 3;

/**
 * Starts a server that ended by itself again, on the same ports: the window goes on meanwhile and finds it there.
 * `ended` resolves to the reason when the server ends again and again at once, and never after `stop`.
 */
export function keepServer(first, start) {
  let stopped = false;
  const ended = new Promise((resolve) => {
    void (async () => {
      let server = first;
      for (let shortLives = 0; ; ) {
        const began = performance.now();
        const reason = await server.ended;
        shortLives = performance.now() - began < shortLife ? shortLives + 1 : 1;
        if (stopped) return;
        if (shortLives > mostShortLives) return resolve(reason);
        say(`The server ended unexpectedly (${reason}). Its log: ${server.log.path}\nIt is started again; the window goes on meanwhile.`);
        await new Promise((waited) => setTimeout(waited, pause));
        if (stopped) return;
        server = await startedAgain(start, server);
      }
    })();
  });
  return {
    ended,
    stop: () => {
      stopped = true;
    },
  };
}

/** A server that cannot start counts as one that ended at once. */
async function startedAgain(start, before) {
  try {
    return await start({ PORT: new URL(before.url).port, SMTP_PORT: String(before.smtpPort ?? 0) });
  } catch (error) {
    return { ...before, ended: Promise.resolve(error.message) };
  }
}
