import type { Failure } from '#contract/failures';
import { Text } from '@mantine/core';
import type { Say } from '../text/say';
import { useText } from '../text/TextProvider';

/** Reasons that one notice names, and customers of one reason. */
const most = { reasons: 4, names: 3 } as const;

type Left = { readonly code: Failure; readonly who: string | null };

/** Whose rows stayed as they are, and why: each reason once, with how many it kept. */
export function LeftRows({ refused }: { readonly refused: readonly Left[] }) {
  const { say } = useText();
  const kept = new Map<Failure, readonly Left[]>();
  for (const { code } of refused) if (!kept.has(code)) kept.set(code, refused.filter((row) => row.code === code));
  const reasons = [...kept].sort(([, one], [, other]) => other.length - one.length).slice(0, most.reasons);
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {reasons.map(([code, rows]) => (
        <li key={code}>
          <Text inherit fw={600}>{whose(say, rows)}</Text>
          {kept.size === 1 ? '' : `${rows.length}: `}
          {say(`failure.${code}`)}
        </li>
      ))}
    </ul>
  );
}

function whose(say: Say, rows: readonly Left[]): string | null {
  const who = [...new Set(rows.flatMap((row) => row.who ?? []))];
  const names = who.slice(0, most.names).join(', ');
  if (who.length > most.names) return say('many.whoMore', { names, n: who.length - most.names });
  return names === '' ? null : names;
}
