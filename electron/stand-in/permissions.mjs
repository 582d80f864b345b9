/** Electron's permissions, and what Chromium calls the same thing. */
const permissions = [
  { permission: 'notifications', names: [{ name: 'notifications' }] },
  { permission: 'geolocation', names: [{ name: 'geolocation' }] },
  { permission: 'media', mediaTypes: ['video'], names: [{ name: 'camera' }] },
  { permission: 'media', mediaTypes: ['audio'], names: [{ name: 'microphone' }] },
  { permission: 'clipboard-read', names: [{ name: 'clipboard-read' }] },
  { permission: 'clipboard-sanitized-write', names: [{ name: 'clipboard-write', allowWithoutSanitization: false }] },
  { permission: 'midi', names: [{ name: 'midi' }] },
  { permission: 'midiSysex', names: [{ name: 'midi', sysex: true }] },
  { permission: 'idle-detection', names: [{ name: 'idle-detection' }] },
  { permission: 'window-management', names: [{ name: 'window-management' }] },
  { permission: 'persistent-storage', names: [{ name: 'persistent-storage' }] },
];

/**
 * Tells Chromium what the app permits the page that is about to load. Electron asks at the moment of use;
 * here the question is asked at navigation, because Chromium then answers the page by itself.
 */
export async function settlePermissions({ cdp, session, address, webContents, url }) {
  const page = new URL(address.toChromium(url));
  if (!/^https?:$/.test(page.protocol)) return;
  const origin = new URL(url).origin === 'null' ? `${new URL(url).protocol}//${new URL(url).host}` : page.origin;
  const settle = async ({ permission, mediaTypes, names }) => {
    const allowed = await session.permits(webContents, permission, { requestingUrl: url, origin, mediaTypes });
    const setting = allowed ? 'granted' : 'denied';
    for (const name of names) {
      await cdp.send('Browser.setPermission', { permission: name, setting, origin: page.origin });
    }
  };
  await Promise.all(permissions.map(settle));
}
