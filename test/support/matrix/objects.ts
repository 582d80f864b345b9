import { sessionId } from '#contract/ids';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { RowChange } from '#domain/tables';
import { id, type PersonId, type SessionId, type TenantId, type VisitorId } from '#kernel/id';
import { day } from '#kernel/instant';
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Row, Variant } from './policy-words';
import type { NamedKind } from './schema-ids';
import type { Place, Seated, Stage } from './stage';

/** One of everything that an id can name, belonging together. */
export type Objects = Readonly<Record<NamedKind | 'answer', string>>;

type Owner = { readonly place: Place; readonly person: Seated; readonly assignee: PersonId | null; readonly visitor: VisitorId };

type Made = { readonly place: Place; readonly objects: Objects; readonly customer: string; readonly canary: string; readonly changes: readonly RowChange[]; readonly attachment: object; readonly thread: object; readonly upload: Upload; readonly import: { readonly id: string; readonly [column: string]: unknown } };

/** Bytes that somebody has uploaded whole, and that nothing uses yet. */
type Upload = { readonly tenant: TenantId; readonly person: PersonId; readonly sha256: string; readonly size: number };

/** What all of a company may read names no team. */
function companyWords({ site, canary }: Place): string {
  return site === 'site-abroad' ? canary : 'words of the whole company';
}

export const uploadedSize = 5;

/** Makes objects now and stores them all at once later: a matrix needs thousands. */
export class Workshop {
  readonly #stage: Stage;
  readonly #made: Made[] = [];
  readonly #shared = new Map<string, Objects>();
  #number = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  make(variant: Variant, asker: Seated, kind: Pick<Row, 'finished' | 'asideChat'>): Objects {
    const owner = this.#owner(variant, asker);
    return owner === null ? absent() : this.#belongingTo(owner, kind);
  }

  /** The same ones for everything that this person asks of that kind. */
  shared(variant: Variant, asker: Seated, kind: Pick<Row, 'finished' | 'asideChat'>): Objects {
    const name = [asker.person, variant, kind.finished, kind.asideChat].join(' ');
    const objects = this.#shared.get(name) ?? this.make(variant, asker, kind);
    this.#shared.set(name, objects);
    return objects;
  }

  #owner(variant: Variant, asker: Seated): Owner | null {
    const { support, delivery, abroad, bystander, otherVisitor } = this.#stage;
    switch (variant) {
      case 'own':
        return { place: support, person: asker, assignee: asker.person, visitor: support.visitor };
      case 'unowned':
        return { place: support, person: bystander, assignee: null, visitor: otherVisitor };
      case 'sameTeam':
        return { place: support, person: support.colleague, assignee: support.colleague.person, visitor: otherVisitor };
      case 'otherTeam':
        return { place: delivery, person: delivery.colleague, assignee: asker.person, visitor: delivery.visitor };
      case 'otherTenant':
        return { place: abroad, person: abroad.colleague, assignee: null, visitor: abroad.visitor };
      case 'absent':
        return null;
    }
  }

  #belongingTo({ place, person, assignee, visitor }: Owner, { finished, asideChat }: Pick<Row, 'finished' | 'asideChat'>): Objects {
    const fresh = absent();
    const objects = { ...fresh, tenant: place.tenant, team: place.team, queue: place.queue, channel: asideChat === true ? fresh.channel : place.chat, person: person.person, client: person.client, session: sessionOf(person), visitor };
    this.#number += 1;
    const changes = rowsOf(objects, { place, author: person.person, assignee, finished: finished === true, number: this.#number });
    this.#made.push({
      place,
      objects,
      customer: objects.customer,
      canary: place.canary,
      changes: asideChat === true ? [...changes, { op: 'put', table: 'channels', row: { id: objects.channel, kind: 'chat', name: 'Chat', address: objects.channel, queue: place.queue, version: 0 } }] : changes,
      attachment: { tenant: place.tenant, id: objects.attachment, message: objects.message, sha256: '', bytes: Buffer.from(place.canary) },
      thread: { tenant: place.tenant, conversation: objects.conversation, visitor },
      upload: { tenant: place.tenant, person: person.person, sha256: objects.hash, size: uploadedSize },
      import: { tenant: place.tenant, id: objects.import, kind: 'customer', format: 'csv', name: companyWords(place), size: 8, held: 8, state: 'stopped', person: person.person, at: 1 },
    });
    return objects;
  }

  async store(): Promise<void> {
    const { exchange } = this.#stage.server.services;
    for (const place of [this.#stage.support, this.#stage.delivery, this.#stage.abroad]) {
      const made = this.#made.filter((one) => one.place === place);
      for (let at = 0; at < made.length; at += 300) {
        const part = made.slice(at, at + 300);
        await exchange.commit(place.tenant, async (tx, _now, put) => {
          await put(part.flatMap(({ changes }) => changes));
          await tx('attachments').insert(part.map(({ attachment }) => attachment));
          await tx('chat_threads').insert(part.map(({ thread }) => thread));
          await tx('contents').insert(part.map(({ upload: { tenant, sha256, size } }) => ({ tenant, sha256, size, pieces: sha256 })));
          await tx('content_pieces').insert(part.map(({ upload: { tenant, sha256 } }) => ({ tenant, pieces: sha256, from: 0, bytes: Buffer.from(place.canary.slice(0, uploadedSize)) })));
          await tx('orders').insert(part.map(({ objects, customer, canary }) => ({ tenant: place.tenant, id: objects.order, key: objects.order, customer, number: canary, status: canary, placedAt: 1, items: '[]', changedAt: 1 })));
          await tx('articles').insert(part.map(({ objects }) => ({ tenant: place.tenant, id: objects.article, title: companyWords(place), updatedAt: 1 })));
          await tx('article_versions').insert(part.map(({ objects }) => ({ tenant: place.tenant, article: objects.article, revision: 1, at: 1, content: JSON.stringify({ title: companyWords(place), language: null, audience: 'customers', category: null, sections: [], facts: [], tags: [], owner: null, reviewAt: null, counterpart: null }) })));
          await tx('macros').insert(part.map(({ objects }) => ({ tenant: place.tenant, id: objects.macro, title: companyWords(place), text: companyWords(place), updatedAt: 1 })));
          await tx('api_tokens').insert(part.map(({ objects, upload }) => ({ tenant: place.tenant, id: objects.token, name: companyWords(place), hash: objects.token, person: upload.person, scopes: '[]', madeBy: upload.person, madeAt: 1 })));
          await tx('webhooks').insert(part.map(({ objects, upload }) => ({ tenant: place.tenant, id: objects.webhook, url: `https://${companyWords(place).replaceAll(' ', '-')}.example`, events: '[]', secret: 'none', state: 'off', reason: 'hand', madeBy: upload.person, madeAt: 1 })));
          await tx('webhook_deliveries').insert(part.map(({ objects }) => ({ tenant: place.tenant, id: objects.webhookDelivery, webhook: objects.webhook, seq: 1, type: 'note.added', body: '{}', state: 'sent', at: Date.now() })));
          await tx('imports').insert(part.map((one) => one.import));
          await tx('import_pieces').insert(part.map((one) => ({ tenant: one.place.tenant, import: one.import.id, from: 0, bytes: Buffer.from('key,name') })));
          await tx('uploads').insert(part.map(({ upload }) => ({ ...upload, held: uploadedSize, at: Date.now() })));
        });
      }
    }
    this.#made.length = 0;
    // Whoever asks little by little, on a busy machine, goes on holding what is theirs.
    await this.#stage.server.services.db('agent_leases').update({ until: Date.now() + day });
  }
}

function absent() {
  return {
    tenant: id('tenant', randomUUID()), team: id('team', randomUUID()), person: id('person', randomUUID()), queue: id('queue', randomUUID()), channel: id('channel', randomUUID()),
    customer: id('customer', randomUUID()), identity: id('identity', randomUUID()), case: id('case', randomUUID()), conversation: id('conversation', randomUUID()), message: id('message', randomUUID()),
    attachment: id('attachment', randomUUID()), client: id('client', randomUUID()), session: id('session', randomUUID()), visitor: id('visitor', randomUUID()), answer: id('message', randomUUID()), remark: id('remark', randomUUID()), consent: id('consent', randomUUID()), customerNote: id('customerNote', randomUUID()), merge: id('merge', randomUUID()), disposition: id('disposition', randomUUID()),
    order: id('order', randomUUID()), article: id('article', randomUUID()), macro: id('macro', randomUUID()), import: id('import', randomUUID()), token: id('token', randomUUID()), webhook: id('webhook', randomUUID()), webhookDelivery: id('webhookDelivery', randomUUID()),
    hash: createHash('sha256').update(randomUUID()).digest('hex'),
  };
}

const claims = z.object({ session: sessionId });

function sessionOf({ other }: Seated): SessionId {
  return claims.parse(JSON.parse(Buffer.from(other.access.split('.')[0] ?? '', 'base64url').toString('utf8'))).session;
}

type Facts = { readonly place: Place; readonly author: PersonId; readonly assignee: PersonId | null; readonly finished: boolean; readonly number: number };

function rowsOf(objects: ReturnType<typeof absent>, { place, author, assignee, finished, number }: Facts): readonly RowChange[] {
  const { team, queue, canary } = place;
  const at = Date.now();
  const conversation: ConversationRow = {
    id: objects.conversation, case: objects.case, customer: objects.customer, team, queue, channel: place.chat, kind: 'chat', subject: canary, assignee, fence: 0, openedAt: at,
    lastMessageAt: at, preview: canary, previewFrom: 'customer', unread: 1, firstResponse: { state: 'running', dueAt: at + 60_000 }, version: 0, answered: null, offer: null,
  };
  const said: MessageRow = {
    id: objects.message, conversation: objects.conversation, team, at, part: { kind: 'inbound', author: objects.customer, authorName: canary }, text: canary, html: null,
    attachments: [{ id: objects.attachment, name: canary, size: 1, type: 'text/plain' }], version: 0,
  };
  const answer: MessageRow = { ...said, id: objects.answer, at: at + 1, attachments: [], part: { kind: 'outbound', author: place.colleague.person, delivery: { state: 'accepted', at } } };
  return [
    { op: 'put', table: 'customers', row: { id: objects.customer, name: canary, company: null, city: null, language: null, since: at, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null } },
    { op: 'put', table: 'identities', row: { id: objects.identity, customer: objects.customer, kind: 'email', value: `${number}@${canary}.example`, version: 0, preferredAt: null } },
    { op: 'put', table: 'consents', row: { id: objects.consent, customer: objects.customer, purpose: 'survey', channel: 'phone', word: 'given', at, by: author, reason: canary, version: 0 } },
    { op: 'put', table: 'customer_notes', row: { id: objects.customerNote, customer: objects.customer, author, at, text: canary, pinnedAt: null, version: 0 } },
    { op: 'put', table: 'cases', row: { id: objects.case, number, customer: objects.customer, team, topic: canary, state: finished ? { status: 'resolved', at } : { status: 'open' }, owner: assignee, previous: null, openedAt: at, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 0 } },
    { op: 'put', table: 'conversations', row: conversation },
    { op: 'put', table: 'messages', row: said },
    { op: 'put', table: 'messages', row: answer },
    { op: 'put', table: 'dispositions', row: { id: objects.disposition, queue: null, code: objects.disposition, title: { ru: 'Решено', en: 'Solved' }, fields: [], place: 0, version: 0 } },
    { op: 'put', table: 'remarks', row: { id: objects.remark, case: objects.case, team, author, at, text: canary, version: 0 } },
  ];
}
