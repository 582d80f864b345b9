import { channelId } from '#contract/ids';
import { templateAnswer, templateList, type Template } from '#contract/template';
import { findMessenger } from '#db/central/messengers';
import type { Writer } from '#db/central/open';
import { loadRow, lockRow } from '#db/central/rows';
import { channelOf, keepMadeOf, setTemplates, templatesOf } from '#db/central/templates';
import { mayWork } from '#domain/access/actor';
import { filledTemplate, slotsOf } from '#domain/channel/template';
import type { RowKey } from '#domain/tables';
import type { TenantId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Loaded } from '#sync/change';
import { performIntent } from '#sync/perform';
import { z } from 'zod';
import { bodyInput, objectRoute, type Route } from '../../route';
import { enqueueDeliveries } from '../delivery-queue';
import type { MessengerPorts } from './messenger-routes';

type TemplatePorts = Pick<MessengerPorts, 'db' | 'commit'>;

const oneChannel = z.strictObject({ channel: channelId });
const none = z.strictObject({});
const rate = { per: 'session', burst: 20, perSecond: 1 } as const;

/** The approved words of a WhatsApp channel, and answers of them. */
export function templateRoutes(ports: TemplatePorts): readonly Route[] {
  return [listRoute(ports), saveRoute(ports), answerRoute(ports)];
}

function listRoute({ db }: TemplatePorts): Route {
  return objectRoute({
    method: 'GET',
    path: '/messengers/:channel/templates',
    access: { for: 'people', roles: 'any' },
    rate,
    audit: 'read',
    input: z.strictObject({ params: oneChannel, query: none, body: z.undefined() }),
    output: templateList,
    subject: {
      load: ({ input: { params } }, { tenant }) => channelOf(db, { tenant, ...params }),
      allows: ({ actor }, { kind, team }) => kind === 'whatsapp' && (mayWork(actor, team) || actor.roles.includes('administrator')),
      absent: 'request.unknown',
    },
    handle: async (_call, { tenant }, { channel }) => done([...(await templatesOf(db, { tenant, channel }))]),
  });
}

function saveRoute({ db, commit }: TemplatePorts): Route {
  return objectRoute({
    method: 'PUT',
    path: '/messengers/:channel/templates',
    // A hundred of the longest, in any script.
    largest: 512 * 1024,
    access: { for: 'people', roles: ['administrator'] },
    rate,
    audit: 'change',
    input: z.strictObject({ params: oneChannel, query: none, body: templateList }),
    output: z.null(),
    subject: { load: ({ input: { params } }, { tenant }) => findMessenger(db, { tenant, channel: params.channel }), allows: (_who, { kind }) => kind === 'whatsapp', absent: 'request.unknown' },
    handle: async ({ input: { body } }, _who, { tenant, channel }) => {
      await commit(tenant, (tx) => setTemplates(tx, { tenant, channel }, body));
      return done(null);
    },
  });
}

/** `POST /templates`: whoever has the conversation answers it with approved words. The same message again changes nothing. */
function answerRoute({ db, commit }: TemplatePorts): Route {
  return objectRoute({
    method: 'POST',
    path: '/templates',
    access: { for: 'people', roles: ['agent', 'supervisor'] },
    rate,
    audit: 'change',
    input: bodyInput(templateAnswer),
    output: z.null(),
    subject: {
      load: ({ input: { body } }, { tenant }) => loadRow(db, tenant, { table: 'conversations', id: body.conversation }),
      allows: ({ actor }, { team }) => mayWork(actor, team),
      absent: 'conversation.absent',
    },
    handle: ({ input: { body } }, { tenant, actor }, { channel }) =>
      commit(tenant, async (tx, now, put) => {
        const { message, conversation, slots } = body;
        const chosen = (await templatesOf(tx, { tenant, channel })).find((one) => isChosen(one, body));
        if (chosen === undefined) return refused('template.absent');
        const text = filledTemplate(chosen.text, slots);
        const outcome = await performIntent({ name: 'message.send', args: { message, conversation, text } }, { actor, now }, (keys, loaded) => lockAll(tx, tenant, { keys, loaded }));
        if (!outcome.ok) return outcome;
        if (outcome.value.length === 0) return done(null);
        await put(outcome.value);
        await keepMadeOf(tx, { tenant, message }, body);
        await enqueueDeliveries(tx, tenant, outcome.value);
        return done(null);
      }),
  });
}

function isChosen({ name, language, text }: Template, body: z.infer<typeof templateAnswer>): boolean {
  return name === body.name && language === body.language && slotsOf(text) === body.slots.length;
}

async function lockAll(tx: Writer, tenant: TenantId, { keys, loaded }: { readonly keys: readonly RowKey[]; readonly loaded: Loaded }): Promise<void> {
  for (const { table, id } of keys) loaded.set(table, id, await lockRow(tx, tenant, { table, id }));
}
