import type { ArticleHit, ConversationHit, CustomerHit, Found, MessageHit, Older } from '#contract/search';
import type { ArticleId, ConversationId, MessageId } from '#kernel/id';
import { searchable } from '#kernel/text';
import type { Chord } from '../kit/chord';
import type { SearchFor } from './search-store';

/** Something that the desk can do by its name. */
export type Command = { readonly id: string; readonly label: string; readonly chord: Chord | null; readonly run: () => void };

/** What a hit leads to: an article, or a conversation, and a message in it that stands so many from its end. `elsewhere`: it has to be fetched first. */
export type Target = { readonly article: ArticleId } | TalkTarget;
export type TalkTarget = { readonly conversation: ConversationId; readonly elsewhere: boolean; readonly message: { readonly id: MessageId; readonly place: number } | null };

export type Option =
  | { readonly kind: 'command'; readonly id: string; readonly command: Command }
  | { readonly kind: 'conversation'; readonly id: string; readonly hit: ConversationHit; readonly elsewhere: boolean }
  | { readonly kind: 'article'; readonly id: string; readonly hit: ArticleHit }
  | { readonly kind: 'customer'; readonly id: string; readonly hit: CustomerHit }
  | { readonly kind: 'message'; readonly id: string; readonly hit: MessageHit; readonly elsewhere: boolean };

export type GroupName = 'commands' | 'conversations' | 'customers' | 'messages' | 'articles' | 'older';

export type Group = { readonly name: GroupName; readonly options: readonly Option[]; readonly more: boolean };

/** How much of each kind stands in the box: it is read at a glance, and typing on says more. */
const shown = { commands: 5, conversations: 5, customers: 4, articles: 3 } as const;

/** A name with a hyphen is two words, typed or shown. */
function wordsOf(text: string): readonly string[] {
  return searchable(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Every word that was typed begins a word of its name. */
function commandsNamed(commands: readonly Command[], text: string): readonly Command[] {
  const asked = wordsOf(text);
  return commands.filter(({ label }) => {
    const words = wordsOf(label);
    return asked.every((word) => words.some((known) => known.startsWith(word)));
  });
}

export type Asking = { readonly text: string; readonly opened: SearchFor; readonly commands: readonly Command[]; readonly found: Found | null; readonly older: Older | null };

export function groupsOf({ text, opened, commands, found, older }: Asking): readonly Group[] {
  const named = commandsNamed(commands, text);
  const few = text === '' || opened === 'commands' ? named : named.slice(0, shown.commands);
  const doing: Group = { name: 'commands', options: few.map((command) => ({ kind: 'command', id: `command-${command.id}`, command })), more: false };
  const texts = [...(found === null ? [] : textGroups(found)), ...(older === null ? [] : [olderGroup(older)])];
  const groups = opened === 'commands' ? [doing, ...texts] : [...texts, doing];
  return groups.filter(({ options }) => options.length > 0);
}

function textGroups({ conversations, customers, messages, articles, more }: Found): readonly Group[] {
  return [
    { name: 'conversations', options: conversations.slice(0, shown.conversations).map((hit) => ({ kind: 'conversation', id: hit.id, hit, elsewhere: false })), more: more.conversations || conversations.length > shown.conversations },
    { name: 'customers', options: customers.slice(0, shown.customers).map((hit) => ({ kind: 'customer', id: hit.id, hit })), more: more.customers || customers.length > shown.customers },
    { name: 'messages', options: messages.map((hit) => ({ kind: 'message', id: hit.id, hit, elsewhere: false })), more: more.messages },
    { name: 'articles', options: articles.slice(0, shown.articles).map((hit) => ({ kind: 'article', id: hit.id, hit })), more: more.articles || articles.length > shown.articles },
  ];
}

function olderGroup({ conversations, messages, more }: Older): Group {
  const cases = conversations.map((hit): Option => ({ kind: 'conversation', id: hit.id, hit, elsewhere: true }));
  return { name: 'older', options: [...cases, ...messages.map((hit): Option => ({ kind: 'message', id: hit.id, hit, elsewhere: true }))], more };
}

/** Null where a hit leads nowhere on this computer. */
export function targetOf(option: Exclude<Option, { kind: 'command' }>): Target | null {
  switch (option.kind) {
    case 'conversation':
      return { conversation: option.hit.id, elsewhere: option.elsewhere, message: null };
    case 'message':
      return { conversation: option.hit.conversation, elsewhere: option.elsewhere, message: { id: option.hit.id, place: option.hit.place } };
    case 'article':
      return { article: option.hit.id };
    case 'customer':
      return option.hit.conversation === null ? null : { conversation: option.hit.conversation, elsewhere: false, message: null };
  }
}
