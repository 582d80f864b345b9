import { second, type Duration } from '#kernel/instant';

/** Does what there is to do and answers how long nothing else is; `isStopped`: whoever takes long looks at it. */
type Round = (isStopped: () => boolean) => Promise<Duration>;

/** After a round that broke. */
const pauseAfterFailure: Duration = second;

/** Work in the background of one process: round after round, sleeping in between until it is woken or its time has come. */
export class WorkLoop {
  readonly #round: Round;
  readonly #failed: (error: unknown) => void;
  readonly #running: Promise<void>;
  #stopped = false;
  #poked = false;
  #rouse: () => void = () => undefined;

  constructor(round: Round, failed: (error: unknown) => void) {
    this.#round = round;
    this.#failed = failed;
    this.#running = this.#run();
  }

  readonly wake = (): void => {
    this.#poked = true;
    this.#rouse();
  };

  /** Resolves when the round that is under way has ended. */
  readonly stop = async (): Promise<void> => {
    this.#stopped = true;
    this.#rouse();
    await this.#running;
  };

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#poked = false;
      const pause = await this.#round(() => this.#stopped).catch((error: unknown) => {
        this.#failed(error);
        return pauseAfterFailure;
      });
      await this.#sleep(pause);
    }
  }

  #sleep(pause: Duration): Promise<void> {
    if (this.#poked || this.#stopped || pause <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#rouse = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
