import type { Topic } from '../live/topic';
import type { ComputerFile } from './computer-file';
import { usualAttention, type AttentionSettings } from '#domain/attention/attention';
import type { Failure } from '#contract/failures';
import type { RequestInput, WatchOutput } from '#contract/requests';
import type { Outcome } from '#kernel/outcome';

type Language = 'ru' | 'en';
type Shown = WatchOutput<'preferences'>;

/** Minutes. */
const usualIdle = 10;

/** What the start asked for; the person may choose otherwise. */
export type Told = { readonly language: Language | null; readonly lockAfter: Shown['lockAfter']; readonly undoSend: number | null };

/** Seconds in which a person sees what they have just sent. */
const usualUndo = 5;

/** How this computer is set: language, theme, when it locks itself, and how long an answer may be taken back. */
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
    const { theme, lockAfter, idleAfter = usualIdle, undoSend, sorts } = this.#file.value;
    return { language: this.#language, theme, lockAfter: lockAfter === undefined ? this.#told.lockAfter : lockAfter, idleAfter, undoSend: undoSend ?? this.#told.undoSend ?? usualUndo, sorts };
  }

  async save(chosen: RequestInput<'preferences.save'>): Promise<Outcome<null, Failure>> {
    const { value } = this.#file;
    this.#language = chosen.language ?? this.#language;
    const lockAfter = chosen.lockAfter === undefined ? value.lockAfter : chosen.lockAfter;
    const idleAfter = chosen.idleAfter === undefined ? value.idleAfter : chosen.idleAfter;
    const undoSend = chosen.undoSend ?? value.undoSend;
    const kept = await this.#file.change({ language: this.#language, theme: chosen.theme ?? value.theme, lockAfter, idleAfter, undoSend, sorts: { ...value.sorts, ...chosen.sorts } });
    this.#changed(new Set<Topic>(['preferences']));
    return kept;
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
