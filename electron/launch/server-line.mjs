/** What one line on the server's standard output means: it is ready, it gets on, or it writes its log. */
export function readServerLine(line) {
  const message = parse(line);
  if (message?.ready === true && typeof message.url === 'string') {
    const people = message.demo?.people ?? [];
    return { kind: 'ready', url: message.url, people, firstSignIn: message.firstSignIn ?? null, smtpPort: message.smtp?.port ?? null };
  }
  if (typeof message?.progress === 'string') {
    return { kind: 'progress', key: message.progress, done: message.done, total: message.total };
  }
  return { kind: 'log' };
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
