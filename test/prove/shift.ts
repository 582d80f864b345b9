import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDesktop } from '../bench/desktop';
import { startCentralDatabases } from '../support/central-database';
import { openShiftGround } from './shift-ground';
import { ShiftStory } from './shift-story';
import type { Figures, Plan, Proof } from './proof';

const usualSeconds = 600;

/** The cable pulled in the middle of a shift, for ten minutes or `--minutes`, and the desk killed twice in it: every word is there, and every answer reaches its customer once. */
export const shift: Proof = {
  plan: { runs: 2, worlds: 1, desks: 1 },
  prove: async (plan, say) => {
    const seconds = Number.isFinite(plan.until) ? Math.round((plan.until - performance.now()) / 1000) : usualSeconds;
    const endDesktop = await prepareDesktop();
    const databases = await startCentralDatabases();
    const folder = await mkdtemp(join(tmpdir(), 'otklik-shift-'));
    try {
      return await workWithoutCable({ databases, folder }, { ...plan, seconds }, say);
    } finally {
      await databases.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      await endDesktop();
    }
  },
};

type Place = { readonly databases: Parameters<typeof openShiftGround>[0]; readonly folder: string };

async function workWithoutCable({ databases, folder }: Place, { seed, runs, seconds }: Pick<Plan, 'seed' | 'runs'> & { readonly seconds: number }, say: (line: string) => void): Promise<Figures> {
  const ground = await openShiftGround(databases, { mails: 5, chats: 3, mailServer: true });
  try {
    const story = new ShiftStory(ground, { seed, seconds, replies: 50, notes: 20, drafts: 20, kills: runs, undoSend: 5 }, { folder, say });
    return await story.live();
  } finally {
    await ground.close();
  }
}
