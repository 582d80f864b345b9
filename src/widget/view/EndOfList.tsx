import { h, type Drawn } from '../draw';

/** Pixels from the end within which a reader counts as being there. */
const near = 60;

type EndOfListProps = {
  readonly newest: string | undefined;
  readonly isNewestOwn: boolean;
  readonly label: string;
  /** On the button that leads to what came below. */
  readonly more: string;
  readonly children: Drawn;
};

/** A list that stays at its end while its reader is there; whoever reads above is told of more and not moved. */
export class EndOfList {
  readonly #redraw: () => void;
  #list: HTMLElement | null = null;
  #hasMore = false;
  #isThere = true;
  #newest: string | undefined;
  #isNewestOwn = false;
  #seen: string | undefined;
  #height = 0;
  // A taller field or a notice takes room from the list.
  readonly #watcher = new ResizeObserver(() => this.#stay());

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  draw({ newest, isNewestOwn, label, more, children }: EndOfListProps): Drawn {
    this.#newest = newest;
    this.#isNewestOwn = isNewestOwn;
    return (
      <div class="lines" onMount={this.#mounted} role="log" aria-live="polite" aria-label={label} tabindex={0} onScroll={this.#scrolled}>
        {children}
        {this.#hasMore && (
          <button key="newer" type="button" class="newer" onClick={this.#toEnd}>
            {more}
          </button>
        )}
      </div>
    );
  }

  /** To be called when what was drawn stands in the page. */
  drawn(): void {
    // The browser tells of a scroll a frame later: what comes before that must not move its reader.
    const left = this.#height - (this.#list?.scrollTop ?? 0) - (this.#list?.clientHeight ?? 0);
    this.#height = this.#list?.scrollHeight ?? 0;
    const isThere = this.#isThere && left < near;
    const isNews = this.#newest !== this.#seen;
    this.#seen = this.#newest;
    const moves = isThere || (isNews && this.#isNewestOwn);
    if (moves) this.#toEnd();
    if (isNews) this.#tellOfMore(!moves);
  }

  readonly #mounted = (list: HTMLElement): void => {
    this.#list = list;
    this.#isThere = true;
    this.#seen = this.#newest;
    this.#watcher.disconnect();
    this.#watcher.observe(list);
    this.#toEnd();
    this.#tellOfMore(false);
  };

  #tellOfMore(hasMore: boolean): void {
    if (hasMore === this.#hasMore) return;
    this.#hasMore = hasMore;
    this.#redraw();
  }

  readonly #scrolled = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = this.#list ?? {};
    this.#isThere = scrollHeight - scrollTop - clientHeight < near;
    if (this.#isThere) this.#tellOfMore(false);
  };

  readonly #toEnd = (): void => {
    this.#list?.scrollTo(0, this.#list.scrollHeight);
  };

  #stay(): void {
    if (this.#isThere) this.#toEnd();
  }
}
