const disabledFeatures = ['Translate', 'TranslateUI', 'GlobalMediaControls', 'MediaRouter', 'HttpsUpgrades'];

const fixed = [
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-search-engine-choice-screen',
  '--disable-session-crashed-bubble',
  '--hide-crash-restore-bubble',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--noerrdialogs',
  '--test-type',
];

const notForChromium = new Set(['inspect', 'user-data-dir', 'remote-debugging-pipe', 'disable-features', 'version']);

/** The command line of Chromium: what the stand-in needs, then what the app and its caller asked for. */
export function chromiumArguments({ userDataDir, name, switches, headless, root }) {
  const features = [...disabledFeatures, ...(switches.get('disable-features') || '').split(',').filter(Boolean)];
  const passed = [...switches]
    .filter(([key]) => !notForChromium.has(key))
    .map(([key, value]) => (value ? `--${key}=${value}` : `--${key}`));
  return [
    `--user-data-dir=${userDataDir}`,
    `--class=${name}`,
    ...fixed,
    `--disable-features=${[...new Set(features)].join(',')}`,
    ...(root ? ['--no-sandbox'] : []),
    ...(headless ? ['--headless=new'] : []),
    ...passed,
  ];
}
