import type { MessageId } from '#kernel/id';
import { useCallback, useSyncExternalStore } from 'react';
import { bridge } from '../kit/bridge';
import type { FetchedPictures } from './mail-cleaning';

export type Pictures = { readonly state: 'hidden' | 'fetching' | 'offline' | 'fetched'; readonly fetched: FetchedPictures };

const hidden: Pictures = { state: 'hidden', fetched: new Map() };

/** Mails whose pictures are kept in memory; of older ones they are held back again. */
const mostMails = 5;
/** Asked for at once. */
const together = 4;

/** Of each mail for itself: that somebody wants to see one says nothing of the next. */
const mails = new Map<MessageId, Pictures>();
const watchers = new Set<() => void>();

export function usePictures(message: MessageId): Pictures {
  const watch = useCallback((changed: () => void) => {
    watchers.add(changed);
    return () => void watchers.delete(changed);
  }, []);
  return useSyncExternalStore(watch, () => mails.get(message) ?? hidden);
}

/** The person wants to see what this mail leaves in the network; the server fetches it. */
export async function showPictures(message: MessageId, addresses: readonly string[]): Promise<void> {
  const fetched = new Map((mails.get(message) ?? hidden).fetched);
  put(message, { state: 'fetching', fetched });
  const waiting = [...addresses];
  let isOffline = false;
  const fetchSome = async (): Promise<void> => {
    for (let address = waiting.shift(); address !== undefined && !isOffline; address = waiting.shift()) {
      const picture = await bridge.ask('mail.picture', { message, address });
      if (picture.ok) fetched.set(address, `data:${picture.value.type};base64,${picture.value.base64}`);
      else isOffline ||= picture.code === 'network.offline';
    }
  };
  await Promise.all(Array.from({ length: together }, fetchSome));
  put(message, { state: isOffline ? 'offline' : 'fetched', fetched: new Map(fetched) });
}

function put(message: MessageId, pictures: Pictures): void {
  mails.delete(message);
  mails.set(message, pictures);
  for (const [oldest] of [...mails].slice(0, Math.max(0, mails.size - mostMails))) mails.delete(oldest);
  for (const changed of watchers) changed();
}
