import { idPrefixes, isId, longestId, type Id, type IdKind } from '#kernel/id';
import { z } from 'zod';

function idOf<Kind extends IdKind>(kind: Kind): z.ZodType<Id<Kind>> {
  // The shape beside the check is for who reads the schema: the description of the public API.
  return z.custom<Id<Kind>>((value) => typeof value === 'string' && isId(kind, value)).meta({ type: 'string', pattern: `^${idPrefixes[kind]}_[A-Za-z0-9-]+$`, maxLength: longestId });
}

export const tenantId = idOf('tenant');
export const teamId = idOf('team');
export const personId = idOf('person');
export const queueId = idOf('queue');
export const channelId = idOf('channel');
export const customerId = idOf('customer');
export const identityId = idOf('identity');
export const caseId = idOf('case');
export const conversationId = idOf('conversation');
export const messageId = idOf('message');
export const attachmentId = idOf('attachment');
export const dispositionId = idOf('disposition');
export const remarkId = idOf('remark');
export const clientId = idOf('client');
export const sessionId = idOf('session');
export const visitorId = idOf('visitor');
export const orderId = idOf('order');
export const consentId = idOf('consent');
export const customerNoteId = idOf('customerNote');
export const mergeId = idOf('merge');
export const articleId = idOf('article');
export const macroId = idOf('macro');
export const importId = idOf('import');
export const tokenId = idOf('token');
export const webhookId = idOf('webhook');
export const webhookDeliveryId = idOf('webhookDelivery');
