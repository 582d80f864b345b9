import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything is kept that outlives a run: the server's data, the caches, the logs. */
export function dataFolder({ env = process.env, platform = process.platform, home = homedir() } = {}) {
  if (env.OTKLIK_DATA) return resolve(env.OTKLIK_DATA);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Otklik');
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Otklik');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'otklik');
}
