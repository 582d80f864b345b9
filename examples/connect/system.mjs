import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const { OTKLIK_HOOK: hook = '', OTKLIK_SECRET: secret = '', PORT: port = '8080' } = process.env;
const key = () => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** The answers that were shown: one whose acknowledgement got lost comes again under the same id. */
const shown = new Set();

/** @param {string} id @param {string} timestamp @param {Buffer} body */
function signature(id, timestamp, body) {
  return `v1,${createHmac('sha256', key()).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/** Brings a message. Under the same id it comes in once, so it is repeated until it is taken. @param {string} text */
async function bring(text) {
  const id = randomUUID();
  const body = Buffer.from(JSON.stringify({ type: 'message', from: { id: 'anna', name: 'Anna' }, text }));
  for (;;) {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature(id, timestamp, body) };
    const answer = await fetch(hook, { method: 'POST', headers, body }).catch(() => null);
    if (answer?.ok === true) return;
    if (answer !== null && answer.status < 500 && answer.status !== 429) throw new Error(`refused with ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** @param {import('node:http').IncomingHttpHeaders} headers @param {Buffer} body */
function isFromOtklik(headers, body) {
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  const own = Buffer.from(signature(id, timestamp, body));
  const given = Buffer.from(String(headers['webhook-signature']));
  return Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300 && own.length === given.length && timingSafeEqual(own, given);
}

/** @param {import('node:http').IncomingHttpHeaders} headers @param {Buffer} body */
function take(headers, body) {
  if (!isFromOtklik(headers, body)) return 401;
  const call = JSON.parse(body.toString('utf8'));
  const id = String(headers['webhook-id']);
  if (call.type === 'answer' && !shown.has(id)) {
    shown.add(id);
    process.stdout.write(`${call.author}: ${call.text ?? `[${call.file.name}]`}\n`);
  }
  return 204;
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    response.writeHead(take(request.headers, Buffer.concat(pieces)));
    response.end();
  });
});

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listening on ${typeof address === 'object' && address !== null ? address.port : port}\n`);
});

for await (const line of createInterface({ input: process.stdin })) if (line.trim() !== '') await bring(line);
server.close();
