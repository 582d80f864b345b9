import { slotsOf, templateBounds } from '#domain/channel/template';
import { singleLine, writable } from '#kernel/text';
import { z } from 'zod';
import { channelId, conversationId, messageId } from './ids';

const name = z.string().regex(/^[a-z0-9_]{1,512}$/);
const language = z.string().regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/);
const text = z.string().trim().min(1).max(templateBounds.text).transform(writable);

/** Words that WhatsApp has approved, as its own pages name them; `{{1}}` is a slot. */
export const template = z.strictObject({ name, language, text: text.refine((words) => slotsOf(words) !== null) });
export type Template = z.infer<typeof template>;

/** `GET /messengers/:channel/templates`; `PUT` puts the whole list. */
export const templateList = z.array(template).max(templateBounds.most).refine((all) => new Set(all.map(({ name: own, language: of }) => `${own} ${of}`)).size === all.length);

/** A slot takes one line: WhatsApp refuses others. */
const slot = z.string().trim().min(1).max(templateBounds.slot).transform((words) => singleLine(writable(words)));

/** `POST /templates`: an answer of approved words. `message`: the same over all attempts. */
export const templateAnswer = z.strictObject({ message: messageId, conversation: conversationId, name, language, slots: z.array(slot).max(templateBounds.slots) });
export const templateChoice = templateAnswer.omit({ message: true });
export const templatesOf = z.strictObject({ channel: channelId });
export const templateSaving = templatesOf.extend({ templates: templateList });

