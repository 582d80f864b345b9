import type { Failure } from '#contract/failures';
import { useText } from '../text/TextProvider';

/** Reasons that one notice names. */
const most = 4;

/** Why rows stayed as they are: each reason once, with how many it kept. */
export function LeftRows({ refused }: { readonly refused: readonly { readonly code: Failure }[] }) {
  const { say } = useText();
  const counts = new Map<Failure, number>();
  for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1);
  const reasons = [...counts].sort(([, one], [, other]) => other - one).slice(0, most);
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {reasons.map(([code, n]) => (
        <li key={code}>{counts.size === 1 ? '' : `${n}: `}
          {say(`failure.${code}`)}</li>
      ))}
    </ul>
  );
}
