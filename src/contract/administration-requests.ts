import { z } from 'zod';
import { apiTokenList, madeApiToken, newApiToken } from './api-token';
import { heldBytes, importJob, importList, importLook, importPreview, importProblemsPage, importStart, newImport } from './import-job';
import { channelId, dispositionId, importId, macroId, personId, queueId, teamId, tokenId, webhookDeliveryId, webhookId } from './ids';
import { blockedSenderList, newBlockedSender } from './blocked-sender';
import { namedMailbox } from './queue-mailbox';
import { botPlan, botTrial, botTried } from './bot';
import { widgetRequests } from './chat-site';
import { drafted, draftingTrial, suggestionSaving, suggestionSettings } from './drafting';
import { limits } from './limits';
import { dispositionNamed, dispositionValues } from './disposition';
import { macroList, macroNamed, macroValues } from './macro';
import { mailboxList, mailboxNamed, mailboxTrial, newMailbox } from './mailbox';
import { messengerChanged, messengerConnected, messengerKnown, messengerList, messengerSetup, newMessenger } from './messenger';
import { queueNamed, queueValues } from './queue';
import { accessChange, accessChanged, addedPerson, staffList, staffValues } from './staff';
import { hoursChange, teamList, teamNamed, teamValues } from './team';
import { templateSaving } from './template';
import { madeWebhook, newWebhook, webhook, webhookDeliveryList, webhookList, webhookSwitch } from './webhook';

const nothing = z.strictObject({});

/** What an administrator can ask for in the window: part of `requests`. */
export const administrationRequests = {
  /** An administrator brings files in; see contract/import-job. */
  'imports.list': { input: nothing, output: importList },
  'imports.begin': { input: newImport, output: importJob },
  'imports.piece': {
    input: z.strictObject({ import: importId, from: z.int().nonnegative(), bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength > 0 && bytes.byteLength <= limits.filePiece) }),
    output: heldBytes,
  },
  'imports.look': { input: importLook.extend({ import: importId }), output: importPreview },
  'imports.start': { input: importStart.extend({ import: importId }), output: importJob },
  'imports.stop': { input: z.strictObject({ import: importId }), output: importJob },
  'imports.goOn': { input: z.strictObject({ import: importId }), output: importJob },
  'imports.problems': { input: z.strictObject({ import: importId }), output: importProblemsPage },
  /** Saves a table of all refused lines to the person's downloads folder and answers with the file name there. */
  'imports.saveProblems': { input: z.strictObject({ import: importId }), output: z.strictObject({ file: z.string() }) },
  /** An administrator says who works here, in which teams, and when; see contract/staff, contract/team and contract/queue. */
  'people.list': { input: nothing, output: staffList },
  'people.add': { input: staffValues, output: addedPerson },
  'people.change': { input: staffValues.extend({ person: personId }), output: z.null() },
  'people.setAccess': { input: accessChange.extend({ person: personId }), output: accessChanged },
  'people.endFactor': { input: z.strictObject({ person: personId }), output: z.null() },
  'teams.list': { input: nothing, output: teamList },
  'teams.add': { input: teamValues, output: teamNamed },
  'teams.change': { input: teamValues.extend({ team: teamId }), output: z.null() },
  'teams.setHours': { input: hoursChange.extend({ team: teamId }), output: z.null() },
  'teams.archive': { input: z.strictObject({ team: teamId }), output: z.null() },
  'teams.restore': { input: z.strictObject({ team: teamId }), output: z.null() },
  'queues.add': { input: queueValues, output: queueNamed },
  'queues.change': { input: queueValues.extend({ queue: queueId }), output: z.null() },
  'queues.remove': { input: z.strictObject({ queue: queueId }), output: z.null() },
  /** Answers that are written once; see contract/macro. */
  'macros.list': { input: nothing, output: macroList },
  'macros.add': { input: macroValues, output: macroNamed },
  'macros.change': { input: macroValues.safeExtend({ macro: macroId }), output: z.null() },
  'macros.remove': { input: z.strictObject({ macro: macroId }), output: z.null() },
  /** An administrator connects mailboxes; see contract/mailbox. */
  /** What may come of a case; see contract/disposition. The directory has them all. */
  'dispositions.add': { input: dispositionValues, output: dispositionNamed },
  'dispositions.change': { input: dispositionValues.extend({ disposition: dispositionId }), output: z.null() },
  'dispositions.remove': { input: z.strictObject({ disposition: dispositionId }), output: z.null() },
  /** How the company suggests, and whether a model outside drafts; see contract/drafting. */
  'suggestions.settings': { input: nothing, output: suggestionSettings },
  'suggestions.save': { input: suggestionSaving, output: z.null() },
  'suggestions.try': { input: draftingTrial, output: drafted },
  'mailboxes.list': { input: nothing, output: mailboxList },
  'mailboxes.try': { input: mailboxTrial, output: z.null() },
  'mailboxes.connect': { input: newMailbox, output: mailboxNamed },
  'mailboxes.remove': { input: z.strictObject({ channel: channelId }), output: z.null() },
  /** An administrator keeps the list of senders whose mails are spam; see contract/blocked-sender. */
  'queueMailboxes.set': { input: namedMailbox.extend({ queue: queueId }), output: z.null() },
  'blockedSenders.list': { input: nothing, output: blockedSenderList },
  'blockedSenders.add': { input: newBlockedSender, output: z.null() },
  'blockedSenders.remove': { input: z.strictObject({ sender: z.string().max(300) }), output: z.null() },
  /** An administrator connects messengers, and teaches the bot; see contract/messenger and contract/bot. */
  'messengers.list': { input: nothing, output: messengerList },
  'messengers.try': { input: z.strictObject({ setup: messengerSetup }), output: messengerKnown },
  'messengers.connect': { input: newMessenger, output: messengerConnected },
  'messengers.change': { input: z.strictObject({ channel: channelId, setup: messengerSetup }), output: messengerChanged },
  'messengers.remove': { input: z.strictObject({ channel: channelId }), output: z.null() },
  'templates.save': { input: templateSaving, output: z.null() },
  'bot.read': { input: nothing, output: botPlan },
  'bot.save': { input: botPlan, output: z.null() },
  'bot.try': { input: botTrial, output: botTried },
  /** An administrator sets up the chat widget; see contract/chat-site. */
  ...widgetRequests,
  /** An administrator gives programs their tokens; see contract/api-token. */
  'programs.list': { input: nothing, output: apiTokenList },
  'programs.make': { input: newApiToken, output: madeApiToken },
  'programs.revoke': { input: z.strictObject({ token: tokenId }), output: z.null() },
  /** An administrator says which systems are told what; see contract/webhook. */
  'webhooks.list': { input: nothing, output: webhookList },
  'webhooks.make': { input: newWebhook, output: madeWebhook },
  'webhooks.switch': { input: webhookSwitch.extend({ webhook: webhookId }), output: webhook },
  'webhooks.remove': { input: z.strictObject({ webhook: webhookId }), output: z.null() },
  'webhooks.deliveries': { input: z.strictObject({ webhook: webhookId }), output: webhookDeliveryList },
  'webhooks.try': { input: z.strictObject({ webhook: webhookId }), output: z.null() },
  'webhooks.again': { input: z.strictObject({ webhook: webhookId, delivery: webhookDeliveryId }), output: z.null() },
} as const;
