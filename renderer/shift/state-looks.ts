import type { AgentState } from '#domain/shift/agent-state';
import { IconBriefcase, IconCircleCheck, IconCircleMinus, IconCoffee, IconNotes, IconPower, IconSchool, IconSoup, IconUserOff, type Icon } from '@tabler/icons-react';

export const stateIcons: Readonly<Record<AgentState, Icon>> = {
  available: IconCircleCheck,
  busy: IconCircleMinus,
  afterContact: IconNotes,
  break: IconCoffee,
  lunch: IconSoup,
  meeting: IconBriefcase,
  training: IconSchool,
  away: IconUserOff,
  offline: IconPower,
};
