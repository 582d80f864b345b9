import type { MessageRow } from '#domain/conversation/message';
import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import classes from './AnsweredMeanwhile.module.css';

type Props = { readonly news: readonly MessageRow[]; readonly onRead: () => void; readonly onDiscard: () => void };

/** Somebody answered while this text was being written: what they wrote stands here before it may leave. */
export function AnsweredMeanwhile({ news, onRead, onDiscard }: Props) {
  const { say, dates } = useText();
  const me = useMe();
  const directory = useDirectory();
  return (
    <div className={classes['box']} role="alert" data-meanwhile>
      {news.map(({ id, at, part, text, attachments }) => {
        const author = part.kind === 'outbound' ? part.author : null;
        return (
          <div key={id}>
            <p className={classes['who']}>
              <IconMessages size={15} stroke={1.75} aria-hidden />
              {author === me.id ? say('composer.meanwhileYou') : say('composer.meanwhile', { name: (author && directory.person(author)?.name) ?? '…' })}
              <time className={classes['time']}>{dates.time(at)}</time>
            </p>
            <blockquote className={classes['words']} dir="auto" tabIndex={0}>
              {text.trim() === '' ? attachments.map(({ name }) => name).join(', ') : text}
            </blockquote>
          </div>
        );
      })}
      <div className={classes['ways']}>
        <Button size="compact-sm" variant="default" onClick={onRead}>
          {say('composer.meanwhileSend')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onDiscard}>
          {say('composer.meanwhileDiscard')}
        </Button>
      </div>
    </div>
  );
}
