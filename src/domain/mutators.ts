import type { ConversationId } from '#kernel/id';
import { changeMany } from './conversation/change-many';
import { linkCases } from './conversation/link-cases';
import { mergeCases, partCases } from './conversation/merge-cases';
import { decideDoubt } from './conversation/decide-doubt';
import { markSpam, reopenCase, resolveCase } from './conversation/finish-case';
import { acceptOffer, declineOffer, makeOffer, withdrawOffer } from './conversation/offer';
import { assignConversation, takeConversation } from './conversation/own-conversation';
import { moveFilter, removeFilter, saveFilter } from './conversation/saved-filter';
import { voteArticle } from './knowledge/vote-article';
import { readConversation } from './conversation/read-conversation';
import { transferConversation } from './conversation/transfer-case';
import { restoreCase } from './conversation/restore-case';
import { setPriority, tagCase } from './conversation/sort-case';
import { awaitCustomer, snoozeCase, wakeCase } from './conversation/snooze-case';
import { addNote, sendMessage } from './conversation/write-message';
import { editCustomer } from './customer/edit-customer';
import { addIdentity, preferIdentity, removeIdentity } from './customer/keep-identities';
import { recordConsent } from './customer/record-consent';
import { addCustomerNote, pinCustomerNote, removeCustomerNote } from './customer/write-customer-note';
import type { Mutator } from './mutator';
import { nameNext, setState } from './shift/set-state';
import { addRemark, removeRemark } from './supervision/write-remark';

/** Shown at once from the local copy, sent when the road is open, rolled back when the server refuses. */
export const mutators = {
  'message.send': sendMessage,
  'note.add': addNote,
  'case.resolve': resolveCase,
  'case.reopen': reopenCase,
  'case.spam': markSpam,
  'case.snooze': snoozeCase,
  'case.wake': wakeCase,
  'case.wait': awaitCustomer,
  'case.priority': setPriority,
  'case.tag': tagCase,
  'case.restore': restoreCase,
  'conversation.read': readConversation,
  'remark.add': addRemark,
  'remark.remove': removeRemark,
  'state.set': setState,
  'state.next': nameNext,
  'article.vote': voteArticle,
  'case.link': linkCases,
  'customer.edit': editCustomer,
  'identity.add': addIdentity,
  'identity.remove': removeIdentity,
  'identity.prefer': preferIdentity,
  'consent.record': recordConsent,
  'customerNote.add': addCustomerNote,
  'customerNote.pin': pinCustomerNote,
  'customerNote.remove': removeCustomerNote,
  'filter.save': saveFilter,
  'filter.remove': removeFilter,
  'filter.move': moveFilter,
} as const;

/** Never optimistic: they decide who owns something or what leaves again, and only the server may. */
export const commands = {
  'conversation.take': takeConversation,
  'conversation.assign': assignConversation,
  'conversation.transfer': transferConversation,
  'offer.make': makeOffer,
  'offer.accept': acceptOffer,
  'offer.decline': declineOffer,
  'offer.withdraw': withdrawOffer,
  'delivery.decide': decideDoubt,
  'cases.change': changeMany,
  'case.merge': mergeCases,
  'case.part': partCases,
} as const;

export type MutationName = keyof typeof mutators;
/** The conversation that an intent is about; null: it is about none. */
export function conversationOf({ args }: Intent): ConversationId | null {
  return 'conversation' in args ? args.conversation : null;
}

export type CommandName = keyof typeof commands;

type ArgsOf<M> = M extends Mutator<infer Args> ? Args : never;
export type MutationArgs = { readonly [Name in MutationName]: ArgsOf<(typeof mutators)[Name]> };
export type CommandArgs = { readonly [Name in CommandName]: ArgsOf<(typeof commands)[Name]> };

/** A named intent with its arguments, as one of exactly the known pairs. */
export type Intent = { readonly [Name in MutationName]: { readonly name: Name; readonly args: MutationArgs[Name] } }[MutationName];
export type Command = { readonly [Name in CommandName]: { readonly name: Name; readonly args: CommandArgs[Name] } }[CommandName];
