import type { CustomerRecord } from '#contract/import-record';
import { day, type Instant } from '#kernel/instant';
import type { CompanyText, Gender } from './company-text';
import type { CustomerRow } from '#domain/customer/customer';
import type { Dice } from './dice';
import { dateName, dateNamed, type Purchase } from './fill-slots';
import type { OrderRecord } from './make-orders';
import { latinLetters } from './text/ru/latin-letters';

/** With every courtesy, just so, or in haste: without courtesies, and with slips of the fingers. */
export type Manner = 'polite' | 'plain' | 'hasty';

const manners: readonly Manner[] = ['polite', 'polite', 'plain', 'plain', 'hasty'];

/** Somebody who shops here, and how they write. */
export type DemoCustomer = {
  readonly key: string;
  readonly name: string;
  readonly firstName: string;
  readonly gender: Gender;
  readonly city: string;
  readonly company: string | null;
  readonly email: string;
  /** Writes in the chat rather than by mail. */
  readonly prefersChat: boolean;
  readonly manner: Manner;
};

export function makeCustomers(company: CompanyText, dice: Dice, count: number): readonly DemoCustomer[] {
  const customers: DemoCustomer[] = [];
  const names = new Set<string>();
  const mailboxes = new Set<string>();
  while (customers.length < count) {
    const gender: Gender = dice.chance(0.56) ? 'woman' : 'man';
    const firstName = dice.pick(company.firstNames[gender]);
    const lastName = dice.pick(company.lastNames[gender]);
    const name = `${firstName} ${lastName}`;
    if (names.has(name)) continue;
    const email = `${mailName(dice, latin(firstName), latin(lastName))}@${company.mailDomain}`;
    // Who shares a mailbox is one person to the import.
    if (mailboxes.has(email)) continue;
    names.add(name);
    const employer = dice.chance(0.12) ? dice.pick(company.companies) : null;
    mailboxes.add(email);
    customers.push({
      key: `customer-${customers.length + 1}`,
      name,
      firstName,
      gender,
      city: dice.pick(company.cities),
      company: employer,
      email,
      // Bookkeeping wants it in writing.
      prefersChat: employer === null && dice.chance(0.5),
      manner: dice.pick(manners),
    });
  }
  return customers;
}

export type Told = { readonly now: Instant; readonly orders: readonly OrderRecord[]; readonly visitorOf: (customer: DemoCustomer) => string };

/** Longest time between signing up and the first order. */
const longestLook = 40;

/** The record that brings a customer in, with what their orders come to; `visitorOf` names them to the chat. */
export function customerRecordOf(company: CompanyText, dice: Dice, { now, orders, visitorOf }: Told): (customer: DemoCustomer) => CustomerRecord {
  const bought = new Map<string, OrderRecord[]>();
  for (const order of orders) bought.set(order.customer, [...(bought.get(order.customer) ?? []), order]);
  return (customer) => {
    const theirs = bought.get(customer.key) ?? [];
    const phones = dice.chance(0.6) ? [phone(company, dice)] : [];
    const placed = theirs.map(({ placedAt }) => placedAt);
    const spent = theirs.reduce((sum, { total }) => sum + (total ?? 0), 0) / 100;
    return {
      kind: 'customer',
      key: customer.key,
      name: customer.name,
      company: customer.company,
      city: customer.city,
      language: company.language,
      since: Math.min(now, ...placed) - dice.between(0, longestLook) * day,
      facts: factsOf(company, { count: theirs.length, spent, last: placed.length === 0 ? null : Math.max(...placed) }),
      identities: [
        { kind: 'email', value: customer.email },
        { kind: 'chat', value: visitorOf(customer) },
        ...phones.map((value) => ({ kind: 'phone', value }) as const),
      ],
    };
  };
}

type Bought = { readonly count: number; readonly spent: number; readonly last: Instant | null };

function factsOf(company: CompanyText, { count, spent, last }: Bought): CustomerRecord['facts'] {
  const { facts } = company;
  const [guest, friend, own] = facts.tiers;
  return [
    { label: facts.orders, value: `${count}` },
    { label: facts.spent, value: company.money(spent) },
    { label: facts.tier, value: count < 3 ? guest : count < 9 ? friend : own },
    ...(last === null ? [] : [{ label: facts.last, value: dateName(company, last) }]),
  ];
}

/** What the shop tells of somebody who has bought once more. */
export function factsWith(company: CompanyText, facts: CustomerRow['facts'], { price, placedAt }: Pick<Purchase, 'price' | 'placedAt'>): CustomerRow['facts'] {
  const amount = (label: string): number => Number((facts.find((fact) => fact.label === label)?.value ?? '').replace(/\D/g, ''));
  const [count, spent] = [amount(company.facts.orders) + 1, amount(company.facts.spent) + price];
  const before = dateNamed(company, facts.find(({ label }) => label === company.facts.last)?.value ?? '');
  return factsOf(company, { count, spent, last: Math.max(before ?? 0, placedAt) });
}

function phone({ language }: CompanyText, dice: Dice): string {
  return language === 'ru' ? `+79${dice.between(10, 99)}${dice.digits(7)}` : `+447${dice.digits(9)}`;
}

function mailName(dice: Dice, first: string, last: string): string {
  const shapes = [`${first}.${last}`, `${first[0]}.${last}`, `${last}${dice.between(70, 99)}`, `${first}_${last}`, `${first}${dice.between(1, 31)}${last[0]}`];
  return `${dice.pick(shapes)}${dice.digits(2)}`;
}

function latin(name: string): string {
  return Array.from(name.toLowerCase(), (letter) => latinLetters[letter] ?? letter).join('').replace(/[^a-z]/g, '');
}
