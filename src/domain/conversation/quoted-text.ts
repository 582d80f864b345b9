/** A mail's text in three pieces that together are the whole of it: `before + own + after`. */
export type FoldedText = {
  /** What a bottom-posting author quoted above the answer. */
  readonly before: string;
  readonly own: string;
  /** Signature and quoted mails below the answer. */
  readonly after: string;
};

/** Lines that are looked at; below them nothing is found any more and all is the author's own. */
const mostLines = 5000;

/** Longest line that can be a header of a quotation. */
const longestHeader = 400;

/** Mail programs break lines at some seventy characters. */
const shortestFull = 60;

/** An introduction of a quotation may be broken over this many lines. */
const introductionLines = 4;

/**
 * Finds what the author of a mail wrote now, apart from the mails that stand quoted around it. Quotations inside the
 * answer stay: they are what the lines below them speak about. When nothing else is there, everything is the author's own.
 */
export function foldQuoted(text: string): FoldedText {
  const lines = text.split('\n', mostLines);
  const start = endOfLeadingQuote(lines);
  const end = startOfTail(pageOf(lines), start);
  const [from, to] = hasWords(lines.slice(start, end)) ? [start, end] : hasWords(lines.slice(0, end)) ? [0, end] : [0, lines.length];
  const head = offsetOf(lines, from);
  const tail = to >= lines.length ? text.length : offsetOf(lines, to);
  return { before: text.slice(0, head), own: text.slice(head, tail), after: text.slice(tail) };
}

function offsetOf(lines: readonly string[], count: number): number {
  return lines.slice(0, count).reduce((sum, line) => sum + line.length + 1, 0);
}

function hasWords(lines: readonly string[]): boolean {
  return lines.some((line) => line.trim() !== '' && !isQuoted(line));
}

function isQuoted(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

/** A quotation at the very beginning, with its introduction: the author answers below it. */
function endOfLeadingQuote(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return 0;
  const quote = first + introductionAt(lines, first);
  if (lines[quote] === undefined || !isQuoted(lines[quote])) return 0;
  const rest = lines.slice(quote).findIndex((line) => !isQuoted(line));
  return rest === -1 ? 0 : quote + rest;
}

/** `words`, `filled`: for each line the first one from it on that is the author's own, or is not empty; known beforehand, so that no line is looked at for every other one. */
type Page = { readonly lines: readonly string[]; readonly words: readonly number[]; readonly filled: readonly number[] };

function pageOf(lines: readonly string[]): Page {
  return { lines, words: firstFrom(lines, (line, at) => line.trim() !== '' && !isQuoted(line) && !isWrapped(lines, at)), filled: firstFrom(lines, (line) => line.trim() !== '') };
}

function firstFrom(lines: readonly string[], is: (line: string, at: number) => boolean): readonly number[] {
  const found = Array.from({ length: lines.length }, () => lines.length);
  for (let at = lines.length - 1; at >= 0; at -= 1) found[at] = is(lines[at] ?? '', at) ? at : (found[at + 1] ?? lines.length);
  return found;
}

/** The first line of what stands below the answer: a signature, an introduction of a quotation, or a run of quoted lines that nothing follows. */
function startOfTail(page: Page, from: number): number {
  const { lines, words } = page;
  const afterWords = words.findLastIndex((first, at) => first === at) + 1;
  for (let at = from; at < lines.length; at += 1) {
    if (isLastFrom(page, at, afterWords)) return at;
  }
  return lines.length;
}

/** The end of a quoted line that a mail program broke off and forgot to mark. */
function isWrapped(lines: readonly string[], at: number): boolean {
  const [above, below] = [lines[at - 1] ?? '', lines[at + 1] ?? ''];
  return isQuoted(above) && isQuoted(below) && above.length >= shortestFull && !/[.?!:]\s*$/.test(above);
}

function isLastFrom(page: Page, at: number, afterWords: number): boolean {
  const { lines, words } = page;
  const line = lines[at] ?? '';
  if (line.trim() === '') return false;
  if (isQuoted(line)) return at >= afterWords || isSignature(lines, words[at] ?? lines.length);
  return isSignature(lines, at) || isSeparator(page, at) || isLabelled(lines, at) || isIntroduction(page, at, afterWords);
}

/** "On Monday Anna wrote:" — with what it introduces either quoted below it, or standing there as it is until the end. */
function isIntroduction({ lines, words, filled }: Page, at: number, afterWords: number): boolean {
  const length = introductionAt(lines, at);
  if (length === 0) return false;
  const below = filled[at + length] ?? lines.length;
  if (!isQuoted(lines[below] ?? '')) return true;
  const answer = words[below] ?? lines.length;
  return answer >= afterWords || isSignature(lines, answer);
}

/** How many lines the introduction that begins here has; 0 when none does. */
function introductionAt(lines: readonly string[], at: number): number {
  for (let count = 1; count <= introductionLines; count += 1) {
    const last = lines[at + count - 1]?.trim() ?? '';
    if (last === '' || isQuoted(last)) return 0;
    const whole = lines.slice(at, at + count).map((line) => line.trim()).join(' ');
    if (whole.length > longestHeader) return 0;
    if (isIntroducing(whole)) return beginsLater(lines, at, count) ? 0 : count;
  }
  return 0;
}

/** A last line of the answer right above the introduction is no part of it. */
function beginsLater(lines: readonly string[], at: number, count: number): boolean {
  return Array.from({ length: count - 1 }, (_, skipped) => lines.slice(at + 1 + skipped, at + count).map((line) => line.trim()).join(' ')).some((rest) => moment.test(rest) && isIntroducing(rest));
}

/** Verbs of the mail programs of many languages, whole words. */
const wrote =
  /(?:^|[\s>")])(?:wrote|писали|writes|said|пишет|писал|писала|писал\(а\)|написал|написала|написал\(а\)|написал\(-а\)|написав|написала|напиша|schrieb|schreef|geschreven|a écrit|escribió|escreveu|ha scritto|scrisse|skrev|kirjoitti|írta|napisał|napisała|napisał\(a\)|napsal|napsal\(a\)|napísal|yazdı|написа|έγραψε|さんは書きました|写道)(?=[\s:：(]|$)/iu;
const moment = /\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}/u;
const address = /[^\s<>]@[^\s<>]+\.[^\s<>]/u;

/** A moment and a verb of writing, or a moment and an address: "12.03.2024, 10:15, Anna <anna@shop.example>:". */
function isIntroducing(whole: string): boolean {
  const isEnded = /[:：]\s*$/u.test(whole) || /(?:wrote|писала?|пишет|schrieb|a écrit)\s*-*\s*$/iu.test(whole);
  if (!isEnded || /^[-*•\d]+[.)]?\s+\p{L}+\s*:$/u.test(whole)) return false;
  const isDated = moment.test(whole);
  const isSaid = wrote.test(whole) || isBegun(whole);
  return (isSaid && (isDated || address.test(whole))) || (isDated && address.test(whole) && !/^(?:https?:|www\.)/i.test(whole) && isAddressLast(whole));
}

/** "Am 13.12.2017 schrieb Anna:", "W dniu … użytkownik … napisał:" put the verb where their grammar wants it. */
function isBegun(whole: string): boolean {
  return /^(?:On|Am|Le|El|Em|Op|Den|W dniu|Dnia|In data|Il|Dne|Vào)\s/u.test(whole) && wrote.test(whole);
}

function isAddressLast(whole: string): boolean {
  return /[>)"]\s*[:：]\s*$/u.test(whole) || /@[^\s@]+\s*[:：]\s*$/u.test(whole);
}

/** Names of header fields as mail programs of many languages write them into a text. */
const author = /from|от|от кого|von|de|da|van|fra|från|lähettäjä|od|kimden|feladó|expéditeur|remitente|від|expediteur/u.source;
const others =
  /to|sent|date|message du|subject|cc|reply-to|importance|attachments|кому|отправлено|дата|тема|копия|послано|an|gesendet|datum|betreff|kopie|à|envoyé|envoyé le|objet|sujet|copie à|para|enviado|enviado el|fecha|asunto|assunto|data|oggetto|inviato|a|aan|verzonden|onderwerp|til|dato|emne|sendt|till|skickat|ämne|vastaanottaja|lähetetty|aihe|do|wysłano|temat|pro|komu|předmět|kime|konu|tarih|tárgy|címzett|надіслано/u.source;
const authorLine = new RegExp(`^[\\s*>|]{0,6}(?:${author})\\s?\\*{0,2}\\s?[:：]\\*{0,2}\\s*\\S`, 'iu');
const otherLine = new RegExp(`^[\\s*>|]{0,6}(?:${others}|${author})\\s?\\*{0,2}\\s?[:：]`, 'iu');

/** A block of header fields, as Outlook and webmail programs put above the mail that they answer. */
function isLabelled(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > longestHeader || !otherLine.test(line)) return false;
  const block = lines.slice(at, at + 6).filter((one) => otherLine.test(one));
  return block.length >= 3 ? block.some((one) => authorLine.test(one)) : block.length === 2 && authorLine.test(line) && /@|\d/.test(line + (lines[at + 1] ?? ''));
}

const named = /^\s*[-_–—]{3,}\s*(?:>\s*)?\p{L}[\p{L}\s.’'()-]{3,60}\s*[-_–—]{3,}\s*$/u;
const forwarded = /^\s*(?:begin forwarded message|начало переадресованного сообщения|пересылаемое сообщение|исходное сообщение|original message)\s*:?\s*$/iu;

/** "-----Original Message-----", or a rule above a block of header fields. */
function isSeparator({ lines, filled }: Page, at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > longestHeader) return false;
  if (/^\s*-{4,} .*wrote -{4,}\s*$/i.test(line) || forwarded.test(line)) return true;
  if (named.test(line)) return /-{5,}\s*$/.test(line) || /message|сообщение|nachricht|besked/iu.test(line);
  if (!/^\s*[-_=]{4,}\s*$/.test(line)) return false;
  const below = filled[at + 1] ?? lines.length;
  return isLabelled(lines, below) || introductionAt(lines, below) > 0;
}

/** Words that phones and programs put below a mail. */
const device =
  /^(?:sent (?:from|with|via|using)|get outlook for|отправлено (?:с|из|через)|отправлено мобильн\p{L}+|послано (?:с|из)|gesendet (?:von|mit)|von meinem \p{L}+ gesendet|envoyé (?:depuis|de|à partir)|enviado (?:desde|do|a partir)|inviato (?:da|dal)|verzonden (?:vanaf|met)|verstuurd vanaf|skickat från|sendt fra|lähetetty|wysłano z|diperolejte|надіслано з)\s+\S.*$/iu;

const longestDevice = 120;

function isSignature(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (/^--\s*$/.test(line) || /^__\s*$/.test(line) || /^_{20,}$/.test(line) && isFooter(lines, at)) return true;
  return line.length <= longestDevice && device.test(line) && !/[.,;!?]$|, /.test(line.replace(/<[^>]*>?$/, '').trim());
}

/** Lists put a rule above the address where one leaves them. */
function isFooter(lines: readonly string[], at: number): boolean {
  return /mailing list|рассылк/iu.test(lines[at + 1] ?? '');
}
