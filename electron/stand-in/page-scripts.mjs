import { readFileSync } from 'node:fs';

/** The world that a preload runs in, apart from the page's own. */
export const preloadWorld = 'electron-preload';

/** Names that both worlds and this process agree on. */
export const pageNames = {
  binding: 'electronStandInSend',
  receive: 'electronStandInReceive',
  open: 'electron-stand-in-open',
  toPreload: 'electron-stand-in-to-preload',
  toPage: 'electron-stand-in-to-page',
};

const source = (name) =>
  readFileSync(new URL(`./page/${name}.mjs`, import.meta.url), 'utf8').replaceAll(/^export /gm, '');

// Only the app's own top document gets the bridge: not a frame inside it, not the blank page before it.
const onlyInTopDocument = (body) => `if (window === window.top && location.protocol !== 'data:') {(() => {${body}})()}`;

/** Runs in the page's own world before the page's scripts. */
export function pageWorldScript() {
  const { toPage, toPreload, open } = pageNames;
  return onlyInTopDocument(`${source('codec')}${source('bridge')}${source('window-open')}
new Bridge('${toPage}', '${toPreload}');
divertNewWindows('${open}');`);
}

/** Runs the preload in its isolated world. */
export function preloadWorldScript({ file, versions, additionalArguments }) {
  const info = { versions, platform: process.platform, arch: process.arch, argv: additionalArguments };
  const preload = readFileSync(file, 'utf8');
  return `${onlyInTopDocument(`${source('codec')}${source('bridge')}${source('emitter')}${source('preload-environment')}
const { require, process } = createPreloadEnvironment(${JSON.stringify({ names: pageNames, info })});
const module = { exports: {} };
(function (require, process, module, exports, global) {${preload}
})(require, process, module, module.exports, globalThis);`)}
//# sourceURL=file://${file}`;
}
