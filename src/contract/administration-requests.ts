import { z } from 'zod';
import { apiTokenList, madeApiToken, newApiToken } from './api-token';
import { heldBytes, importJob, importList, importLook, importPreview, importProblemsPage, importStart, newImport } from './import-job';
import { channelId, importId, tokenId, webhookDeliveryId, webhookId } from './ids';
import { blockedSenderList, newBlockedSender } from './blocked-sender';
import { botPlan, botTrial, botTried } from './bot';
import { limits } from './limits';
import { mailboxList, mailboxNamed, mailboxTrial, newMailbox } from './mailbox';
import { messengerConnected, messengerKnown, messengerList, messengerSetup, newMessenger } from './messenger';
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
  /** An administrator connects mailboxes; see contract/mailbox. */
  'mailboxes.list': { input: nothing, output: mailboxList },
  'mailboxes.try': { input: mailboxTrial, output: z.null() },
  'mailboxes.connect': { input: newMailbox, output: mailboxNamed },
  'mailboxes.remove': { input: z.strictObject({ channel: channelId }), output: z.null() },
  /** An administrator keeps the list of senders whose mails are spam; see contract/blocked-sender. */
  'blockedSenders.list': { input: nothing, output: blockedSenderList },
  'blockedSenders.add': { input: newBlockedSender, output: z.null() },
  'blockedSenders.remove': { input: z.strictObject({ sender: z.string().max(300) }), output: z.null() },
  /** An administrator connects messengers, and teaches the bot; see contract/messenger and contract/bot. */
  'messengers.list': { input: nothing, output: messengerList },
  'messengers.try': { input: z.strictObject({ setup: messengerSetup }), output: messengerKnown },
  'messengers.connect': { input: newMessenger, output: messengerConnected },
  'messengers.change': { input: z.strictObject({ channel: channelId, setup: messengerSetup }), output: z.null() },
  'messengers.remove': { input: z.strictObject({ channel: channelId }), output: z.null() },
  'bot.read': { input: nothing, output: botPlan },
  'bot.save': { input: botPlan, output: z.null() },
  'bot.try': { input: botTrial, output: botTried },
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
