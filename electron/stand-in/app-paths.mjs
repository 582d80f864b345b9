import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folders that `app.getPath` names. */
export class AppPaths {
  #chosen = new Map();
  #name;
  #switches;

  constructor(name, switches) {
    this.#name = name;
    this.#switches = switches;
  }

  set(key, path) {
    this.#chosen.set(key, path);
  }

  get(key) {
    const path = this.#chosen.get(key) ?? this.#usual(key);
    if (path === undefined) throw new Error(`Failed to get '${key}' path`);
    if (key === 'userData' || key === 'logs' || key === 'sessionData') mkdirSync(path, { recursive: true });
    return path;
  }

  #usual(key) {
    const appData = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
    const userData = () =>
      this.#chosen.get('userData') ?? this.#switches.get('user-data-dir') ?? join(appData, this.#name);
    const places = {
      appData: () => appData,
      userData,
      sessionData: userData,
      logs: () => join(userData(), 'logs'),
      crashDumps: () => join(userData(), 'Crashpad'),
      home: homedir,
      temp: tmpdir,
      desktop: () => join(homedir(), 'Desktop'),
      documents: () => join(homedir(), 'Documents'),
      downloads: () => join(homedir(), 'Downloads'),
      exe: () => process.execPath,
      module: () => process.execPath,
    };
    return places[key]?.();
  }
}
