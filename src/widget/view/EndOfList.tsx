import { Component, createRef, type ComponentChildren } from 'preact';

/** Pixels from the end within which a reader counts as being there. */
const near = 60;

type EndOfListProps = {
  readonly newest: string | undefined;
  readonly isNewestOwn: boolean;
  readonly isAgentTyping: boolean;
  readonly label: string;
  /** On the button that leads to what came below. */
  readonly more: string;
  readonly children: ComponentChildren;
};
type More = { readonly hasMore: boolean };

/** A list that stays at its end while its reader is there; whoever reads above is told of more and not moved. */
export class EndOfList extends Component<EndOfListProps, More> {
  override state = { hasMore: false };
  readonly #list = createRef<HTMLDivElement>();
  #isThere = true;
  #shown = 0;
  // A taller field or a notice takes room from the list.
  readonly #watcher = new ResizeObserver(() => this.#stay());

  override componentDidMount(): void {
    this.#toEnd();
    this.#remember();
    if (this.#list.current !== null) this.#watcher.observe(this.#list.current);
  }

  override componentDidUpdate(before: EndOfListProps): void {
    const { newest, isNewestOwn, isAgentTyping } = this.props;
    if (newest !== before.newest || isNewestOwn !== before.isNewestOwn) this.#takeNewest();
    this.#remember();
    if (isAgentTyping !== before.isAgentTyping) this.#stay();
  }

  override componentWillUnmount(): void {
    this.#watcher.disconnect();
  }

  override render({ label, more, children }: EndOfListProps, { hasMore }: More) {
    return (
      <div class="lines" ref={this.#list} role="log" aria-live="polite" aria-label={label} tabIndex={0} onScroll={this.#scrolled}>
        {children}
        {hasMore && (
          <button type="button" class="newer" onClick={this.#toEnd}>
            {more}
          </button>
        )}
      </div>
    );
  }

  #takeNewest(): void {
    // The browser tells of a scroll a frame later: a line that comes before that must not move its reader.
    const left = this.#shown - (this.#list.current?.scrollTop ?? 0) - (this.#list.current?.clientHeight ?? 0);
    const moves = this.props.isNewestOwn || (this.#isThere && left < near);
    if (moves) this.#toEnd();
    this.#tellOfMore(!moves);
  }

  #tellOfMore(hasMore: boolean): void {
    if (hasMore !== this.state.hasMore) this.setState({ hasMore });
  }

  readonly #scrolled = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = this.#list.current ?? {};
    this.#isThere = scrollHeight - scrollTop - clientHeight < near;
    if (this.#isThere) this.#tellOfMore(false);
  };

  readonly #toEnd = (): void => {
    this.#list.current?.scrollTo(0, this.#list.current.scrollHeight);
  };

  #stay(): void {
    if (this.#isThere) this.#toEnd();
  }

  #remember(): void {
    this.#shown = this.#list.current?.scrollHeight ?? 0;
  }
}
