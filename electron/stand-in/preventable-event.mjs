/** An event of Electron: a listener may refuse what is about to happen. */
export function preventableEvent(details = {}) {
  let prevented = false;
  return Object.defineProperties(
    { ...details, preventDefault: () => void (prevented = true) },
    { defaultPrevented: { get: () => prevented } },
  );
}
