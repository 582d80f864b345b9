import { second, type Duration } from '#kernel/instant';
import type { RelayAddress } from '../channel/email/mail-relay';
import { faultFields, type EventLog } from '../event-log';
import type { RunningServer } from '../start-server';
import { companyTexts } from './company-texts';
import { foundedIn, type SignIn, type Volume } from './credentials';
import { fillPast } from './fill-past';
import { foundCompany } from './found-company';
import { Agenda } from './live/agenda';
import { openMailbox } from './live/mailbox';
import { paceAt, type Pace } from './live/pace';
import { beginShift } from './live/shift';

export type DemonstrationOptions = {
  readonly language: 'ru' | 'en';
  /** Holds the passwords of the demonstration's people. */
  readonly folder: string;
  readonly progress: (done: number, total: number) => void;
  readonly pace?: Pace;
  /** Of a company that is founded now. */
  readonly volume?: Volume;
  /** Those who sign in at once have their first copy before history comes in. */
  readonly historyAfter?: Duration;
  /** Makes the same company, and the same day, again. */
  readonly seed?: number | null;
};

export type Demonstration = {
  /** The customers' mail server: what agents write goes there. */
  readonly relay: RelayAddress;
  /** Founds the company and lets its customers write. Returns how its people sign in. */
  readonly begin: (server: RunningServer) => Promise<readonly SignIn[]>;
  readonly stop: () => Promise<void>;
};

/** A small company with a past and a present, marked as a demonstration. Its customers live as long as the server. */
export async function openDemonstration({ language, folder, progress, pace = paceAt(1), volume, seed = null, historyAfter = settled }: DemonstrationOptions): Promise<Demonstration> {
  const company = companyTexts[language];
  const founded = await foundedIn(folder, company, { volume, seed });
  const mailbox = await openMailbox(Object.values(companyTexts).map(({ mailDomain }) => mailDomain));
  let shift: { readonly leave: () => void } | null = null;
  let agenda: Agenda | null = null;
  return {
    relay: mailbox.relay,
    begin: async (server) => {
      const { db, exchange, events } = server.services;
      const { commit } = exchange;
      const { customers, numbers, behind } = await foundCompany({ db, commit, company, founded, progress });
      const doing = new Agenda((error) => events('warn', 'demonstration.failed', faultFields(error)));
      agenda = doing;
      const day = seed ?? (founded.seed ^ Date.now()) >>> 0;
      shift = await beginShift({ company, founded, customers, server, mailbox, agenda: doing, pace, seed: day });
      const filling = { db, commit, tenant: founded.tenant, numbers, behind, isStopped: () => doing.isStopped };
      doing.later(historyAfter, () => fillPast({ ...filling, progress: (parts, total) => tellFilling(events, parts, total) }));
      return founded.people;
    },
    stop: async () => {
      shift?.leave();
      await agenda?.stop();
      await mailbox.stop();
    },
  };
}

const settled: Duration = 5 * second;

/** Lines of the log that a whole filling takes. */
const toldTimes = 20;

function tellFilling(events: EventLog, parts: number, total: number): void {
  if (parts === total) events('info', 'demonstration.historyIsIn');
  else if (parts % Math.ceil(total / toldTimes) === 0) events('info', 'demonstration.history', { percent: Math.floor((100 * parts) / total) });
}
