import type { App } from 'electron';

/**
 * The page's files come from the bundle and its data from the desk, so Chromium itself needs no network. The content
 * policy does not speak of WebRTC and of connections made in advance; without these switches both would carry data out.
 */
const switches = [
  // No name and no numeric address is ever reached.
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  // UDP does not ask the resolver.
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
] as const;

/** Before the app is ready. */
export function closeNetwork(app: App): void {
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
}
