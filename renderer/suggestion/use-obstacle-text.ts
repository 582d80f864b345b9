import type { ShownSuggestion } from '#contract/suggestion';
import { unreachable } from '#kernel/unreachable';
import { useText } from '../text/TextProvider';

/** Why a text may not be inserted, in words; null where it may. */
export function useObstacleText(obstacle: ShownSuggestion['obstacle']): string | null {
  const { say, dates } = useText();
  if (obstacle === null) return null;
  switch (obstacle.code) {
    case 'slot.open':
    case 'slot.stale':
      return say(`suggestions.obstacle.${obstacle.code}`, { slots: obstacle.slots.map((slot) => `{${slot}}`).join(', ') });
    case 'fact.expired':
      return say('suggestions.obstacle.fact.expired', { name: obstacle.name, date: obstacle.validUntil === null ? '' : dates.date(obstacle.validUntil) });
    case 'fact.absent':
      return say('suggestions.obstacle.fact.absent', { name: obstacle.name });
    case 'flaw':
      return obstacle.flaws.map((flaw) => say(`suggestions.flaw.${flaw}`)).join(' ');
    default:
      return unreachable(obstacle);
  }
}
