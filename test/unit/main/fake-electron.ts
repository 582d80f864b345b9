import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Frame = { url: string; parent: Frame | null };
type Handler = (event: unknown, ...args: unknown[]) => unknown;

/** Electron as far as main uses it: what was asked of it is kept for the test to look at. */
export class FakeContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly sent: unknown[][] = [];
  readonly mainFrame: Frame = { url: 'app://otklik/index.html', parent: null };
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  isDestroyed(): boolean {
    return false;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
}

export class FakeWindow extends EventEmitter {
  static readonly made: FakeWindow[] = [];
  static getAllWindows(): readonly FakeWindow[] {
    return FakeWindow.made;
  }
  readonly webContents = new FakeContents();
  loaded: string | null = null;
  shown = 0;
  readonly options: { webPreferences: Record<string, unknown> } & Record<string, unknown>;
  constructor(options: { webPreferences: Record<string, unknown> } & Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.made.push(this);
    fake.app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.loaded = url;
    fake.order.push('load');
    return Promise.resolve();
  }
  show(): void {
    this.shown += 1;
  }
  focus(): void {
    fake.order.push('focus');
  }
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  isFocused(): boolean {
    return false;
  }
  hide(): void {
    fake.order.push('hide');
  }
  setOverlayIcon(_icon: unknown, description: string): void {
    fake.overlay = description;
  }
  isFullScreen(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return false;
  }
  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: 1000, height: 700 };
  }
}

export class FakeChild extends EventEmitter {
  readonly heard: { t: string; [key: string]: unknown }[] = [];
  killed = false;
  postMessage(message: { t: string }): void {
    this.heard.push(message);
    if (message.t === 'stop') setImmediate(() => this.emit('exit', 0));
  }
  kill(): boolean {
    this.killed = true;
    this.emit('exit', 15);
    return true;
  }
}

const profiles: string[] = [];

function freshProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-main-'));
  profiles.push(folder);
  return folder;
}

export function forgetProfiles(): void {
  for (const folder of profiles.splice(0)) rmSync(folder, { recursive: true, force: true });
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  single = true;
  quits = 0;
  userData = freshProfile();
  readonly switches = new Map<string, string>();
  readonly commandLine = { appendSwitch: (name: string, value: string): void => void this.switches.set(name, value) };
  requestSingleInstanceLock(): boolean {
    return this.single;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  getPath(name: string): string {
    return name === 'userData' ? this.userData : join(this.userData, name);
  }
  setBadgeCount(count: number): boolean {
    fake.badge = count;
    return true;
  }
  getAppPath(): string {
    return join(this.userData, 'app');
  }
  quit(): void {
    this.quits += 1;
  }
}

class FakeSession extends EventEmitter {
  request: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null = null;
  check: ((contents: unknown, permission: string) => boolean) | null = null;
  device: (() => boolean) | null = null;
  setPermissionRequestHandler(handler: FakeSession['request']): void {
    fake.order.push('guard');
    this.request = handler;
  }
  setPermissionCheckHandler(handler: FakeSession['check']): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: FakeSession['device']): void {
    this.device = handler;
  }
}

class FakeIpc extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle(name: string, handler: Handler): void {
    this.handlers.set(name, handler);
  }
  ask(frame: Frame | null, sender: FakeContents, ...args: unknown[]): Promise<unknown> {
    return Promise.resolve(this.handlers.get('ask')?.({ senderFrame: frame, sender }, ...args));
  }
}

class FakePower extends EventEmitter {
  idle = 0;
  getSystemIdleTime(): number {
    return this.idle;
  }
}

/** What the system showed beside the window. */
export class FakeNotification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  isShown = false;
  readonly options: { readonly title: string; readonly body: string; readonly silent: boolean };
  constructor(options: FakeNotification['options']) {
    super();
    this.options = options;
    fake.notifications.push(this);
  }
  show(): void {
    this.isShown = true;
  }
  close(): void {
    this.isShown = false;
  }
}

class FakeTray extends EventEmitter {
  toolTip = '';
  constructor(public image: unknown) {
    super();
    fake.trays.push(this);
  }
  setImage(image: unknown): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(): void {}
}

type Keys = { backend: string; available: boolean };

function fresh(): {
  app: FakeApp; ipcMain: FakeIpc; session: { defaultSession: FakeSession }; children: FakeChild[]; schemes: unknown[]; files: Map<string, (request: Request) => Promise<Response>>;
  opened: string[]; asked: unknown[]; answer: Promise<number>; nativeTheme: { shouldUseDarkColors: boolean; themeSource: string }; keys: Keys; order: string[]; forks: { entry: string; options: Record<string, unknown> }[]; power: FakePower;
  notifications: FakeNotification[]; trays: FakeTray[]; badge: number; overlay: string;
} {
  return {
    app: new FakeApp(), ipcMain: new FakeIpc(), session: { defaultSession: new FakeSession() }, children: [], schemes: [], files: new Map(), opened: [], asked: [], answer: Promise.resolve(0),
    nativeTheme: { shouldUseDarkColors: false, themeSource: 'system' }, keys: { backend: 'gnome_libsecret', available: true }, order: [], forks: [], power: new FakePower(),
    notifications: [], trays: [], badge: 0, overlay: '',
  };
}

export const fake = fresh();

export function resetFake(): void {
  FakeWindow.made.length = 0;
  Object.assign(fake, fresh());
}

/** What `import … from 'electron'` gives. Getters, because each test begins with a fresh one. */
export const electronModule = {
  get app() {
    return fake.app;
  },
  get ipcMain() {
    return fake.ipcMain;
  },
  get session() {
    return fake.session;
  },
  get nativeTheme() {
    return fake.nativeTheme;
  },
  BrowserWindow: FakeWindow,
  Notification: FakeNotification,
  Tray: FakeTray,
  nativeImage: { createFromBuffer: (bytes: Buffer) => bytes },
  Menu: { setApplicationMenu: () => undefined, buildFromTemplate: () => null },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown[]) => fake.schemes.push(...schemes),
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) => fake.files.set(scheme, handler),
  },
  screen: {
    getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
    getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
  },
  get powerMonitor() {
    return fake.power;
  },
  shell: { openExternal: async (url: string) => void fake.opened.push(url) },
  dialog: {
    showMessageBox: async (...args: readonly unknown[]) => {
      fake.asked.push(args.at(-1));
      return { response: await fake.answer };
    },
  },
  safeStorage: {
    isEncryptionAvailable: () => fake.keys.available,
    getSelectedStorageBackend: () => fake.keys.backend,
    encryptString: (text: string) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a),
    decryptString: (sealed: Buffer) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8'),
  },
  utilityProcess: {
    fork: (entry: string, _args: string[], options: Record<string, unknown>) => {
      const child = new FakeChild();
      fake.children.push(child);
      fake.forks.push({ entry, options });
      return child;
    },
  },
};
