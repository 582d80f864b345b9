import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import { afterPaint } from '../kit/after-paint';
import type { ComposerBox } from './composer-box';
import { RichField, type RichFieldProps } from './RichField';
import rich from './RichField.module.css';

type Wish = (box: ComposerBox) => void;

/**
 * The field of a mail, begun when the conversation around it has been painted, or at once when somebody wants to write: an editor
 * takes longer to make than all else of a composer, and whoever goes from one conversation to the next waits for none.
 */
export function RichFieldSoon(props: RichFieldProps) {
  const { field } = props;
  const [isThere, setThere] = useState(false);
  const wish = useRef<Wish | null>(null);
  useEffect(() => afterPaint(() => setThere(true)), []);
  useEffect(() => {
    // What is wished while the outline is drawn comes before this runs for it.
    if (!isThere) return;
    if (field.current !== null) wish.current?.(field.current);
    wish.current = null;
  }, [isThere, field]);
  const begin = (next: Wish): void => {
    wish.current = next;
    setThere(true);
  };
  return isThere ? <RichField {...props} /> : <Outline field={field} onWish={begin} />;
}

/** As high as the field will be. */
function Outline({ field, onWish }: { readonly field: RichFieldProps['field']; readonly onWish: (wish: Wish) => void }) {
  useImperativeHandle(field, () => ({
    focus: () => onWish((box) => box.focus()),
    insert: (words) => onWish((box) => box.insert(words)),
    typeIn: (words) => onWish((box) => box.typeIn(words)),
    nextSlot: (fromStart) => (onWish((box) => box.nextSlot(fromStart)), true),
  }));
  return (
    <>
      <div className={rich['tools']} data-empty />
      <div className={rich['box']} data-empty onPointerDown={() => onWish((box) => box.focus())} />
    </>
  );
}
