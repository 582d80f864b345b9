import { foldQuoted } from '#domain/conversation/quoted-text';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useText } from '../text/TextProvider';
import { partsOf } from './plain-text';
import classes from './PlainText.module.css';
import { useLink } from './use-link';

/** The text of a message: line breaks kept, links asked about, quoted mails and the signature folded away. */
export const PlainText = memo(function PlainText({ text }: { readonly text: string }) {
  const { say } = useText();
  const [unfolded, setUnfolded] = useState(false);
  const { before, own, after } = useMemo(() => foldQuoted(text), [text]);
  if (own.trim() === '') return <p className={classes['none']}>{say('message.empty')}</p>;
  const isFolding = (before + after).trim() !== '';
  return (
    <>
      {unfolded && <Quote text={before} />}
      <Linked text={withoutEmptyEnds(own)} />
      {isFolding && (
        <button type="button" className={classes['fold']} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {unfolded ? <IconChevronUp size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
          {say(unfolded ? 'message.quote.hide' : 'message.quote.show')}
        </button>
      )}
      {unfolded && <Quote text={after} />}
    </>
  );
});

function Quote({ text }: { readonly text: string }) {
  if (text.trim() === '') return null;
  return (
    <div className={classes['quote']}>
      <Linked text={withoutEmptyEnds(text)} />
    </div>
  );
}

function withoutEmptyEnds(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

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
