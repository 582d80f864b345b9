import type { ShownMessage } from '#contract/requests';
import { second } from '#kernel/instant';
import { IconArrowBackUp, IconClock } from '@tabler/icons-react';
import { useSecond } from '../kit/clock';
import { KeyHint } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import classes from './DeliveryMark.module.css';
import { useTakeBack } from './use-take-back';

type Props = { readonly row: ShownMessage['row']; readonly until: number | null };

/** An answer that has not left, and may still be taken back. */
export function HeldMark({ row, until }: Props) {
  const { say } = useText();
  const takeBack = useTakeBack();
  const now = useSecond();
  const left = until === null ? 0 : Math.ceil((until - now) / second);
  return (
    <span className={classes['mark']} data-state="held">
      <IconClock size={14} stroke={2} aria-hidden />
      {left > 0 ? say('delivery.held', { n: left }) : say('delivery.heldOffline')}
      <button type="button" className={classes['takeBack']} onClick={() => void takeBack(row.conversation, row.id)}>
        <IconArrowBackUp size={14} stroke={2} aria-hidden />
        {say('delivery.takeBack')}
        {left > 0 && <KeyHint chord="z" />}
      </button>
    </span>
  );
}
