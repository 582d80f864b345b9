import { request } from 'node:http';
import { BrowserReturn } from '#desk/access/browser-return';
import { expect, test } from 'vitest';

test.each(['//', '/\\', 'http://['])('a request for %s is nothing to the door that waits for the browser, and ends no desk', async (path) => {
  const door = await BrowserReturn.open('http://127.0.0.1:1');
  const status = await new Promise<unknown>((resolve) => {
    const asked = request({ host: '127.0.0.1', port: door.port, path, timeout: 20_000 }, (response) => resolve(response.statusCode));
    asked.on('error', resolve);
    asked.on('timeout', () => resolve('no answer'));
    asked.end();
  });
  door.close();
  expect(status).toBe(404);
});
