import type { administration } from './en/administration';
import type { appearance } from './en/appearance';
import type { attention } from './en/attention';
import type { channels } from './en/channels';
import type { company } from './en/company';
import type { composer } from './en/composer';
import type { conversation } from './en/conversation';
import type { customer } from './en/customer';
import type { english } from './en/english';
import type { failure } from './en/failure';
import type { kit } from './en/kit';
import type { mail } from './en/mail';
import type { mailbox } from './en/mailbox';
import type { offers } from './en/offers';
import type { outcome } from './en/outcome';
import type { preview } from './en/preview';
import type { queue } from './en/queue';
import type { search } from './en/search';
import type { settings } from './en/settings';
import type { shell } from './en/shell';
import type { knowledge } from './en/knowledge';
import type { shift } from './en/shift';
import type { sorting } from './en/sorting';
import type { suggestion } from './en/suggestion';
import type { tour } from './en/tour';
import type { widget } from './en/widget';

/** A text that counts something: one form per plural category of its language. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
export type Entry = string | Plural;

export type TextKey = keyof typeof english;
export type Translation = { readonly [Key in TextKey]: EntryLike<(typeof english)[Key]> };

type EntryLike<Source> = Source extends string ? string : Plural;
type Part<Source> = { readonly [Key in keyof Source]: EntryLike<Source[Key]> };

/** One type per file of texts, so that a missing or a surplus key is found where it stands. */
export type ShellTexts = Part<typeof shell>;
export type OfferTexts = Part<typeof offers>;
export type PreviewTexts = Part<typeof preview>;
export type OutcomeTexts = Part<typeof outcome>;
export type AppearanceTexts = Part<typeof appearance>;
export type TourTexts = Part<typeof tour>;
export type AttentionTexts = Part<typeof attention>;
export type ShiftTexts = Part<typeof shift>;
export type KnowledgeTexts = Part<typeof knowledge>;
export type SettingsTexts = Part<typeof settings>;
export type AdministrationTexts = Part<typeof administration>;
export type ChannelsTexts = Part<typeof channels>;
export type MailTexts = Part<typeof mail>;
export type MailboxTexts = Part<typeof mailbox>;
export type CompanyTexts = Part<typeof company>;
export type SortingTexts = Part<typeof sorting>;
export type QueueTexts = Part<typeof queue>;
export type ComposerTexts = Part<typeof composer>;
export type SearchTexts = Part<typeof search>;
export type ConversationTexts = Part<typeof conversation>;
export type CustomerTexts = Part<typeof customer>;
export type SuggestionTexts = Part<typeof suggestion>;
export type WidgetTexts = Part<typeof widget>;
export type KitTexts = Part<typeof kit>;
export type FailureTexts = Part<typeof failure>;

type GapNames<Source> = Source extends `${string}{${infer Name}}${infer Rest}` ? Name | GapNames<Rest> : never;
type GapsOf<Source> = Source extends { readonly other: infer Other } ? GapNames<Other> : GapNames<Source>;

/** The values that a text needs, by the names of its gaps. */
export type Values<Key extends TextKey> = { readonly [Name in GapsOf<(typeof english)[Key]>]: Name extends 'n' ? number : string };
export type ValueArgs<Key extends TextKey> = [GapsOf<(typeof english)[Key]>] extends [never] ? [] : [values: Values<Key>];

/** The texts that need no values. */
export type PlainKey = { [Key in TextKey]: ValueArgs<Key> extends [] ? Key : never }[TextKey];
