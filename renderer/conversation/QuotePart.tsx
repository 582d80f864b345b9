import type { DraftMail } from '#contract/draft-mail';
import type { MessageRow } from '#domain/conversation/message';
import { memo, useState } from 'react';
import { useText } from '../text/TextProvider';
import classes from './Quote.module.css';

type Props = { readonly answered: MessageRow | null; readonly mail: DraftMail; readonly onChange: (mail: DraftMail) => void };

/** What stands below an answer by mail: closed until somebody looks, and left out when it is not wanted. */
export const QuotePart = memo(function QuotePart({ answered, mail, onChange }: Props) {
  const { say, dates } = useText();
  const [shown, setShown] = useState(false);
  if (answered === null || mail.forwards !== null) return null;
  if (!mail.quotes) {
    return (
      <div className={classes['row']}>
        <button type="button" onClick={() => onChange({ ...mail, quotes: true })}>
          {say('quote.add')}
        </button>
      </div>
    );
  }
  const author = answered.part.kind === 'inbound' ? answered.part.authorName : '';
  return (
    <div>
      <div className={classes['row']}>
        <button type="button" className={classes['dots']} aria-expanded={shown} aria-label={say(shown ? 'quote.hide' : 'quote.show')} title={say(shown ? 'quote.hide' : 'quote.show')} onClick={() => setShown(!shown)}>
          •••
        </button>
        <span className={classes['about']}>{say('quote.below', { author, when: `${dates.date(answered.at)}, ${dates.time(answered.at)}` })}</span>
        <button type="button" onClick={() => onChange({ ...mail, quotes: false })}>
          {say('quote.remove')}
        </button>
      </div>
      {shown && <blockquote className={classes['quote']}>{answered.text}</blockquote>}
    </div>
  );
});
