import type { Priority } from '#domain/conversation/priority';
import { IconChevronDown, IconChevronsUp, IconChevronUp, IconMinus, type Icon } from '@tabler/icons-react';
import { useText } from '../text/TextProvider';
import classes from './PriorityMark.module.css';

const icons: Readonly<Record<Priority, Icon>> = { urgent: IconChevronsUp, high: IconChevronUp, normal: IconMinus, low: IconChevronDown };

/** How soon a case is wanted; a usual one says nothing unless it is `always` shown. */
export function PriorityMark({ priority, always = false }: { readonly priority: Priority; readonly always?: boolean }) {
  const { say } = useText();
  if (priority === 'normal' && !always) return null;
  const Drawing = icons[priority];
  const label = say('priority.label', { priority: say(`priority.${priority}`) });
  return (
    <span className={classes['mark']} data-priority={priority} role="img" aria-label={label} title={label}>
      <Drawing size={15} stroke={2.25} aria-hidden />
    </span>
  );
}
