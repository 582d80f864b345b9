import type { Bridge } from '#contract/bridge';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/** What a script in the window finds there. */
declare global {
  interface Window {
    readonly otklik: Bridge;
    readonly trustedTypes?: { createPolicy(name: string, policy: { createHTML(text: string): string }): { createHTML(text: string): string } };
  }
}

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** For a start on a computer that does much besides, in milliseconds. */
const patience = 60_000;

export type WorkstationSettings = {
  /** The folder of this computer's user; the same folder again is the same computer. */
  readonly folder: string;
  readonly server: string;
  /** `email:password` to be signed in without the form. */
  readonly signIn?: string;
  readonly language?: 'ru' | 'en';
  /** For how many seconds an answer may be taken back; left out: not at all. */
  readonly undoSend?: number;
  /** Whether somebody new is shown around. */
  readonly tour?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
};

export type Workstation = {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly folder: string;
  /** Every line that the app wrote: main, the desk and the window. */
  readonly printed: readonly string[];
};

/** Opens the desk the way a person would. */
export async function openWorkstation(settings: WorkstationSettings): Promise<Workstation> {
  const app = await _electron.launch({
    args: [checkout, `--user-data-dir=${join(settings.folder, 'profile')}`],
    cwd: checkout,
    timeout: patience,
    colorScheme: null,
    env: {
      ...definedOnly(process.env),
      XDG_DOWNLOAD_DIR: join(settings.folder, 'downloads'),
      HOME: settings.folder,
      OTKLIK_SERVER: settings.server,
      OTKLIK_UNDO_SEND: String(settings.undoSend ?? 0),
      OTKLIK_TOUR: settings.tour === true ? '1' : '0',
      OTKLIK_LANG: settings.language ?? 'ru',
      ...(settings.signIn === undefined ? {} : { OTKLIK_SIGN_IN: settings.signIn }),
    },
  });
  const printed: string[] = [];
  for (const stream of [app.process().stdout, app.process().stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => printed.push(line));
  }
  const window = await app.firstWindow({ timeout: patience });
  if (settings.size !== undefined) await window.setViewportSize(settings.size);
  return { app, window, folder: settings.folder, printed };
}

/** Kills the window's main process without a word, as a crash would. */
export async function crash(workstation: Workstation): Promise<void> {
  const child = workstation.app.process();
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
