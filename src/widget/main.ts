import { browserStore } from './browser-store';
import { Chat } from './chat';
import { mountPoint } from './mount-point';
import { readScriptTag } from './script-tag';
import { en } from './text/en';
import { ru } from './text/ru';
import { showWidget } from './view/Widget';

const tag = readScriptTag(document.currentScript, navigator.language);
if (tag !== null) start(tag);

function start({ site, address, language }: NonNullable<typeof tag>): void {
  const isLooking = () => document.visibilityState === 'visible';
  const chat = new Chat({ site, address, language, store: browserStore(), isLooking, save });
  addEventListener('storage', ({ key }) => chat.storageChanged(key));
  document.addEventListener('visibilitychange', () => chat.look());
  showWidget(mountPoint(language), { chat, text: language === 'ru' ? ru : en, language });
}

/** In a tab of its own, which closes when the saving begins: should it fail, the visitor still has their page. */
function save(address: string): void {
  const link = document.createElement('a');
  Object.assign(link, { href: address, target: '_blank', rel: 'noopener noreferrer' });
  link.click();
}
