import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId } from '#kernel/id';
import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useMinute } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
import { startOfDay } from '../text/dates';
import { useText } from '../text/TextProvider';
import type { Meanwhile } from './answered-meanwhile';
import classes from './AnsweredMeanwhile.module.css';
import { useAnswersSince } from './use-answers-since';

type Props = { readonly conversation: ConversationId; readonly meanwhile: Meanwhile; readonly onRead: () => void; readonly onDiscard: () => void };

/** Somebody answered while this text was being written: all that they wrote stands here before it may leave. */
export function AnsweredMeanwhile({ conversation, meanwhile, onRead, onDiscard }: Props) {
  const { say } = useText();
  const { answers, before, showBefore } = useAnswersSince(conversation, meanwhile);
  const total = answers.length + before;
  return (
    <div className={classes['box']} role="alert" data-meanwhile>
      {total > 1 && (
        <p className={classes['who']}>
          <IconMessages size={15} stroke={1.75} aria-hidden />
          {say('composer.meanwhileMany', { n: total })}
        </p>
      )}
      <div className={classes['answers']}>
        {before > 0 && showBefore !== null && (
          <Button className={classes['before'] ?? ''} size="compact-xs" variant="default" onClick={(event) => (focusFirst(event.currentTarget), showBefore())}>
            {say('composer.meanwhileBefore', { n: before })}
          </Button>
        )}
        {answers.map((answer) => (
          <Answer key={answer.id} answer={answer} isAlone={total === 1} />
        ))}
      </div>
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

/** The button goes, and the cursor with it: on to the answer below it. */
function focusFirst(button: Element): void {
  button.parentElement?.querySelector<HTMLElement>('blockquote')?.focus();
}

/** `isAlone`: it says itself what happened. */
function Answer({ answer: { at, part, text, attachments }, isAlone }: { readonly answer: MessageRow; readonly isAlone: boolean }) {
  const { say, dates } = useText();
  const me = useMe();
  const directory = useDirectory();
  const today = startOfDay(useMinute());
  const author = part.kind === 'outbound' ? part.author : null;
  const name = (author && directory.person(author)?.name) ?? '…';
  const mine = say(isAlone ? 'composer.meanwhileYou' : 'composer.meanwhileMine');
  return (
    <div>
      <p className={classes['who']}>
        {isAlone && <IconMessages size={15} stroke={1.75} aria-hidden />}
        {author === me.id ? mine : isAlone ? say('composer.meanwhile', { name }) : <bdi>{name}</bdi>}
        <time className={classes['time']}>{at < today ? dates.moment(at) : dates.time(at)}</time>
      </p>
      <blockquote className={classes['words']} dir="auto" tabIndex={0}>
        {text.trim() === '' ? attachments.map((file) => file.name).join(', ') : text}
      </blockquote>
    </div>
  );
}
