import { IconDots } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useText } from '../text/TextProvider';
import { partsOf, splitQuote } from './plain-text';
import classes from './PlainText.module.css';
import { useLink } from './use-link';

/** The text of a message: line breaks kept, links asked about, the quoted former mail folded away. */
export const PlainText = memo(function PlainText({ text }: { readonly text: string }) {
  const { say } = useText();
  const [unfolded, setUnfolded] = useState(false);
  const { own, quote } = useMemo(() => splitQuote(text), [text]);
  if (own === '') return <p className={classes['none']}>{say('message.empty')}</p>;
  return (
    <>
      <Linked text={own} />
      {quote !== '' && (
        <button
          type="button"
          className={classes['fold']}
          aria-expanded={unfolded}
          aria-label={say(unfolded ? 'message.quote.hide' : 'message.quote.show')}
          title={say(unfolded ? 'message.quote.hide' : 'message.quote.show')}
          onClick={() => setUnfolded(!unfolded)}
        >
          <IconDots size={16} aria-hidden />
        </button>
      )}
      {unfolded && (
        <div className={classes['quote']}>
          <Linked text={quote} />
        </div>
      )}
    </>
  );
});

function Linked({ text }: { readonly text: string }) {
  const parts = useMemo(() => partsOf(text), [text]);
  const openLink = useLink();
  return (
    <p className={classes['text']} dir="auto">
      {parts.map((part, index) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <button key={`${index}-${part.text}`} type="button" role="link" className={classes['link']} onClick={() => openLink(part.text)}>
            {part.text}
          </button>
        ),
      )}
    </p>
  );
}
