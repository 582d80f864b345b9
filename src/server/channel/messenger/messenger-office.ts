import type { Reader } from '#db/central/open';
import type { Sealing } from '../../access/sealing';
import type { Config } from '../../config';
import { resolveByName } from '../../egress';
import type { Commit } from '../../sync/commit';
import type { Intake } from '../connector';
import { MessengerAccounts } from './accounts';
import { messengerWords } from './text/messenger-words';
import type { Account, Road } from './road';
import { roadOf } from './roads';
import type { EventPorts } from './take-event';

/** Everything that speaks with messengers is made from this. */
export type MessengerOffice = EventPorts & {
  readonly accounts: MessengerAccounts;
  readonly road: (account: Pick<Account, 'setup' | 'hookSecret' | 'channel'>) => Road;
};

type OfficePorts = { readonly db: Reader; readonly commit: Commit; readonly intake: Intake; readonly sealing: Sealing; readonly config: Pick<Config, 'messengers' | 'webhookNetworks' | 'language'> };

export function openMessengers({ db, commit, intake, sealing, config }: OfficePorts): MessengerOffice {
  const words = messengerWords[config.language];
  const ports = { roots: config.messengers, words, egress: { allowed: config.webhookNetworks, resolve: resolveByName } };
  return { db, commit, intake, words, accounts: new MessengerAccounts({ db, sealing }), road: (account) => roadOf(account, ports) };
}
