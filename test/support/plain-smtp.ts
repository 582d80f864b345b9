import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export type PlainMail = { readonly port: number; readonly from: string; readonly to: string; readonly content: Buffer };

/** The plainest SMTP client there is: speaks the protocol by hand, so that no library's kindness hides a fault. Returns when the mail is accepted. */
export async function deliverPlainly({ port, from, to, content }: PlainMail): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const expectCode = async (code: string): Promise<void> => {
    for (;;) {
      const next = await lines.next();
      const line = next.done === true ? 'closed' : next.value;
      if (!line.startsWith(code)) throw new Error(`expected ${code}, got: ${line}`);
      if (line[3] !== '-') return;
    }
  };
  const say = async (command: string, code: string): Promise<void> => {
    socket.write(`${command}\r\n`);
    await expectCode(code);
  };
  try {
    await expectCode('220');
    await say('EHLO customer.example', '250');
    await say(`MAIL FROM:<${from}>`, '250');
    await say(`RCPT TO:<${to}>`, '250');
    await say('DATA', '354');
    socket.write(Buffer.concat([content, Buffer.from('\r\n.\r\n')]));
    await expectCode('250');
    socket.end('QUIT\r\n');
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** As senders do: a door that has too much to do says "later", and is asked again. */
export async function deliverUntilTaken(mail: PlainMail): Promise<void> {
  for (;;) {
    try {
      return await deliverPlainly(mail);
    } catch (error) {
      if (!/got: 4\d\d/.test(String(error))) throw error;
    }
  }
}
