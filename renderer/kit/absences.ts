import type { RequestOutput } from '#contract/requests';
import { isAway } from '#domain/access/absence';
import type { PersonId } from '#kernel/id';
import { minute } from '#kernel/instant';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useText } from '../text/TextProvider';
import { bridge } from './bridge';

type Absences = RequestOutput<'absences.list'>;

/** Who is away, as the server said last; where it cannot be heard, that stays. */
const useHeld = create<{ readonly absences: Absences }>(() => ({ absences: [] }));

export function askAbsences(): void {
  void bridge.ask('absences.list', {}).then((asked) => {
    if (asked.ok) useHeld.setState({ absences: asked.value });
  });
}

/** Asks now and then, for as long as the desk stands. */
export function useAbsences(): void {
  useEffect(() => {
    askAbsences();
    const asking = setInterval(askAbsences, minute);
    return () => clearInterval(asking);
  }, []);
}

/** What is said beside the name of a colleague who is away; null for one who is here. */
export function useAway(): (person: PersonId) => string | null {
  const { say, dates } = useText();
  const absences = useHeld((state) => state.absences);
  return (person) => {
    const found = absences.find((one) => one.person === person && isAway(one, Date.now()));
    return found === undefined ? null : say('absence.away', { when: dates.date(found.until) });
  };
}
