import type { Topic } from '../live/topic';
import type { ComputerFile } from './computer-file';
import { usualAttention, type AttentionSettings } from '#domain/attention/attention';
import type { OwnAppearance } from '#contract/appearance';
import type { Failure } from '#contract/failures';
import type { RequestInput, WatchOutput } from '#contract/requests';
import type { PersonId } from '#kernel/id';
import type { Outcome } from '#kernel/outcome';

type Language = 'ru' | 'en';
type Shown = WatchOutput<'preferences'>;

/** Minutes. */
const usualIdle = 10;

const usual: Omit<OwnAppearance, 'theme'> = { density: 'normal', size: 100, motion: 'system', keys: {} };

/** What the start asked for, of which the person may choose otherwise, and who works here. */
export type Told = { readonly language: Language | null; readonly lockAfter: Shown['lockAfter']; readonly undoSend: number | null; /** False: nobody is shown around. */ readonly tour: boolean; readonly whose: () => PersonId | null };

/** Seconds in which a person sees what they have just sent. */
const usualUndo = 5;

/** How this computer is set: language, when it locks itself, how long an answer may be taken back; and what is everybody's own. */
export class Preferences {
  readonly #file: ComputerFile;
  readonly #told: Told;
  readonly #changed: (topics: ReadonlySet<Topic>) => void;
  #language: Language;

  /** `told.language` wins until the person chooses another one. */
  constructor(file: ComputerFile, told: Told, changed: (topics: ReadonlySet<Topic>) => void) {
    this.#file = file;
    this.#told = told;
    this.#changed = changed;
    this.#language = told.language ?? file.value.language ?? languageOfSystem();
  }

  get shown(): Shown {
    const { lockAfter, idleAfter = usualIdle, undoSend, sorts, suggestions = true, toured } = this.#file.value;
    const whose = this.#whose;
    return { language: this.#language, ...this.#own, suggestions, lockAfter: lockAfter === undefined ? this.#told.lockAfter : lockAfter, idleAfter, undoSend: undoSend ?? this.#told.undoSend ?? usualUndo, toured: !this.#told.tour || (whose !== null && toured.includes(whose)), sorts };
  }

  async save(chosen: RequestInput<'preferences.save'>): Promise<Outcome<null, Failure>> {
    const { value } = this.#file;
    this.#language = chosen.language ?? this.#language;
    const lockAfter = chosen.lockAfter === undefined ? value.lockAfter : chosen.lockAfter;
    const idleAfter = chosen.idleAfter === undefined ? value.idleAfter : chosen.idleAfter;
    const undoSend = chosen.undoSend ?? value.undoSend;
    const suggestions = chosen.suggestions ?? value.suggestions;
    const kept = await this.#file.change({ language: this.#language, suggestions, toured: this.#touredWith(chosen), theme: chosen.theme ?? value.theme, own: this.#ownWith(chosen), lockAfter, idleAfter, undoSend, sorts: { ...value.sorts, ...chosen.sorts } });
    this.#changed(new Set<Topic>(['preferences']));
    return kept;
  }

  /** Who works here; where nobody does, who did last: who has to read large letters reads them before signing in. */
  get #whose(): PersonId | null {
    const { people } = this.#file.value;
    return this.#told.whose() ?? people.toSorted((one, other) => other.confirmedAt - one.confirmedAt)[0]?.me.id ?? null;
  }

  get #own(): OwnAppearance {
    const { own, theme } = this.#file.value;
    const whose = this.#whose;
    return (whose === null ? undefined : own[whose]) ?? { theme, ...usual };
  }

  #ownWith(chosen: RequestInput<'preferences.save'>): Readonly<Record<string, OwnAppearance>> {
    const whose = this.#whose;
    const { theme, density, size, motion, keys } = this.#own;
    const own = { theme: chosen.theme ?? theme, density: chosen.density ?? density, size: chosen.size ?? size, motion: chosen.motion ?? motion, keys: chosen.keys ?? keys };
    return whose === null ? this.#file.value.own : { ...this.#file.value.own, [whose]: own };
  }

  #touredWith({ toured }: RequestInput<'preferences.save'>): PersonId[] {
    const before = this.#file.value.toured;
    const whose = this.#whose;
    return toured === undefined || whose === null || before.includes(whose) ? before : [...before, whose];
  }

  get attention(): AttentionSettings {
    return this.#file.value.attention ?? usualAttention;
  }

  async saveAttention(attention: AttentionSettings): Promise<Outcome<null, Failure>> {
    const kept = await this.#file.change({ attention });
    this.#changed(new Set<Topic>(['preferences']));
    return kept;
  }

  /** What the company says of whoever signs in, where nobody has chosen on this computer and the start asked for nothing. */
  async greet(language: Language | null): Promise<void> {
    if (language !== null && language !== this.#language && this.#told.language === null && this.#file.value.language === null) await this.save({ language });
  }
}

function languageOfSystem(): Language {
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ru') ? 'ru' : 'en';
}
