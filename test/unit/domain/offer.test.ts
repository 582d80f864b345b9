import type { ConversationRow } from '#domain/conversation/conversation';
import { markSpam, resolveCase } from '#domain/conversation/finish-case';
import { acceptOffer, declineOffer, endOffer, makeOffer, offerLasts, withdrawOffer } from '#domain/conversation/offer';
import type { Offer } from '#domain/conversation/offered';
import { assignConversation, takeConversation } from '#domain/conversation/own-conversation';
import { describe, expect, test } from 'vitest';
import { aConversation, after, anna, boris, noon, run, shelf, stranger, trainer, vera } from './shop';

const make = { conversation: 'con_1', event: 'msg_o', to: boris.person, reason: ' knows the courier ' } as const;
const answer = { conversation: 'con_1', event: 'msg_e', offer: 'msg_o' } as const;
const offer: Offer = { id: 'msg_o', to: boris.person, by: anna.person, reason: null, at: noon, expiresAt: noon + offerLasts, ended: null };
const offered = (change: Partial<ConversationRow> = {}): ReturnType<typeof shelf> => shelf({ conversation: { offer, ...change } });
const declined: Offer = { ...offer, ended: { reason: 'declined', at: noon } };

describe('offering a conversation', () => {
  test('names a colleague, who has a minute; it stays where it is, and the thread tells it', () => {
    const rows = after(run(makeOffer, shelf(), [make, anna]));
    expect(rows.conversations).toMatchObject({ assignee: null, fence: 0, offer: { ...offer, reason: 'knows the courier' } });
    expect(rows.messages).toMatchObject({ id: 'msg_o', part: { event: { type: 'offered', by: anna.person, to: boris.person, reason: 'knows the courier' } } });
  });

  test('that a former colleague declined is possible again', () => {
    expect(after(run(makeOffer, offered({ offer: declined }), [{ ...make, event: 'msg_p' }, anna])).conversations?.offer).toMatchObject({ id: 'msg_p', ended: null });
  });

  test.each([
    ['that is offered already', offered(), make, vera, 'offer.open'],
    ['that a colleague owns', shelf({ conversation: { assignee: vera.person } }), make, anna, 'conversation.notYours'],
    ['of a finished case', shelf({ case: { state: { status: 'resolved', at: noon } } }), make, anna, 'conversation.finished'],
    ['to oneself', shelf(), { ...make, to: anna.person }, anna, 'person.absent'],
    ['to somebody of another team', shelf(), { ...make, to: stranger.person }, anna, 'person.absent'],
    ['to somebody who does not work in conversations', shelf(), { ...make, to: trainer.person }, anna, 'person.absent'],
    ['of another team', shelf(), make, stranger, 'conversation.absent'],
  ] as const)('%s is refused', (_what, rows, args, actor, code) => {
    expect(run(makeOffer, rows, [args, actor])).toEqual({ ok: false, code });
  });
});

describe('answering an offer', () => {
  test('accepting it gives the conversation in the same step, under a new fence, also out of another’s hands', () => {
    const rows = after(run(acceptOffer, offered({ assignee: anna.person, fence: 3 }), [answer, boris, noon + 1]));
    expect(rows.conversations).toMatchObject({ assignee: boris.person, fence: 4, offer: { ended: { reason: 'accepted', at: noon + 1 } } });
    expect(rows.cases?.owner).toBe(boris.person);
    expect(rows.messages).toMatchObject({ part: { event: { type: 'taken', by: boris.person } } });
  });

  test('declining it leaves the conversation where it was, and says who declined', () => {
    const rows = after(run(declineOffer, offered(), [answer, boris]));
    expect(rows.conversations).toMatchObject({ assignee: null, fence: 0, offer: declined });
    expect(rows.messages).toMatchObject({ part: { event: { type: 'offerEnded', to: boris.person, why: 'declined' } } });
  });

  test('whoever made it takes it back, and a supervisor too', () => {
    const own = offered({ assignee: boris.person, offer: { ...offer, to: vera.person } });
    for (const [rows, actor] of [[own, anna], [own, vera]] as const) expect(after(run(withdrawOffer, rows, [answer, actor])).conversations?.offer?.ended?.reason).toBe('withdrawn');
  });

  test.each([
    ['accepted by another', acceptOffer, offered(), anna, noon, 'offer.notYours'],
    ['declined by another', declineOffer, offered(), anna, noon, 'offer.notYours'],
    ['taken back by a colleague whom it does not concern', withdrawOffer, offered({ assignee: anna.person, offer: { ...offer, by: vera.person } }), boris, noon, 'offer.notYours'],
    ['accepted after its time', acceptOffer, offered(), boris, noon + offerLasts, 'offer.ended'],
    ['accepted after it was declined', acceptOffer, offered({ offer: declined }), boris, noon, 'offer.ended'],
    ['accepted in place of the next one', acceptOffer, offered({ offer: { ...offer, id: 'msg_next' } }), boris, noon, 'offer.ended'],
    ['accepted after its case ended in another conversation', acceptOffer, shelf({ conversation: { offer }, case: { state: { status: 'resolved', at: noon } } }), boris, noon, 'conversation.finished'],
    ['accepted where there was none', acceptOffer, shelf(), boris, noon, 'offer.ended'],
    ['accepted by who left the team', acceptOffer, offered(), { ...boris, teams: [] }, noon, 'conversation.absent'],
  ] as const)('%s is refused', (_what, rule, rows, actor, now, code) => {
    expect(run(rule, rows, [answer, actor, now])).toEqual({ ok: false, code });
  });
});

describe('an offer ends', () => {
  test('by itself when nobody answers, once', () => {
    const [put] = endOffer(aConversation({ offer }), { id: 'msg_e', at: offer.expiresAt });
    expect(put).toMatchObject({ row: { offer: { ended: { reason: 'no_answer', at: offer.expiresAt } }, assignee: null } });
    expect(endOffer(aConversation({ offer: declined }), { id: 'msg_e', at: noon })).toEqual([]);
  });

  test.each([
    ['takes it', takeConversation, { conversation: 'con_1', event: 'msg_e' }],
    ['is given it', assignConversation, { conversation: 'con_1', event: 'msg_e', to: vera.person }],
    ['resolves it', resolveCase, { conversation: 'con_1', event: 'msg_e' }],
    ['calls it spam', markSpam, { conversation: 'con_1', event: 'msg_e' }],
  ] as const)('as withdrawn when somebody else %s', (_what, rule, args) => {
    const outcome = run(rule as typeof assignConversation, offered(), [args as Parameters<typeof assignConversation.run>[1], anna]);
    expect(after(outcome).conversations?.offer?.ended).toEqual({ reason: 'withdrawn', at: noon });
  });
});
