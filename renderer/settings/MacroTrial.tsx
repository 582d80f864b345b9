import type { Slot } from '#domain/knowledge/slots';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/TextProvider';
import { piecesOf } from './macro-slots';
import own from './macro.module.css';
import classes from './settings.module.css';

/** What a customer would read, with an example that can be changed; a slot left empty is shown as it would hold the answer back. */
export function MacroTrial({ text }: { readonly text: string }) {
  const { say } = useText();
  const [values, setValues] = useState<ReadonlyMap<Slot, string>>(new Map());
  const pieces = piecesOf(text);
  const used = [...new Set(pieces.flatMap((piece) => (piece.kind === 'slot' ? [piece.slot] : [])))];
  const valueOf = (slot: Slot): string => values.get(slot) ?? say(`slot.${slot}`);
  if (text.trim() === '') return null;
  const isLacking = pieces.some((piece) => piece.kind === 'unknown' || (piece.kind === 'slot' && valueOf(piece.slot).trim() === ''));
  return (
    <section aria-labelledby="macro-preview">
      <h4 id="macro-preview" className={classes['dim']}>{say('macros.preview')}</h4>
      {used.length > 0 && (
        <div className={own['example']}>
          {used.map((slot) => <TextInput key={slot} size="xs" label={`{${slot}}`} description={say(`slot.from.${slot}`)} maxLength={200} value={valueOf(slot)} onChange={(event) => setValues(new Map(values).set(slot, event.currentTarget.value))} />)}
        </div>
      )}
      <p className={own['preview']}>
        {pieces.map((piece, at) => {
          // Pieces have no name of their own but their place.
          const key = `${at}`;
          if (piece.kind === 'text') return piece.text;
          if (piece.kind === 'unknown') return <mark key={key} className={own['unfilled']}>{piece.text}</mark>;
          const value = valueOf(piece.slot).trim();
          return <mark key={key} className={value === '' ? own['unfilled'] : own['filled']}>{value === '' ? `{${piece.slot}}` : value}</mark>;
        })}
      </p>
      {isLacking && <p className={own['lacking']} role="status">{say('macros.lacking')}</p>}
    </section>
  );
}
