import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { electronModule, fake, FakeContents, FakeWindow, forgetProfiles, resetFake } from './fake-electron';

vi.mock('electron', () => electronModule);
const { startApplication } = await import('../../../electron/main/application');

const ours = { url: 'app://otklik/index.html', parent: null };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function started(): Promise<FakeWindow> {
  startApplication();
  await turn();
  const [window] = FakeWindow.made;
  if (window === undefined) throw new Error('no window was made');
  return window;
}

afterAll(forgetProfiles);

beforeEach(() => {
  resetFake();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

describe('every window is made by one factory, locked', () => {
  test('E-02 E-03 E-04 E-06 E-08 E-09 E-10 E-11 its page has no Node, no foreign context, no webview, and the sandbox', async () => {
    const window = await started();
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false,
    });
    expect(window.options.webPreferences['preload']).toMatch(/out[\\/]preload[\\/]preload\.cjs$/);
    expect(window.options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });

  test('E-01 Chromium itself reaches no host, neither by name nor by WebRTC', async () => {
    await started();
    expect([...fake.app.switches]).toEqual([
      ['host-resolver-rules', 'MAP * ~NOTFOUND'],
      ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
      ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
      ['js-flags', '--no-memory-reducer'],
    ]);
  });

  test('E-01 E-18 it shows our own page, after the guards stand', async () => {
    const window = await started();
    expect(window.loaded).toBe('app://otklik/index.html');
    expect(fake.order.indexOf('guard')).toBeLessThan(fake.order.indexOf('load'));
  });

  test('no other file of main makes a window', () => {
    const room = fileURLToPath(new URL('../../../electron/main/', import.meta.url));
    expect(readdirSync(room).filter((file) => file.endsWith('.ts') && readFileSync(join(room, file), 'utf8').includes('new BrowserWindow'))).toEqual(['window.ts']);
  });

  test('a second start shows the window of the first', async () => {
    const window = await started();
    fake.app.emit('second-instance');
    await turn();
    expect(window.shown).toBe(1);
    expect(fake.order).toContain('focus');
  });

  test('the window comes back where it stood', async () => {
    (await started()).emit('close');
    expect(JSON.parse(readFileSync(join(fake.app.userData, 'window.json'), 'utf8'))).toEqual({ x: 10, y: 20, width: 1000, height: 700 });
  });
});

describe('navigation, new windows, permissions and downloads are refused', () => {
  const prevented = (contents: FakeContents, event: string, details: object): boolean => {
    let stopped = false;
    contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
    return stopped;
  };

  test.each(['https://evil.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'app://otklik/other.html', 'data:text/html,x'])('E-13 E-14 the page does not leave for %s', async (url) => {
    const { webContents } = await started();
    expect(prevented(webContents, 'will-navigate', { url })).toBe(true);
    expect(prevented(webContents, 'will-redirect', { url })).toBe(true);
    expect(prevented(webContents, 'will-frame-navigate', { url, isMainFrame: false })).toBe(true);
    expect(webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  test('E-12 only the frame of a mail, which has no address, may load', async () => {
    const { webContents } = await started();
    expect(prevented(webContents, 'will-frame-navigate', { url: 'about:srcdoc', isMainFrame: false })).toBe(false);
    expect(prevented(webContents, 'will-attach-webview', {})).toBe(true);
  });

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'midi', 'hid', 'serial', 'openExternal', 'fileSystem', 'unknown'])('E-05 the permission %s is refused, asked and checked', async (permission) => {
    await started();
    const { defaultSession } = fake.session;
    const answers: boolean[] = [];
    defaultSession.request?.(null, permission, (granted) => answers.push(granted));
    expect([...answers, defaultSession.check?.(null, permission), defaultSession.device?.()]).toEqual([false, false, false]);
  });

  test('a download does not start', async () => {
    await started();
    let stopped = false;
    fake.session.defaultSession.emit('will-download', { preventDefault: () => (stopped = true) }, { getURL: () => 'https://evil.example/x' });
    expect(stopped).toBe(true);
  });
});

describe('the files of the window', () => {
  async function get(address: string, method = 'GET'): Promise<Response> {
    await started();
    const root = join(fake.app.getAppPath(), 'out');
    mkdirSync(join(root, 'renderer', 'assets'), { recursive: true });
    writeFileSync(join(root, 'renderer', 'index.html'), '<head><meta name="csp-nonce" content=""></head>');
    writeFileSync(join(root, 'renderer', 'assets', 'main.js'), 'const ours = 1;');
    writeFileSync(join(root, 'renderer', 'secret.key'), 'secret');
    writeFileSync(join(root, 'outside.js'), 'secret');
    const handler = fake.files.get('app');
    if (handler === undefined) throw new Error('no handler');
    return handler(new Request(address, { method }));
  }

  test('E-18 the scheme is standard and secure, and bypasses no policy', async () => {
    await started();
    expect(fake.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  });

  test('E-07 the page comes with a policy that lets nothing out, and a fresh nonce for styles', async () => {
    const first = await get('app://otklik/index.html');
    const policy = first.headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'", "object-src 'none'", "require-trusted-types-for 'script'", "font-src 'self'"]) expect(policy.split('; ')).toContain(rule);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    expect(await first.text()).toContain(`content="${nonce}"`);
    resetFake();
    expect((await get('app://otklik/')).headers.get('content-security-policy')).not.toContain(nonce);
  });

  test('a script has its own type and is not guessed', async () => {
    const response = await get('app://otklik/assets/main.js');
    expect([response.status, response.headers.get('content-type'), response.headers.get('x-content-type-options')]).toEqual([200, 'text/javascript; charset=utf-8', 'nosniff']);
  });

  test.each(['app://otklik/../outside.js', 'app://otklik/..%2foutside.js', 'app://otklik/%2e%2e/outside.js', 'app://otklik/..%5coutside.js', 'app://otklik/assets/..%2f..%2foutside.js', 'app://otklik//etc/passwd', 'app://otklik/%00index.html', 'app://otklik/%', 'app://evil/index.html', 'app://otklik/secret.key', 'app://otklik/absent.js', 'app://otklik/assets'])('%s is not there', async (address) => {
    const response = await get(address);
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s is not answered', async (method) => {
    expect((await get('app://otklik/index.html', method)).status).toBe(405);
  });
});

describe('what the window says is checked at the wall', () => {
  const malformed = { ok: false, code: 'request.malformed' };
  const unknown = { ok: false, code: 'request.unknown' };
  const ask = (...args: unknown[]): Promise<unknown> => fake.ipcMain.ask(ours, new FakeContents(), ...args);

  test.each(['', 'toString', '__proto__', 'constructor', 'message.delete', 'session', null, 7, {}])('the verb %j gets the constant answer', async (name) => {
    await started();
    expect(await ask(name, {})).toEqual(unknown);
    expect(fake.children[0]?.heard.map(({ t }) => t)).toEqual(['start']);
  });

  test.each([undefined, null, 'text', {}, { conversation: 'con_a' }, { conversation: 'x', text: '' }, { conversation: 'con_a', text: 'a', more: 1 }, { conversation: 'con_a', text: 'x'.repeat(20_001) }])('a malformed input does not reach the desk: %j', async (input) => {
    await started();
    expect(await ask('message.send', input)).toEqual(malformed);
    expect(fake.children[0]?.heard.map(({ t }) => t)).toEqual(['start']);
  });

  test.each([null, { url: 'https://evil.example/', parent: null }, { url: 'app://evil/', parent: null }, { url: 'app://otklik/index.html', parent: ours }, { url: 'about:srcdoc', parent: ours }])('E-17 a foreign frame is not heard: %j', async (frame) => {
    await started();
    expect(await fake.ipcMain.ask(frame, new FakeContents(), 'session.signOut', { waiting: 'discard' })).toEqual(unknown);
    expect(fake.children[0]?.heard.map(({ t }) => t)).toEqual(['start']);
  });

  test('E-20 two doors stand open to the window, and three ways to speak', async () => {
    await started();
    expect([[...fake.ipcMain.handlers.keys()], fake.ipcMain.eventNames()]).toEqual([['ask'], ['watch', 'unwatch']]);
  });

  test('a good question goes to the desk and its answer comes back', async () => {
    await started();
    const answer = ask('conversation.take', { conversation: 'con_a' });
    await turn();
    const asked = fake.children[0]?.heard.find(({ t }) => t === 'ask');
    expect(asked).toMatchObject({ name: 'conversation.take', input: { conversation: 'con_a' } });
    fake.children[0]?.emit('message', { t: 'answer', call: asked?.['call'], outcome: { ok: false, code: 'conversation.taken' } });
    expect(await answer).toEqual({ ok: false, code: 'conversation.taken' });
  });

  test('what the desk says must be of its words too', async () => {
    const { webContents } = await started();
    fake.children[0]?.emit('message', { t: 'openLink', url: 7 });
    fake.children[0]?.emit('message', { t: 'run', code: '1' });
    expect([fake.opened, webContents.sent]).toEqual([[], []]);
  });
});

describe('a desk that dies', () => {
  test('is started again, and shows again what the window watches; what was asked gets an answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { webContents } = await started();
    fake.ipcMain.emit('watch', { senderFrame: ours, sender: webContents }, 1, { name: 'counts', input: {} });
    const asked = fake.ipcMain.ask(ours, webContents, 'conversation.take', { conversation: 'con_a' });
    fake.children[0]?.emit('exit', 139);
    expect(await asked).toEqual({ ok: false, code: 'desk.stopped' });
    expect(await fake.ipcMain.ask(ours, webContents, 'conversation.take', { conversation: 'con_a' })).toEqual({ ok: false, code: 'desk.stopped' });
    vi.advanceTimersByTime(250);
    expect(fake.children[1]?.heard.map(({ t }) => t)).toEqual(['start', 'watch', 'focus']);
    const again = fake.children[1]?.heard[1];
    fake.children[1]?.emit('message', { t: 'show', call: again?.['call'], update: { whole: 3 } });
    expect(webContents.sent).toEqual([['show', 1, { whole: 3 }]]);
    vi.useRealTimers();
  });

  test('gets nothing of the environment that was told in confidence', async () => {
    vi.stubEnv('OTKLIK_SIGN_IN', 'anna@shop.example:secret');
    await started();
    expect(JSON.stringify(fake.forks[0]?.options)).not.toContain('secret');
    vi.unstubAllEnvs();
  });

  test('finishes its writing before the app ends', async () => {
    await started();
    let prevented = false;
    fake.app.emit('will-quit', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
    await turn();
    await turn();
    expect([fake.children[0]?.heard.at(-1), fake.app.quits]).toEqual([{ t: 'stop' }, 1]);
    prevented = false;
    fake.app.emit('will-quit', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(false);
  });
});

describe('links', () => {
  const open = async (url: string): Promise<readonly string[]> => {
    await started();
    fake.children[0]?.emit('message', { t: 'openLink', url });
    await turn();
    return fake.opened;
  };

  test.each(['https://shop.example/order?id=1', 'http://shop.example/', 'mailto:help@shop.example'])('%s opens in the system browser', async (url) => {
    expect(await open(url)).toEqual([url]);
  });

  test('S-18 a host of other letters is opened, and seen, in its plain form', async () => {
    expect(await open('https://аррӏе.com/')).toEqual(['https://xn--80ak6aa92e.com/']);
  });

  test.each(['file:///etc/passwd', 'smb://host/share', 'javascript:alert(1)', 'data:text/html,x', 'ms-settings:', '\\\\host\\share', 'https://bank.example@evil.example/', 'https://a:b@evil.example/', 'otklik://x', 'HTTPS://evil.example\n.com', 'app://otklik/index.html', ' https://x.example', '', 'vbscript:x', 'view-source:https://x.example'])('E-15 S-18 %j is not opened', async (url) => {
    expect(await open(url)).toEqual([]);
  });
});
