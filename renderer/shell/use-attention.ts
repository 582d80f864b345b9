import type { WatchOutput } from '#contract/requests';
import { useEffect, useRef } from 'react';
import { afterPaint } from '../kit/after-paint';
import { bridge } from '../kit/bridge';
import { useLive } from '../kit/live';
import { ring } from '../shift/ring';
import { openConversation, useDesk } from './desk-store';

/** Says what the person looks at, sounds what the desk wants heard, and opens what they chose beside the window. */
export function useAttention(): void {
  const open = useDesk((state) => state.open);
  const attention = useLive('attention', {});
  /** What was there when the window began is past. */
  const past = useRef<WatchOutput<'attention'> | null>(null);
  useEffect(() => afterPaint(() => void bridge.ask('attention.looks', { conversation: open })), [open]);
  useEffect(() => {
    if (attention === undefined) return;
    const { sound, chosen } = attention;
    const before = past.current;
    past.current = attention;
    if (before === null) return;
    if (sound !== null && sound.number !== before.sound?.number) ring(sound.class, sound.isLoud);
    if (chosen !== null && chosen.number !== before.chosen?.number) openConversation(chosen.conversation);
  }, [attention]);
}
