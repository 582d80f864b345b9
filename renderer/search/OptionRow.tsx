import type { ArticleHit, ConversationHit, CustomerHit, MessageHit } from '#contract/search';
import { unreachable } from '#kernel/unreachable';
import { IconBook, IconChevronRight, IconLock, IconUser } from '@tabler/icons-react';
import { memo } from 'react';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useMinute } from '../kit/clock';
import { ExactKey } from '../kit/KeyHint';
import { StatusMark } from '../kit/StatusMark';
import { useText } from '../text/TextProvider';
import { MarkedText } from './MarkedText';
import type { Command, Option } from './options';
import classes from './Search.module.css';

type Props = { readonly option: Option; readonly chosen: boolean; readonly onPoint: (id: string) => void; readonly onChoose: (option: Option) => void };

/** One hit of any kind. The cursor stays in the field: a row is chosen by the pointer or by its place. */
export const OptionRow = memo(function OptionRow({ option, chosen, onPoint, onChoose }: Props) {
  return (
    <div
      id={`found-${option.id}`}
      role="option"
      aria-selected={chosen}
      className={classes['option']}
      data-found={option.kind}
      onPointerMove={() => (chosen ? undefined : onPoint(option.id))}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(option)}
    >
      <Content option={option} />
    </div>
  );
});

function Content({ option }: Pick<Props, 'option'>) {
  switch (option.kind) {
    case 'command':
      return <CommandContent {...option.command} />;
    case 'conversation':
      return <ConversationContent {...option.hit} />;
    case 'customer':
      return <CustomerContent {...option.hit} />;
    case 'article':
      return <ArticleContent {...option.hit} />;
    case 'message':
      return <MessageContent {...option.hit} />;
    default:
      return unreachable(option);
  }
}

function CommandContent({ label, chord }: Command) {
  return (
    <>
      <span className={classes['sign']}>
        <IconChevronRight size={16} stroke={1.75} aria-hidden />
      </span>
      <span className={classes['name']}>{label}</span>
      {chord !== null && <ExactKey chord={chord} />}
    </>
  );
}

function ConversationContent({ subject, customer, channel, status, number, at }: ConversationHit) {
  const { say } = useText();
  return (
    <>
      <span className={classes['sign']}>
        <ChannelIcon kind={channel} size={18} />
      </span>
      <span className={classes['lines']}>
        <span className={classes['first']}>
          <b className={classes['name']}>
            <MarkedText {...customer} />
          </b>
          <span className={classes['number']}>{say('case.number', { number: String(number) })}</span>
          <StatusMark status={status} />
          <Time at={at} />
        </span>
        <span className={classes['second']}>{subject.text === '' ? say('list.noSubject') : <MarkedText {...subject} />}</span>
      </span>
    </>
  );
}

function CustomerContent({ name, about }: CustomerHit) {
  return (
    <>
      <span className={classes['sign']}>
        <IconUser size={18} stroke={1.75} aria-hidden />
      </span>
      <span className={classes['lines']}>
        <b className={classes['name']}>
          <MarkedText {...name} />
        </b>
        <span className={classes['second']}>
          <MarkedText {...about} />
        </span>
      </span>
    </>
  );
}

function ArticleContent({ title, excerpt }: ArticleHit) {
  return (
    <>
      <span className={classes['sign']}>
        <IconBook size={18} stroke={1.75} aria-hidden />
      </span>
      <span className={classes['lines']}>
        <b className={classes['name']}>
          <MarkedText {...title} />
        </b>
        <span className={classes['second']}>
          <MarkedText {...excerpt} />
        </span>
      </span>
    </>
  );
}

function MessageContent({ author, customer, kind, channel, subject, excerpt, at }: MessageHit) {
  const { say } = useText();
  return (
    <>
      <span className={classes['sign']}>
        {kind === 'note' ? <IconLock size={18} stroke={1.75} aria-label={say('message.note')} /> : <ChannelIcon kind={channel} size={18} />}
      </span>
      <span className={classes['lines']}>
        <span className={classes['first']}>
          <b className={classes['name']}>{author === '' ? customer : author}</b>
          <span className={classes['of']}>{[author === customer ? '' : customer, subject].filter((part) => part !== '').join(' · ')}</span>
          <Time at={at} />
        </span>
        <span className={classes['second']}>
          <MarkedText {...excerpt} />
        </span>
      </span>
    </>
  );
}

function Time({ at }: { readonly at: number }) {
  const { dates } = useText();
  const now = useMinute();
  return (
    <time className={classes['time']} dateTime={new Date(at).toISOString()}>
      {dates.short(at, Math.max(now, at))}
    </time>
  );
}
