import { Component, createRef } from 'preact';
import type { Chat, ChatState } from '../chat';
import type { Text } from '../text/text';
import { Icon } from './Icon';
import { Panel } from './Panel';

export type WidgetProps = { readonly chat: Chat; readonly text: Text; readonly language: 'ru' | 'en' };

/** What keeps a state is a class in this room: hooks would be a twentieth of all that a visitor loads. */
export class Widget extends Component<WidgetProps, ChatState> {
  override state = this.props.chat.state.get();
  readonly #launcher = createRef<HTMLButtonElement>();

  override componentDidMount(): void {
    this.props.chat.state.watch(this.#show);
  }

  override render() {
    const { chat, text, language } = this.props;
    const { isOpen, news } = this.state;
    const label = news > 0 ? text.openUnread(news) : text.open;
    return (
      <>
        {isOpen && <Panel chat={chat} state={this.state} text={text} language={language} onClose={this.#close} />}
        <button ref={this.#launcher} type="button" class="launcher" aria-expanded={isOpen} aria-label={isOpen ? text.close : label} onClick={() => (isOpen ? this.#close() : chat.open())}>
          <Icon name={isOpen ? 'close' : 'chat'} />
          {!isOpen && news > 0 && <span class="badge">{news > 99 ? '99+' : news}</span>}
        </button>
        <span class="spoken" role="status">
          {!isOpen && news > 0 ? label : ''}
        </span>
      </>
    );
  }

  readonly #show = (state: ChatState): void => {
    this.setState(state);
  };

  readonly #close = (): void => {
    this.props.chat.close();
    this.#launcher.current?.focus();
  };
}
