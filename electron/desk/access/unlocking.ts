import type { SealedAs } from '#contract/bridge';
import type { Failure } from '#contract/failures';
import type { Granted } from '#contract/session';
import type { PersonId } from '#kernel/id';
import { minute, type Duration, type Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { ComputerFile, KnownPerson } from './computer-file';
import { counted, isExpired, isSpent, untried } from './offline-unlock';
import { isWeakPin } from './pin';
import { fromSealed, toSealed, type SealedSession } from './sealed-session';
import { SeenTime, type Clocks } from './seen-time';
import { isRight, verifierOf, type Verifier } from './verifier';

/** How often the seen time is written down, at least. */
const markEvery: Duration = 5 * minute;

export type UnlockingPorts = {
  readonly server: string;
  readonly file: ComputerFile;
  readonly clocks: Clocks;
  /** Hands main what it keeps at rest; null forgets it. */
  readonly seal: (sealed: string | null) => Promise<SealedAs>;
};

/**
 * Who may open which place at this computer, with and without the server: what is sealed for one person, what is known of
 * all who have a place here, and for how long their word suffices.
 */
export class Unlocking {
  readonly #ports: UnlockingPorts;
  #time: SeenTime;
  #sealed: SealedSession | null;
  /** A verifier takes a slow computer seconds: meanwhile it is known that there will be one. */
  #coming: Verifier['kind'] | null = null;
  /** How it lies at rest. */
  #atRest: SealedAs = 'given';

  constructor(sealed: string | null, ports: UnlockingPorts) {
    this.#ports = ports;
    this.#sealed = fromSealed(sealed);
    this.#time = new SeenTime(ports.file.value.seen, ports.clocks);
  }

  /** The folder is ours alone from now on: what is known is what stands there. */
  begin(): void {
    this.#ports.file.readAgain();
    this.#time = new SeenTime(this.#ports.file.value.seen, this.#ports.clocks);
  }

  /** The person of the sealed session, or why only the server can say who this is; null: nobody was here. */
  get standing(): KnownPerson | 'access.expired' | 'access.clockWentBack' | null {
    const known = this.#sealed === null ? null : this.known(this.#sealed.person);
    if (known === null) return null;
    if (this.#time.wentBack()) return 'access.clockWentBack';
    return isExpired(known, this.#time.now()) ? 'access.expired' : known;
  }

  get refresh(): string | null {
    return this.#sealed?.refresh ?? null;
  }

  /** What opens the place when it is locked. */
  get by(): Verifier['kind'] | null {
    return this.#coming ?? this.#sealed?.verifier?.kind ?? null;
  }

  /** Everybody who has a place at this computer, also of a server that has moved since. */
  get everybody(): readonly KnownPerson[] {
    return this.#ports.file.value.people;
  }

  /** Those who have a place at this computer with this server. */
  get people(): readonly KnownPerson[] {
    return this.everybody.filter(({ server }) => server === this.#ports.server);
  }

  known(person: PersonId): KnownPerson | null {
    return this.people.find(({ me }) => me.id === person) ?? null;
  }

  /** Whose copy must go. A server that moved has told the same place's days anew: then those count. */
  expired(): readonly KnownPerson[] {
    const now = this.#time.now();
    const present = this.everybody.filter((known) => !isExpired(known, now));
    return this.everybody.filter((known) => isExpired(known, now) && present.every(({ me }) => me.id !== known.me.id || me.tenant !== known.me.tenant));
  }

  isExpired(person: PersonId): boolean {
    const known = this.known(person);
    return known !== null && isExpired(known, this.#time.now());
  }

  /**
   * The server said who this is: their days count from now on. Its token may be used when no token before it lies at rest any more:
   * the first use outdates that, and an outlived one is a thief's. A full disk costs the next start without a password.
   */
  async granted({ me, now, refresh, offlineDays }: Granted): Promise<Outcome<null, Failure>> {
    const verifier = this.#sealed?.person === me.id ? this.#sealed.verifier : null;
    const sealed = this.#keep({ person: me.id, refresh, verifier });
    this.#time.heard(now);
    const before = this.known(me.id) ?? untried;
    this.#remember({ server: this.#ports.server, me, confirmedAt: this.#time.now(), offlineDays, tries: before.tries, blockedUntil: before.blockedUntil });
    return (await sealed) === 'before' ? refused('disk.failed') : done(null);
  }

  /** The server is there and has not said no. */
  confirmed(person: PersonId): void {
    const known = this.known(person);
    if (known !== null) this.#remember({ ...known, confirmedAt: this.#time.now() });
  }

  /** What opens this person's place from now on; where somebody else has come meanwhile, nothing changes for them. */
  async keepSecret(person: PersonId, { kind, secret }: { readonly kind: Verifier['kind']; readonly secret: string }): Promise<void> {
    this.#coming = kind;
    const verifier = await verifierOf(kind, secret);
    this.#coming = null;
    if (this.#sealed?.person !== person) return;
    await this.#keep({ ...this.#sealed, verifier });
    const known = this.known(person);
    if (known !== null) this.#remember({ ...known, ...untried });
  }

  /** Judges one try. `access.unlockSpent`: it was the last one, and nothing but the server opens this place now. */
  async tryToUnlock(secret: string): Promise<Outcome<null, Failure>> {
    const sealed = this.#sealed;
    const known = sealed === null ? null : this.known(sealed.person);
    if (sealed === null || known === null || sealed.verifier === null) return refused('access.signedOut');
    if (isSpent(known)) return refused('access.unlockSpent');
    const now = this.#time.now();
    if (known.blockedUntil > now) return refused('access.unlockPaused');
    const tries = counted(known, now);
    const kept = await this.#write({ ...known, ...tries });
    if (!kept.ok) return kept;
    if (await isRight(sealed.verifier, secret)) {
      this.#remember({ ...known, ...untried });
      return done(null);
    }
    return refused(isSpent(tries) ? 'access.unlockSpent' : 'access.unlockFailed');
  }

  async setPin({ pin, before }: { readonly pin: string; readonly before: string | null }): Promise<Outcome<null, Failure>> {
    const verifier = this.#sealed?.verifier ?? null;
    const person = this.#sealed?.person;
    if (verifier?.kind === 'password') return refused('access.denied');
    if (isWeakPin(pin)) return refused('access.weakPin');
    const tried = verifier === null ? done(null) : await this.tryToUnlock(before ?? '');
    if (tried.ok && person !== undefined) await this.keepSecret(person, { kind: 'pin', secret: pin });
    return tried;
  }

  /** The server has just taken this person's word: wrong tries of before are over. */
  proved(person: PersonId): void {
    const known = this.known(person);
    if (known !== null) this.#remember({ ...known, ...untried });
  }

  /** Until when no try is taken, by the wall clock; null when one is. */
  pausedUntil(person: PersonId): Instant | null {
    const left = (this.known(person)?.blockedUntil ?? 0) - this.#time.now();
    return left > 0 ? this.#ports.clocks.wall() + left : null;
  }

  /** Nothing of this session is kept: no token, nothing that opens the place. */
  forget(): void {
    this.#sealed = null;
    void this.#ports.seal(null);
  }

  /** The copy of this person must go: should the program end before it is gone, the next start wipes it. */
  async condemn(person: PersonId): Promise<void> {
    const known = this.known(person);
    if (known !== null) await this.#write({ ...known, confirmedAt: 0 });
  }

  async forgetPerson(person: PersonId): Promise<void> {
    await this.#ports.file.change({ people: this.#others(person) });
  }

  /** Call now and then: a clock that is set back while the program is closed gains no more than this. */
  mark(): void {
    if (this.#sealed !== null && this.#atRest !== 'given') void this.#keep(this.#sealed);
    const now = this.#time.now();
    if (now - this.#ports.file.value.seen >= markEvery) void this.#ports.file.change({ seen: now });
  }

  async stop(): Promise<void> {
    await this.#ports.file.change({ seen: this.#time.now() });
  }

  async #keep(sealed: SealedSession): Promise<SealedAs> {
    this.#sealed = sealed;
    this.#atRest = await this.#ports.seal(toSealed(sealed));
    return this.#atRest;
  }

  #remember(known: KnownPerson): void {
    void this.#write(known);
  }

  #write(known: KnownPerson): Promise<Outcome<null, Failure>> {
    return this.#ports.file.change({ seen: this.#time.now(), people: [...this.#others(known.me.id), known] });
  }

  #others(person: PersonId): readonly KnownPerson[] {
    return this.everybody.filter(({ server, me }) => server !== this.#ports.server || me.id !== person);
  }
}
