import { againAt, alarmOf, isSeen, type Situation } from '#domain/attention/alarm';
import { usualAttention, type AttentionSettings, type Calling, type CallingClass } from '#domain/attention/attention';
import { fallenDue, happenedBetween, isMoot, type Picture, type Watched } from '#domain/attention/happened';
import { agentStates } from '#domain/shift/agent-state';
import { id } from '#kernel/id';
import { second } from '#kernel/instant';
import { describe, expect, test } from 'vitest';

const talk = id('conversation', 'a');
const row: Watched = { conversation: talk, isMine: true, isOffered: false, isTaken: false, lastMessageAt: 10, isFromCustomer: true, unread: 1, wakesAt: null, due: null };
const picture = (...rows: readonly Partial<Watched>[]): Picture => new Map(rows.map((one) => ({ ...row, ...one })).map((one) => [one.conversation, one]));
const happens = (before: Picture, after: Picture): readonly CallingClass[] => happenedBetween(before, after, 100).map((calling) => calling.class);

describe('what happened', () => {
  test('something came into the queue, was given to the person, or was answered there', () => {
    const queued = { isMine: false } as const;
    expect(happens(picture(), picture(queued))).toEqual(['queued']);
    expect(happens(picture(queued), picture(queued))).toEqual([]);
    expect(happens(picture(queued), picture({}))).toEqual(['assigned']);
    expect(happens(picture({}), picture({ lastMessageAt: 11 }))).toEqual(['answered']);
  });

  test('something was offered to the person, and calls again until it is answered', () => {
    const waits = { isMine: false, isOffered: true } as const;
    expect(happens(picture({ isMine: false }), picture(waits))).toEqual(['offered']);
    expect(happens(picture(), picture(waits))).toEqual(['offered']);
    expect(happens(picture(waits), picture(waits))).toEqual([]);
    const calling = { class: 'offered', conversation: talk, at: 100 } as const;
    expect([againAt(calling, 1), againAt(calling, 2), againAt(calling, 3)]).toEqual([100 + 15 * second, 100 + 35 * second, null]);
    expect([isMoot(calling, picture(waits)), isMoot(calling, picture({ isMine: false }))]).toEqual([false, true]);
  });

  test('what the person did themselves calls nobody', () => {
    expect(happens(picture({ isMine: false }), picture({ isTaken: true }))).toEqual([]);
    expect(happens(picture({}), picture({ lastMessageAt: 11, isFromCustomer: false }))).toEqual([]);
  });

  test('a response is soon due once, then late once, and only in what is the person’s own', () => {
    const due = { due: { at: 200, soonAt: 150 } };
    const told = new Set<string>();
    expect([100, 150, 199, 200].map((now) => fallenDue(picture(due), told, now).map((calling) => calling.class))).toEqual([[], ['dueSoon'], ['dueSoon'], ['overdue']]);
    expect(fallenDue(picture(due), new Set([`dueSoon ${talk}`]), 160)).toEqual([]);
    expect(fallenDue(picture({ ...due, isMine: false }), told, 160)).toEqual([]);
  });

  test('what was put off calls when its time has come, and not when it was woken before or is asleep again', () => {
    const asleep = { wakesAt: 90 } as const;
    expect([happens(picture(asleep), picture({})), happens(picture({ wakesAt: 200 }), picture({})), happens(picture(asleep), picture(asleep)), happens(picture({ ...asleep, isMine: false }), picture({ isMine: false }))]).toEqual([['woken'], [], [], []]);
    expect(happens(picture(asleep), picture({ lastMessageAt: 11 }))).toEqual(['answered']);
    const calling: Calling = { class: 'woken', conversation: talk, at: 100 };
    expect([isMoot(calling, picture({})), isMoot(calling, picture({ wakesAt: 300 })), isMoot(calling, picture())]).toEqual([false, true, true]);
  });

  test('is moot when somebody else has it, when it was read, and when it was answered', () => {
    const calling = (kind: CallingClass): Calling => ({ class: kind, conversation: talk, at: 1 });
    expect([isMoot(calling('answered'), picture()), isMoot(calling('answered'), picture({ unread: 0 })), isMoot(calling('answered'), picture({}))]).toEqual([true, true, false]);
    expect([isMoot(calling('queued'), picture({})), isMoot(calling('queued'), picture({ isMine: false }))]).toEqual([true, false]);
    expect([isMoot(calling('overdue'), picture({})), isMoot(calling('assigned'), picture({})), isMoot(calling('mentioned'), picture())]).toEqual([true, false, false]);
  });
});

const away: Situation = { state: 'available', isOnCall: false, isFocused: false, looksAt: null };
const calling: Calling = { class: 'answered', conversation: talk, at: 1000 };
const alarm = (situation: Partial<Situation>, step = 0, settings: AttentionSettings = usualAttention) => alarmOf(calling, step, { situation: { ...away, ...situation }, settings });

describe('how loud it is told', () => {
  test('with a sound and a notice of the system where the window has not the focus', () => {
    expect(alarm({})).toEqual({ sound: 'soft', notice: true });
  });

  test('not at all in the conversation that the person looks at, and with a sound while they look at another one', () => {
    expect(isSeen(calling, { ...away, isFocused: true, looksAt: talk })).toBe(true);
    expect(alarm({ isFocused: true, looksAt: talk })).toEqual({ sound: 'none', notice: false });
    expect(alarm({ isFocused: true, looksAt: id('conversation', 'b') })).toEqual({ sound: 'soft', notice: false });
  });

  test('again, louder and by the other road too, until it is seen', () => {
    expect(alarm({ isFocused: true }, 1)).toEqual({ sound: 'loud', notice: true });
    expect([1, 2, 3, 4].map((step) => againAt(calling, step))).toEqual([1000 + 30 * second, 1000 + 90 * second, 1000 + 180 * second, null]);
    expect(againAt({ ...calling, class: 'queued' }, 1)).toBeNull();
  });

  test('without a sound during a call', () => {
    expect(alarm({ isOnCall: true }, 2)).toEqual({ sound: 'none', notice: true });
  });

  test('not at all on a break, at lunch, in a meeting, in training and off shift', () => {
    expect(agentStates.filter((state) => alarm({ state }).sound === 'none')).toEqual(['break', 'lunch', 'meeting', 'training', 'offline']);
  });

  test('as the person has set it', () => {
    const settings = (sound: boolean, notice: boolean): AttentionSettings => ({ ...usualAttention, classes: { ...usualAttention.classes, answered: { sound, notice } } });
    expect([alarm({}, 0, settings(false, true)), alarm({}, 1, settings(true, false))]).toEqual([{ sound: 'none', notice: true }, { sound: 'loud', notice: false }]);
  });
});
