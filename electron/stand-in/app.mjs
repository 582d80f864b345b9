import { EventEmitter } from 'node:events';
import { AppPaths } from './app-paths.mjs';
import { strict, strictInstances } from './not-implemented.mjs';
import { SingleInstance } from './single-instance.mjs';

const languageOfSystem = () => /^[a-z]{2}/i.exec(process.env.LC_ALL || process.env.LANG || '')?.[0].toLowerCase() ?? 'en';

/** Electron's `app`: identity, folders, command line, one instance; its end is in shutdown.mjs. */
export class App extends EventEmitter {
  isPackaged = false;
  commandLine;
  name;
  #runtime;
  #paths;
  #instance;
  #resolveReady;
  #ready = new Promise((resolve) => (this.#resolveReady = resolve));

  constructor(runtime) {
    super();
    this.#runtime = runtime;
    this.name = runtime.manifest.productName ?? runtime.manifest.name ?? 'Electron';
    this.#paths = new AppPaths(this.name, runtime.switches);
    this.commandLine = commandLine(runtime.switches);
  }

  whenReady() {
    return this.#ready;
  }

  isReady() {
    return this.#runtime.ready;
  }

  getName() {
    return this.name;
  }

  setName(name) {
    this.name = name;
  }

  getVersion() {
    return this.#runtime.manifest.version ?? '0.0.0';
  }

  getAppPath() {
    return this.#runtime.appPath;
  }

  getPath(key) {
    return this.#paths.get(key);
  }

  setPath(key, path) {
    this.#paths.set(key, path);
  }

  getLocale() {
    return this.#runtime.switches.get('lang') || languageOfSystem();
  }

  getSystemLocale() {
    return languageOfSystem();
  }

  getPreferredSystemLanguages() {
    return [languageOfSystem()];
  }

  requestSingleInstanceLock(additionalData) {
    this.#instance ??= new SingleInstance(this.getPath('userData'));
    const note = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.#instance.request(note, (other) =>
      this.emit('second-instance', {}, other.argv, other.workingDirectory, other.additionalData ?? null),
    );
  }

  hasSingleInstanceLock() {
    return this.#instance?.isHeld ?? false;
  }

  releaseSingleInstanceLock() {
    this.#instance?.release();
  }

  enableSandbox() {
    if (this.#runtime.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  quit() {
    void this.#runtime.shutdown.quit();
  }

  exit(code = 0) {
    void this.#runtime.shutdown.exit(code);
  }

  /** Told once, when Chromium runs and windows may be made. */
  announceReady() {
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.#resolveReady();
  }

  focus() {}
  setAppUserModelId() {}
  setAboutPanelOptions() {}
  disableHardwareAcceleration() {}

  setBadgeCount(count) {
    this.#runtime.recordings.badgeCount = count;
    return true;
  }
}
strictInstances(App, 'app');

function commandLine(switches) {
  return strict('app.commandLine', {
    appendSwitch: (key, value = '') => void switches.set(key, value),
    removeSwitch: (key) => void switches.delete(key),
    hasSwitch: (key) => switches.has(key),
    getSwitchValue: (key) => switches.get(key) ?? '',
  });
}
