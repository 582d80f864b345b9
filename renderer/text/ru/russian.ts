import type { Translation } from '../translation';
import { administration } from './administration';
import { channels } from './channels';
import { company } from './company';
import { composer } from './composer';
import { conversation } from './conversation';
import { customer } from './customer';
import { failure } from './failure';
import { kit } from './kit';
import { mail } from './mail';
import { mailbox } from './mailbox';
import { queue } from './queue';
import { search } from './search';
import { settings } from './settings';
import { shell } from './shell';
import { shift } from './shift';
import { widget } from './widget';

export const russian: Translation = { ...shell, ...shift, ...widget, ...settings, ...administration, ...channels, ...mail, ...mailbox, ...company, ...queue, ...search, ...conversation, ...composer, ...customer, ...kit, ...failure };
