import type { Migration } from '../../migrate';
import { rows } from './0001-rows';
import { changeLog } from './0002-change-log';
import { access } from './0003-access';
import { audit } from './0004-audit';
import { intake } from './0010-intake';
import { deliveries } from './0011-deliveries';
import { mails } from './0012-mails';
import { chat } from './0020-chat';
import { importKeys } from './0030-import';
import { leases } from './0041-leases';
import { wholeWrites } from './0042-whole-writes';
import { factor } from './0043-factor';
import { auditChain } from './0044-audit-chain';
import { outsideAccess } from './0045-outside-access';
import { rowSecurity } from './0046-row-security';
import { uploads } from './0048-uploads';
import { remarks } from './0049-remarks';
import { mailboxes } from './0060-mailboxes';
import { automaticAnswers } from './0061-automatic-answers';
import { imports } from './0065-imports';
import { orders } from './0066-orders';
import { apiTokens } from './0067-api-tokens';
import { webhooks } from './0068-webhooks';
import { messengers } from './0070-messengers';
import { bots } from './0071-bots';
import { chatIdentity } from './0075-chat-identity';
import { chatHours } from './0076-chat-hours';
import { chatTranscript } from './0077-chat-transcript';
import { signatures } from './0080-signatures';
import { staff } from './0085-staff';
import { archivedTeams } from './0086-archived-teams';
import { teamHours } from './0087-team-hours';
import { doubt } from './0088-doubt';
import { blockedSenders } from './0090-blocked-senders';
import { absences } from './0091-absences';
import { queueMailboxes } from './0092-queue-mailboxes';
import { mailFrames } from './0093-mail-frames';
import { chatLook } from './0094-chat-look';
import { chatPages } from './0095-chat-pages';
import { chatRatings } from './0096-chat-ratings';
import { templates } from './0097-templates';
import { sortedCases } from './0100-sorted-cases';
import { refusedRows } from './0101-refused-rows';
import { filters } from './0102-filters';
import { offers } from './0103-offers';
import { knowledge } from './0113-knowledge';
import { importFiles } from './0114-import-files';
import { suggestions } from './0119-suggestions';
import { drafting } from './0120-drafting';
import { agentStates } from './0123-agent-states';
import { dispositions } from './0124-dispositions';
import { agentDays } from './0125-agent-days';
import { answersByTime } from './0126-answers-by-time';
import { answered } from './0129-answered';
import { retried } from './0130-retried';
import { search } from './0132-search';
import { lapses } from './0137-lapses';
import { notedDeeds } from './0141-noted-deeds';
import { heard } from './0142-heard';
import { cards } from './0105-cards';
import { contactStubs } from './0106-contact-stubs';

/** The order is law. */
export const migrations: readonly Migration[] = [
  rows,
  changeLog,
  access,
  audit,
  intake,
  deliveries,
  mails,
  chat,
  importKeys,
  leases,
  wholeWrites,
  factor,
  auditChain,
  outsideAccess,
  rowSecurity,
  uploads,
  remarks,
  mailboxes,
  automaticAnswers,
  imports,
  orders,
  apiTokens,
  webhooks,
  messengers,
  bots,
  chatIdentity,
  chatHours,
  chatTranscript,
  signatures,
  staff,
  archivedTeams,
  teamHours,
  doubt,
  blockedSenders,
  absences,
  queueMailboxes,
  mailFrames,
  chatLook,
  chatPages,
  chatRatings,
  templates,
  sortedCases,
  refusedRows,
  filters,
  offers,
  cards,
  contactStubs,
  knowledge,
  importFiles,
  suggestions,
  drafting,
  agentStates,
  dispositions,
  agentDays,
  answersByTime,
  answered,
  retried,
  search,
  lapses,
  notedDeeds,
  heard,
];
