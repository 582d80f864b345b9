import type { CustomerRecord } from '#contract/import-record';
import { day, type Instant } from '#kernel/instant';
import type { CompanyText, Gender } from './company-text';
import type { Dice } from './dice';
import { dayName } from './fill-slots';
import { latinLetters } from './text/ru/latin-letters';

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
    mailboxes.add(email);
    customers.push({
      key: `customer-${customers.length + 1}`,
      name,
      firstName,
      gender,
      city: dice.pick(company.cities),
      company: dice.chance(0.12) ? dice.pick(company.companies) : null,
      email,
      prefersChat: dice.chance(0.45),
    });
  }
  return customers;
}

export type Told = { readonly now: Instant; readonly visitorOf: (customer: DemoCustomer) => string };

/** The record that brings a customer in; `visitorOf` names them to the chat. */
export function customerRecordOf(company: CompanyText, dice: Dice, { now, visitorOf }: Told): (customer: DemoCustomer) => CustomerRecord {
  return (customer) => {
    const orders = Math.max(1, dice.span(4));
    const { facts } = company;
    const phones = dice.chance(0.6) ? [phone(company, dice)] : [];
    const [guest, friend, own] = facts.tiers;
    return {
      kind: 'customer',
      key: customer.key,
      name: customer.name,
      company: customer.company,
      city: customer.city,
      language: company.language,
      since: now - dice.between(90, 1100) * day,
      facts: [
        { label: facts.orders, value: `${orders}` },
        { label: facts.spent, value: company.money(Math.round(dice.pick(company.goods)[1] * orders * 0.7)) },
        { label: facts.tier, value: orders < 3 ? guest : orders < 9 ? friend : own },
        { label: facts.last, value: dayName(company, now - dice.between(1, 70) * day) },
      ],
      identities: [
        { kind: 'email', value: customer.email },
        { kind: 'chat', value: visitorOf(customer) },
        ...phones.map((value) => ({ kind: 'phone', value }) as const),
      ],
    };
  };
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
