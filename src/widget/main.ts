import { browserStore } from './browser-store';
import { Chat } from './chat';
import { mountPoint } from './mount-point';
import { readScriptTag, type Looks } from './script-tag';
import { en } from './text/en';
import { ru } from './text/ru';
import { showWidget } from './view/Widget';

declare global {
  /** What `/widget.js?site=` brings along. */
  var otklikLooks: Looks | undefined;
}

const tag = readScriptTag(document.currentScript, navigator.language, globalThis.otklikLooks);
if (tag !== null) start(tag);

function start({ site, address, language, identity, look }: NonNullable<typeof tag>): void {
  const text = language === 'ru' ? ru : en;
  const isLooking = () => document.visibilityState === 'visible';
  const chat = new Chat({ site, address, language, identity, store: browserStore(), isBeside: matchMedia('(width > 480px) and (height > 480px)').matches, isLooking, save });
  addEventListener('storage', ({ key }) => chat.storageChanged(key));
  document.addEventListener('visibilitychange', () => chat.look());
  showWidget(mountPoint(language, look), { chat, text: look.greeting === '' ? text : { ...text, hello: look.greeting }, language, label: look.label });
  // What the shop's own scripts may do with the chat.
  Reflect.set(globalThis, 'otklikChat', { open: () => chat.open(), close: () => chat.close(), identify: (given: unknown) => chat.identify(typeof given === 'string' && given !== '' ? given : null) });
}

/** In a tab of its own, which closes when the saving begins: should it fail, the visitor still has their page. */
function save(address: string): void {
  const link = document.createElement('a');
  Object.assign(link, { href: address, target: '_blank', rel: 'noopener noreferrer' });
  link.click();
}
