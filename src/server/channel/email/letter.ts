import { filled, type MailFrame } from '#domain/channel/mail-frame';
import { escapedHtml as escaped, plainOf, spansHtml, spansOf } from '#domain/channel/rich-text';
import type { MessageRow } from '#domain/conversation/message';
import { singleLine } from '#kernel/text';
import type { LetterFacts } from '#db/central/letter-facts';
import type { Outbound } from '../connector';
import { serverTexts, type ServerLanguage } from '../text/text';
import { cleanHtml } from './clean-html';
import { forwardedWords } from './forwarded-mail';
import { maybeConfirmed } from './mail-address';

export type LetterParts = { readonly facts: LetterFacts | null; readonly frame: MailFrame | null; readonly signature: string | null; readonly language: ServerLanguage };

/** A mail's text, and the same as HTML. */
export type Letter = { readonly text: string; readonly html: string };

/** The longest quotation, in characters: who wants more has the mail. */
const longestQuote = 20_000;

/** Greeting, what the agent wrote, closing, signature, and below them what it answers. What the agent wrote and the signature may be more than plain. */
export function letterOf(outbound: Outbound, parts: LetterParts): Letter {
  const { facts, frame, signature, language } = parts;
  const values = { customer: nameOf(outbound, facts), case: facts === null ? null : String(facts.number), agent: singleLine(outbound.authorName) };
  const around = frame === null ? { greeting: '', closing: '' } : { greeting: filled(frame.greeting, values).trim(), closing: filled(frame.closing, values).trim() };
  const text = [around.greeting, outbound.text, around.closing].filter((part) => part.trim() !== '').join('\n\n');
  const form = outbound.html === null ? plainHtml(text) : [plainHtml(around.greeting), cleanHtml(outbound.html, new Map()), plainHtml(around.closing)].filter((part) => part !== plainHtml('')).join('\n<br>\n');
  const below = signature === null ? null : signature.replaceAll('{name}', () => singleLine(outbound.authorName));
  const quote = facts?.quoted ? quoteOf(facts.quoted, language) : null;
  const along = forwardedWords(outbound, serverTexts[language]);
  const pieces: readonly (Letter | null)[] = [
    text === '' ? null : { text, html: form },
    // Behind the line by which mail programs know a signature.
    below === null ? null : { text: `-- \n${plainOf(below)}`, html: `<div>-- <br>\n${richHtml(below)}</div>` },
    quote && { text: quotedText(quote), html: quotedHtml(quote) },
    along === null ? null : { text: along, html: plainHtml(along) },
  ];
  const whole = pieces.filter((piece) => piece !== null);
  return { text: whole.map((piece) => piece.text).join('\n\n'), html: whole.map((piece) => piece.html).join('\n<br>\n') };
}

function quotedText({ introduction, lines }: Quote): string {
  const marked = lines.map((line) => (line === '' ? '>' : line.startsWith('>') ? `>${line}` : `> ${line}`));
  return `${introduction}\n${marked.join('\n')}`;
}

/** A greeting names the customer only where the mail goes to them, and nobody has forged who they are. */
function nameOf({ addresses, recipients, forwarded }: Outbound, facts: LetterFacts | null): string | null {
  const name = singleLine(facts?.customer ?? '');
  const isTheirs = recipients === null || recipients.to.some((to) => addresses.includes(to));
  const isForged = addresses.some((address) => address.startsWith('['));
  return name === '' || name.includes('@') || !isTheirs || isForged || forwarded !== null ? null : name;
}

type Quote = { readonly introduction: string; readonly lines: readonly string[] };

function quoteOf({ part, at, text }: MessageRow, language: ServerLanguage): Quote {
  const author = part.kind === 'inbound' ? singleLine(part.authorName) : '';
  const address = part.kind === 'inbound' && part.names !== undefined ? maybeConfirmed(part.names.from) : null;
  const when = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'ru', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at);
  const introduction = serverTexts[language].wrote({ when: `${when} UTC`, author: [author === address ? '' : author, address === null ? '' : `<${address}>`].filter((one) => one !== '').join(' ') });
  const cut = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
  return { introduction, lines: cut.split('\n') };
}

function quotedHtml({ introduction, lines }: Quote): string {
  return `<div>${escaped(introduction)}</div>\n<blockquote type="cite" style="margin:0 0 0 8px;padding-left:10px;border-left:2px solid #ccc;white-space:pre-wrap">${lines.map(escaped).join('<br>')}</blockquote>`;
}

/** Where blanks are kept, a line that ends in the source ends on the page too: no line ends twice. */
export function plainHtml(text: string): string {
  return `<div style="white-space:pre-wrap">${escaped(text).replaceAll('\n', '<br>')}</div>`;
}

/** Cleaned like the HTML of a stranger: whoever wrote it may have pasted it. */
function richHtml(text: string): string {
  return cleanHtml(text.split('\n').map((line) => spansHtml(spansOf(line))).join('<br>\n'), new Map());
}
