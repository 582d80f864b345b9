import { limits } from '#contract/limits';
import { standingOf } from '#db/central/visibility';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import { placeOf, teamScope } from '#domain/scope';
import type { Put, Remove, RowChange } from '#domain/tables';
import type { CustomerId, TeamId } from '#kernel/id';
import { ScopeParts } from '#server/sync/scope-parts';
import { keyOf, keyText } from '#sync/change';
import { isBelonging } from '#domain/customer/belonging';
import { stepOf, tellCard, tellEntourage, tellKnown, tellPut, untellCard, untellRemarks, type Card, type CaseStep, type Stood, type Told } from '#sync/placement';
import type { Plant } from './plants';
import type { TableMap } from './table-map';

export type CustomerTeams = Map<CustomerId, ReadonlySet<TeamId>>;

type Stepped = { readonly row: CaseRow; readonly step: CaseStep };

/**
 * Writes a transaction's changes, and answers what each scope has to be told. What is told is decided by the product's own
 * functions; that messages follow their conversation, and which teams know a customer, the product keeps in SQL.
 */
export class Placement {
  readonly parts = new ScopeParts();
  readonly #rows: TableMap;
  readonly #teams: CustomerTeams;
  readonly #plant: Plant | null;

  constructor(rows: TableMap, teams: CustomerTeams, plant: Plant | null) {
    this.#rows = rows;
    this.#teams = teams;
    this.#plant = plant;
  }

  place(changes: readonly RowChange[]): void {
    const puts = changes.filter((change): change is Put => change.op === 'put');
    for (const change of changes) if (change.op === 'remove') this.#remove(change);
    const steps: Stepped[] = [];
    const stood = new Map<string, Stood | undefined>();
    for (const change of puts) {
      const before = stoodOf(this.#rows, change);
      stood.set(keyText(keyOf(change)), before);
      const put = versioned(change, this.#rows);
      this.#rows.apply(put);
      this.#tell(tellPut(put, before));
      if (put.table === 'conversations' && before !== undefined && before.team !== put.row.team) this.#follow(put.row);
      if (put.table === 'conversations' && before !== undefined && before.case !== put.row.case) this.#tell(tellEntourage({ conversations: [], messages: this.#messagesOf(put.row), remarks: [] }));
      if (put.table === 'cases') steps.push({ row: put.row, step: stepOf(put.row, before) });
    }
    for (const { row, step } of steps) {
      if (step.step === 'moves') this.#moveRemarks(row, step.from);
      if (step.step === 'moves' || step.step === 'goesOn') this.#tellEntourage(row, step.step === 'moves');
    }
    const left = new Set(steps.flatMap((stepped) => (stepped.step.step === 'stays' ? [] : this.#tellCards(stepped))));
    if (this.#plant !== 'customer taken from a team that knows them') for (const customer of left) this.#tellAgain(customer);
    for (const put of puts) this.#tellKnown(put, stood.get(keyText(keyOf(put))));
  }

  #tell(told: readonly Told[]): void {
    for (const { scope, change } of told) if (change.op === 'put' || this.#plant !== 'moved row not taken back') this.parts.add(scope, change);
  }

  /** Its scope is told, where there was such a row. */
  #remove(change: Remove): void {
    const image = this.#rows.image(change);
    if (image.op === 'remove') return;
    this.#rows.apply(change);
    const place = placeOf(image);
    const scopes = 'scope' in place ? [place.scope] : [...(this.#teams.get(place.ofCustomer) ?? [])].map(teamScope);
    for (const scope of scopes) this.parts.add(scope, change);
  }

  #follow({ id, team }: ConversationRow): void {
    for (const row of this.#rows.all('messages')) if (row.conversation === id) this.#rows.apply({ op: 'put', table: 'messages', row: { ...row, team, version: row.version + 1 } });
  }

  #moveRemarks({ id, team }: CaseRow, from: TeamId): void {
    const remarks = this.#rows.all('remarks').filter((row) => row.case === id);
    for (const row of remarks) this.#rows.apply({ op: 'put', table: 'remarks', row: { ...row, team, version: row.version + 1 } });
    this.#tell(untellRemarks(from, remarks.map((row) => row.id)));
  }

  #tellEntourage({ id }: CaseRow, moves: boolean): void {
    const conversations = this.#rows.all('conversations').filter((row) => row.case === id);
    const messages = conversations.flatMap((talk) => this.#messagesOf(talk));
    const remarks = moves ? this.#rows.all('remarks').filter((row) => row.case === id) : [];
    this.#tell(tellEntourage({ conversations, messages: moves ? messages : [], remarks }));
  }

  #messagesOf({ id }: ConversationRow): readonly MessageRow[] {
    return this.#rows.all('messages').filter((row) => row.conversation === id).toSorted((one, other) => other.at - one.at).slice(0, limits.messagePage);
  }

  /** Answers whom a team does not know any more. */
  #tellCards({ row, step }: Stepped): readonly CustomerId[] {
    const card = this.#cardOf(row.customer);
    if (card === null) return [];
    const known = new Set([...(this.#teams.get(row.customer) ?? []), row.team]);
    this.#tell(tellCard(row.team, card));
    this.#teams.set(row.customer, known);
    if (step.step === 'moves') return this.#leave(row.customer, step.from);
    return step.step === 'passes' ? this.#leave(step.from, row.team) : [];
  }

  /** Forgets that a team knows a customer, where it has no case of them any more. */
  #leave(customer: CustomerId, team: TeamId): readonly CustomerId[] {
    if (this.#rows.all('cases').some((one) => one.customer === customer && one.team === team)) return [];
    this.#teams.set(customer, new Set([...(this.#teams.get(customer) ?? [])].filter((one) => one !== team)));
    this.#tell(untellCard(team, customer, this.#cardOf(customer)?.belongings ?? []));
    return [customer];
  }

  #tellAgain(customer: CustomerId): void {
    const card = this.#cardOf(customer);
    if (card !== null) for (const team of this.#teams.get(customer) ?? []) this.#tell(tellCard(team, card));
  }

  #tellKnown(put: Put, before: Stood | undefined): void {
    const image = this.#rows.image(keyOf(put));
    if (image.op === 'put') this.#tell(tellKnown(image, before, (customer) => [...(this.#teams.get(customer) ?? [])]));
  }

  #cardOf(id: CustomerId): Card | null {
    const customer = this.#rows.get('customers', id);
    return customer === undefined ? null : { customer, belongings: [...this.#rows.puts()].filter(isBelonging).filter(({ row }) => row.customer === id) };
  }
}

function stoodOf(rows: TableMap, put: Put): Stood | undefined {
  const row = rows.get(put.table, put.row.id);
  return standingOf(put.table, row) ?? undefined;
}

function versioned(put: Put, rows: TableMap): Put {
  // checked: the same table and a row of it
  return { ...put, row: { ...put.row, version: rows.version(keyOf(put)) + 1 } } as Put;
}
