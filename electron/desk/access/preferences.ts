import type { Topic } from '../live/topic';
import { onDisk } from '../disk-failure';
import { readComputer, writeComputer, type Computer, type LastPerson } from './computer-file';
import type { Failure } from '#contract/failures';
import { done, type Outcome } from '#kernel/outcome';

type Language = 'ru' | 'en';
type Theme = 'light' | 'dark' | 'auto';

/** What this computer remembers: language, theme, and who was here last. */
export class Preferences {
  readonly #file: string;
  readonly #changed: (topics: ReadonlySet<Topic>) => void;
  #computer: Computer;
  #language: Language;

  /** `told`: the language that the start asked for; it wins until the person chooses another one. */
  constructor(file: string, told: Language | null, changed: (topics: ReadonlySet<Topic>) => void) {
    this.#file = file;
    this.#changed = changed;
    this.#computer = readComputer(file);
    this.#language = told ?? this.#computer.language ?? languageOfSystem();
  }

  get language(): Language {
    return this.#language;
  }

  get theme(): Theme {
    return this.#computer.theme;
  }

  get secret(): string {
    return this.#computer.secret;
  }

  get last(): LastPerson | null {
    return this.#computer.last;
  }

  async save(chosen: { readonly language?: Language | undefined; readonly theme?: Theme | undefined }): Promise<Outcome<null, Failure>> {
    this.#language = chosen.language ?? this.#language;
    const kept = await this.#write({ ...this.#computer, language: this.#language, theme: chosen.theme ?? this.#computer.theme });
    this.#changed(new Set<Topic>(['preferences']));
    return kept;
  }

  remember(last: LastPerson | null): Promise<Outcome<null, Failure>> {
    return this.#write({ ...this.#computer, last });
  }

  async #write(computer: Computer): Promise<Outcome<null, Failure>> {
    this.#computer = computer;
    const kept = await onDisk(async () => writeComputer(this.#file, computer));
    return kept.ok ? done(null) : kept;
  }
}

function languageOfSystem(): Language {
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ru') ? 'ru' : 'en';
}
