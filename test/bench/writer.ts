import { id } from '#kernel/id';
import { stamped } from './stamp';
import { Windowless } from './windowless';

/** A desk in a process of its own; writes one note for each message that it gets. The first one starts it. */
const [folder = '', server = '', signIn = ''] = process.argv.slice(2);
const desk = new Windowless();
const conversation = id('conversation', '0');
let started = false;
process.on('message', () => void next());
process.on('disconnect', () => void desk.stop());

async function next(): Promise<void> {
  if (started) await desk.ask('note.add', { conversation, text: stamped() });
  else {
    started = true;
    desk.start({ folder, server, signIn });
    await desk.until('connection', {}, ({ state }) => state === 'online');
  }
  process.send?.('done');
}
