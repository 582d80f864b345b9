import { unfinishedCases, unplayedColleagues } from '#db/central/demo';
import type { TenantId } from '#kernel/id';
import { minute, second, type Duration } from '#kernel/instant';
import { done } from '#kernel/outcome';
import { bringIn } from '../import/bring-in';
import { faultFields } from '../event-log';
import type { Services } from '../services';
import { serverTime } from '../sync/server-time';
import type { RelayAddress } from '../channel/email/mail-relay';
import type { RunningServer } from '../start-server';
import { companyTexts } from './company-texts';
import { foundedIn, type SignIn } from './credentials';
import { Dice } from './dice';
import type { Purchase } from './fill-slots';
import { foundCompany } from './found-company';
import type { DemoCustomer } from './make-customers';
import { orderOf } from './make-orders';
import { Agenda } from './live/agenda';
import { LivingCrowd } from './live/crowd';
import { openMailbox } from './live/mailbox';
import { humanPace, type Pace } from './live/pace';
import { openPostOffice } from './live/post-office';

export type DemonstrationOptions = {
  readonly language: 'ru' | 'en';
  /** Holds the passwords of the demonstration's people. */
  readonly folder: string;
  readonly progress: (done: number, total: number) => void;
  readonly pace?: Pace;
};

export type Demonstration = {
  /** The customers' mail server: what agents write goes there. */
  readonly relay: RelayAddress;
  /** Founds the company and lets its customers write. Returns how its people sign in. */
  readonly begin: (server: RunningServer) => Promise<readonly SignIn[]>;
  readonly stop: () => Promise<void>;
};

/** A small company with a past and a present, marked as a demonstration. Its customers live as long as the server. */
export async function openDemonstration({ language, folder, progress, pace = humanPace }: DemonstrationOptions): Promise<Demonstration> {
  const company = companyTexts[language];
  const founded = await foundedIn(folder, company);
  const mailbox = await openMailbox(Object.values(companyTexts).map(({ mailDomain }) => mailDomain));
  let crowd: LivingCrowd | null = null;
  let agenda: Agenda | null = null;
  return {
    relay: mailbox.relay,
    begin: async ({ services, url, smtpPort }) => {
      const { db, exchange, events } = services;
      const { customers } = await foundCompany({ db, commit: exchange.commit, company, founded, progress });
      agenda = new Agenda((error) => events('warn', 'demonstration.failed', faultFields(error)));
      const post = openPostOffice({ host: '127.0.0.1', port: smtpPort });
      sitAtDesks(services, founded.tenant, agenda);
      const openCases = (): Promise<number> => unfinishedCases(db, founded.tenant);
      const sell = async ({ key }: DemoCustomer, purchase: Purchase): Promise<void> => {
        await bringIn({ tenant: founded.tenant, commit: exchange.commit }, [{ line: 1, record: done(orderOf({ company, now: serverTime() }, key, purchase)) }]);
      };
      crowd = new LivingCrowd({ company, founded, customers, dice: new Dice(Date.now()), pace, agenda, url, mailbox, post, openCases, sell });
      return founded.people;
    },
    stop: async () => {
      crowd?.leave();
      await agenda?.stop();
      await mailbox.stop();
    },
  };
}

/** Well within a lease. */
const betweenHearings: Duration = 20 * second;

/** Longer than an access token lives: whoever plays a colleague is seen in that time. */
const played: Duration = 15 * minute;

/** Nobody sits at the simulated colleagues' desks, yet they hold their chats as if somebody did. */
function sitAtDesks(services: Pick<Services, 'db' | 'leases'>, tenant: TenantId, agenda: Agenda): void {
  agenda.now(async () => {
    agenda.later(betweenHearings, async () => sitAtDesks(services, tenant, agenda));
    for (const person of await unplayedColleagues(services.db, tenant, serverTime() - played)) services.leases.heard({ tenant, person });
  });
}
