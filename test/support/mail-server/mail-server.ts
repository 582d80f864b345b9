import { freePort } from '#db/central/free-port';
import { spawn, type ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually';
import { plainModule } from '../plain-module';
import { dovecotConfiguration, eximConfiguration, type Ground } from './configuration';

/** A real mail server with its mailboxes: dovecot and exim as plain processes, everything in one folder, on loopback. */
export type MailServer = {
  readonly imap: number;
  readonly smtp: number;
  readonly imapDown: () => Promise<void>;
  readonly imapUp: () => Promise<void>;
  readonly smtpDown: () => Promise<void>;
  readonly smtpUp: () => Promise<void>;
  /** Rebuilds a mailbox as a server does after a restore: its mails get new numbers. IMAP has to be down. */
  readonly renumber: (user: string) => Promise<void>;
  /** The mails that lie in a folder of a user, as they are. */
  readonly mails: (user: string, folder?: 'Sent') => Promise<readonly string[]>;
  /** The Message-IDs of all mails that it took, with their brackets, in the order in which it took them. */
  readonly taken: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

const packages = ['dovecot-imapd', 'dovecot-lmtpd', 'exim4-daemon-light'];
const missing = (): readonly string[] => ['/usr/sbin/dovecot', '/usr/sbin/exim4', '/usr/lib/dovecot/lmtp'].filter((program) => !existsSync(program));

/** Why there can be no mail server here, or null. Installs it where that is ours to do and starts nothing by itself. */
export async function mailServerLacks(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'needs root: dovecot and exim change to users of their own';
  const isOurs = existsSync('/usr/bin/apt-get') && !existsSync('/run/systemd/system');
  if (missing().length > 0 && isOurs) {
    const { requireSystemPackages } = await plainModule<{ requireSystemPackages: (names: readonly string[], reason: string) => Promise<void> }>('launch/system-packages.mjs');
    await requireSystemPackages(packages, 'The tests of mailboxes need a mail server').catch(() => undefined);
  }
  return missing().length === 0 ? null : `needs Debian's ${packages.join(', ')}`;
}

/** `users`: addresses and passwords. `oauth`: where access tokens are looked up. */
export async function openMailServer(users: Readonly<Record<string, string>>, oauth = 'http://127.0.0.1:1/introspect'): Promise<MailServer> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-mail-server-'));
  const [imap, smtp, lmtp] = await freePorts();
  const ground: Ground = { folder, imap, smtp, lmtp, domains: [...new Set(Object.keys(users).map((user) => user.split('@')[1] ?? ''))] };
  await furnish(ground, users, oauth);
  let dovecot = await startedDovecot(ground);
  let exim = await startedExim(ground);
  return {
    imap,
    smtp,
    imapDown: async () => {
      await ended(dovecot);
      await Promise.all([silent(imap), silent(lmtp)]);
    },
    imapUp: async () => {
      dovecot = await startedDovecot(ground);
    },
    smtpDown: async () => {
      await ended(exim);
      await silent(smtp);
    },
    smtpUp: async () => {
      exim = await startedExim(ground);
    },
    renumber: async (user) => {
      const box = join(folder, 'mail', user, 'Maildir');
      // The number of a mailbox is the second in which it is made.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const own = (await readdir(box)).filter((name) => name.startsWith('dovecot'));
      await Promise.all(own.map((name) => rm(join(box, name), { recursive: true })));
    },
    mails: async (user, sub) => {
      const box = join(folder, 'mail', user, 'Maildir', ...(sub === undefined ? [] : [`.${sub}`]));
      const files = await Promise.all(['new', 'cur'].map(async (part) => (await readdir(join(box, part)).catch(() => [])).map((name) => join(box, part, name))));
      return Promise.all(files.flat().map((file) => readFile(file, 'utf8')));
    },
    taken: async () => Array.from((await readFile(join(folder, 'log', 'mainlog'), 'utf8')).matchAll(/ <= .* id=(\S+)$/gm), ([, id]) => `<${id}>`),
    stop: async () => {
      await Promise.all([ended(dovecot), ended(exim)]);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function furnish(ground: Ground, users: Readonly<Record<string, string>>, oauth: string): Promise<void> {
  const { folder } = ground;
  await chmod(folder, 0o755);
  for (const part of ['run', 'state', 'mail', 'spool', 'log']) await mkdir(join(folder, part));
  await chown(join(folder, 'mail'), idOf('-u', 'mail'), idOf('-g', 'mail'));
  for (const part of ['spool', 'log']) await chown(join(folder, part), idOf('-u', 'Debian-exim'), idOf('-g', 'Debian-exim'));
  const lines = (form: (user: string, password: string) => string): string => Object.entries(users).map(([user, password]) => `${form(user, password)}\n`).join('');
  await writeFile(join(folder, 'passwords'), lines((user, password) => `${user}:{PLAIN}${password}`));
  await writeFile(join(folder, 'users'), lines((user, password) => `${user}: ${password}`));
  await writeFile(join(folder, 'oauth2.conf.ext'), `introspection_mode = post\nintrospection_url = ${oauth}\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n`);
  await writeFile(join(folder, 'dovecot.conf'), dovecotConfiguration(ground));
  await writeFile(join(folder, 'exim.conf'), eximConfiguration(ground));
}

function idOf(which: '-u' | '-g', user: string): number {
  return Number(execFileSync('id', [which, user]).toString());
}

async function startedDovecot({ folder, imap, lmtp }: Ground): Promise<ChildProcess> {
  const child = started('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], folder);
  await Promise.all([listening(imap), listening(lmtp)]);
  return child;
}

async function startedExim({ folder, smtp }: Ground): Promise<ChildProcess> {
  const child = started('/usr/sbin/exim4', ['-C', join(folder, 'exim.conf'), '-bdf', '-q1s'], folder);
  await listening(smtp);
  return child;
}

function started(program: string, args: readonly string[], folder: string): ChildProcess {
  const said = openSync(join(folder, 'said'), 'a');
  const child = spawn(program, args, { stdio: ['ignore', said, said] });
  process.once('exit', () => child.kill('SIGTERM'));
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function freePorts(): Promise<readonly [number, number, number]> {
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  return new Set(ports).size === ports.length ? ports : freePorts();
}

function listening(port: number): Promise<void> {
  return eventually(() => reached(port));
}

/** What a program began keeps its port until it has ended as well. */
function silent(port: number): Promise<void> {
  return eventually(async () => {
    const isReached = await reached(port).then(() => true, () => false);
    if (isReached) throw new Error(`somebody listens on ${port} still`);
  });
}

function reached(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
