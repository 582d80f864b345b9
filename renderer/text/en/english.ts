import { administration } from './administration';
import { appearance } from './appearance';
import { attention } from './attention';
import { channels } from './channels';
import { company } from './company';
import { composer } from './composer';
import { conversation } from './conversation';
import { customer } from './customer';
import { failure } from './failure';
import { kit } from './kit';
import { knowledge } from './knowledge';
import { mail } from './mail';
import { mailbox } from './mailbox';
import { offers } from './offers';
import { outcome } from './outcome';
import { preview } from './preview';
import { queue } from './queue';
import { search } from './search';
import { settings } from './settings';
import { shell } from './shell';
import { shift } from './shift';
import { sorting } from './sorting';
import { suggestion } from './suggestion';
import { tour } from './tour';
import { widget } from './widget';

/** English is the source of the keys, of the named gaps and of which texts count something. */
export const english = { ...shell, ...appearance, ...tour, ...shift, ...attention, ...outcome, ...suggestion, ...widget, ...settings, ...administration, ...channels, ...mail, ...mailbox, ...company, ...queue, ...sorting, ...offers, ...search, ...conversation, ...composer, ...preview, ...customer, ...knowledge, ...kit, ...failure } as const;
