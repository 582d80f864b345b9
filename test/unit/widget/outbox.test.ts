import { describe, expect, test } from 'vitest';
import { memoryStore, overflowing } from '../../../src/widget/browser-store';
import { openOutbox } from '../../../src/widget/outbox';
import { openVisitor } from '../../../src/widget/visitor';

const line = (n: number) => ({ line: `line-${n}`, at: n, text: `text ${n}`, name: null });

describe('the outbox in the browser', () => {
  test('lines outlive the page and come back in the order in which they were written', () => {
    const store = memoryStore();
    const outbox = openOutbox(store, 'shop');
    for (const n of [3, 1, 2]) outbox.add(line(n));
    expect(openOutbox(store, 'shop').pending()).toEqual([line(1), line(2), line(3)]);
  });

  test('two tabs that write and settle at the same time keep each other’s lines', () => {
    const store = memoryStore();
    const [one, other] = [openOutbox(store, 'shop'), openOutbox(store, 'shop')];
    one.add(line(1));
    other.add(line(2));
    one.remove('line-1');
    expect(other.pending()).toEqual([line(2)]);
  });

  test('another site on the same page has an outbox of its own', () => {
    const store = memoryStore();
    openOutbox(store, 'shop').add(line(1));
    expect(openOutbox(store, 'other').pending()).toEqual([]);
  });

  test('a line that the browser’s storage does not take lasts as long as the page', () => {
    const full = { ...memoryStore(), setItem: () => { throw new Error('QuotaExceededError'); } };
    const outbox = openOutbox(overflowing(full), 'shop');
    outbox.add(line(1));
    outbox.add(line(2));
    expect(outbox.pending()).toEqual([line(1), line(2)]);
    outbox.remove('line-1');
    expect(outbox.pending()).toEqual([line(2)]);
  });

  test('noise in the storage is passed over', () => {
    const store = memoryStore();
    store.setItem('otklik:shop:line:a', '{"line":');
    store.setItem('otklik:shop:line:b', '{"line":"b","at":"yesterday"}');
    openOutbox(store, 'shop').add(line(1));
    expect(openOutbox(store, 'shop').pending()).toEqual([line(1)]);
  });
});

describe('who the browser is', () => {
  test('the token has 128 bits, is made once and stays; a damaged one is made anew', () => {
    const store = memoryStore();
    const { token } = openVisitor(store, 'shop').read();
    expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(openVisitor(store, 'shop').read().token).toBe(token);
    store.setItem('otklik:shop:visitor', 'x');
    expect(openVisitor(store, 'shop').read().token).not.toBe('x');
  });

  test('a name can be given and taken back', () => {
    const visitor = openVisitor(memoryStore(), 'shop');
    visitor.name('Мария');
    expect(visitor.read().name).toBe('Мария');
    visitor.name('');
    expect(visitor.read().name).toBeNull();
  });
});
