/** Electron's WebFrameMain, as much as event listeners look at. */
export function frame({ url, parent = null }) {
  const origin = URL.canParse(url) ? originOf(new URL(url)) : 'null';
  return { url, origin, parent, top: parent?.top ?? null, routingId: 1, processId: 1, frameTreeNodeId: 1 };
}

function originOf({ origin, protocol, host }) {
  return origin === 'null' && host ? `${protocol}//${host}` : origin;
}

/** The top frame of a page is its own top. */
export function topFrame(url) {
  const made = frame({ url });
  made.top = made;
  return made;
}
