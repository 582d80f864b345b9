import type { MessageId } from '#kernel/id';
import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { styleNonce } from '../kit/nonce';
import { useText } from '../text/TextProvider';
import { cleanMail } from './mail-cleaning';
import { fillMailPage, mailPage } from './mail-page';
import classes from './MailFrame.module.css';
import { showPictures, usePictures, type Pictures } from './shown-pictures';
import { useLink } from './use-link';

const tallest = 6000;

/** The only place that shows HTML from outside: cleaned, in a frame without scripts, without a network, under its own policy. */
export const MailFrame = memo(function MailFrame({ message, html }: { readonly message: MessageId; readonly html: string }) {
  const { say } = useText();
  const pictures = usePictures(message);
  const openLink = useLink();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  const mail = useMemo(() => cleanMail(html, pictures.fetched), [html, pictures.fetched]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let stop = (): void => undefined;
    element.onload = () => {
      stop();
      stop = show(element, mail.content, { setHeight, openLink });
    };
    element.srcdoc = mailPage(styleNonce());
    return () => {
      element.onload = null;
      stop();
    };
  }, [mail, openLink]);

  return (
    <div className={classes['mail']}>
      {mail.heldBack > 0 && <HeldBack count={mail.heldBack} pictures={pictures} onShow={mail.addresses.length === 0 ? null : () => void showPictures(message, mail.addresses)} />}
      <iframe ref={frame} className={classes['frame']} sandbox="allow-same-origin" title={say('message.mail')} style={{ height }} />
    </div>
  );
});

type HeldBackProps = { readonly count: number; readonly pictures: Pictures; readonly onShow: (() => void) | null };

/** What a mail leaves in the network, and the way to see it. */
function HeldBack({ count, pictures: { state }, onShow }: HeldBackProps) {
  const { say } = useText();
  return (
    <p className={classes['held']} role="status" title={say('message.heldBackWhy')} data-pictures={state}>
      <IconPhotoOff size={14} stroke={1.75} aria-hidden />
      <span>
        {state === 'fetching' ? say('message.picturesComing') : say('message.heldBack', { n: count })}
        {state === 'offline' && `. ${say('message.picturesOffline')}`}
        {state === 'fetched' && onShow !== null && `. ${say('message.picturesMissing')}`}
      </span>
      {onShow !== null && state !== 'fetching' && (
        <Button size="compact-xs" variant="subtle" color="dark" onClick={onShow}>
          {say(state === 'hidden' ? 'message.showPictures' : 'message.showPicturesAgain')}
        </Button>
      )}
    </p>
  );
}

type Outside = { readonly setHeight: (height: number) => void; readonly openLink: (address: string) => void };

function show(frame: HTMLIFrameElement, content: DocumentFragment, { setHeight, openLink }: Outside): () => void {
  const page = frame.contentDocument;
  if (page === null) return () => undefined;
  fillMailPage(page, content);
  const measure = new ResizeObserver(() => setHeight(Math.min(tallest, page.body.scrollHeight + 2)));
  measure.observe(page.body);
  const follow = (event: Event): void => {
    if ('key' in event && event.key !== 'Enter') return;
    const link = linkAt(event, page);
    if (link !== null) openLink(link);
  };
  const types = ['click', 'auxclick', 'keydown'] as const;
  for (const type of types) page.addEventListener(type, follow);
  return () => {
    measure.disconnect();
    for (const type of types) page.removeEventListener(type, follow);
  };
}

/** The elements of the frame belong to its own realm, and so does the class to ask for. */
function linkAt({ target }: Event, page: Document): string | null {
  const realm = page.defaultView;
  if (realm === null || !(target instanceof realm.Element)) return null;
  return target.closest('[data-link]')?.getAttribute('data-link') ?? null;
}
