/**
 * In the page's world: window.open and links to a new window go to the app's setWindowOpenHandler, and never
 * reach Chromium's own way of opening windows.
 */
export function divertNewWindows(eventName) {
  const isSame = (target) => !target || /^_(self|top|parent)$/i.test(target);
  const ask = (address, name, features) => {
    if (!URL.canParse(address || 'about:blank', document.baseURI)) {
      throw new DOMException(`Unable to open a window with invalid URL '${address}'.`, 'SyntaxError');
    }
    const url = new URL(address || 'about:blank', document.baseURI).href;
    window.dispatchEvent(new CustomEvent(eventName, { detail: JSON.stringify({ type: 'open', url, name, features }) }));
  };
  window.open = (url = '', target = '', features = '') => {
    if (target && isSame(String(target))) {
      location.href = String(url);
      return window;
    }
    ask(String(url), String(target), String(features));
    return null;
  };
  const onClick = (event) => {
    if (event.defaultPrevented) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement);
    if (!link?.href || link.hasAttribute('download')) return;
    const wantsNew = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1 || !isSame(link.target);
    if (!wantsNew) return;
    event.preventDefault();
    ask(link.href, link.target === '_blank' ? '' : link.target, '');
  };
  window.addEventListener('click', onClick);
  window.addEventListener('auxclick', onClick);
}
