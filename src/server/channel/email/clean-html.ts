import type { AttachmentId } from '#kernel/id';
import sanitize from 'sanitize-html';

/** Longest HTML that is kept beside the text; a longer mail is shown as text. */
export const longestHtml = 500_000;

/** Deepest nesting that is kept; deeper elements are cut away. */
const deepest = 60;

/**
 * Makes the HTML of a stranger harmless: text, tables, lists, links and pictures remain; nothing that runs, loads,
 * submits, or places itself over something else. Pictures from the network are held back (`data-held-src`), pictures
 * of the mail itself point to its attachments (`data-attachment`). The window cleans the result once more.
 */
export function cleanHtml(html: string, inlined: ReadonlyMap<string, AttachmentId>): string {
  return sanitize(html, {
    allowedTags: [
      'a', 'abbr', 'b', 'bdi', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'div', 'dl', 'dt',
      'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small',
      'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'wbr',
    ],
    allowedAttributes: {
      a: ['href', 'rel'],
      img: ['alt', 'width', 'height', 'data-held-src', 'data-attachment'],
      td: ['align', 'valign', 'colspan', 'rowspan'],
      th: ['align', 'valign', 'colspan', 'rowspan'],
      ol: ['start'],
      '*': ['dir'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'noembed', 'noframes', 'iframe', 'object', 'title', 'template', 'svg', 'math', 'xmp', 'select'],
    nestingLimit: deepest,
    parseStyleAttributes: false,
    transformTags: {
      a: (_name, attributes) => ({ tagName: 'a', attribs: { ...only(attributes, ['href']), rel: 'noopener noreferrer' } }),
      img: (_name, attributes) => ({ tagName: 'img', attribs: { ...only(attributes, ['alt', 'width', 'height']), ...picture(attributes['src'] ?? '', inlined) } }),
    },
  });
}

function only(attributes: sanitize.Attributes, names: readonly string[]): sanitize.Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

function picture(source: string, inlined: ReadonlyMap<string, AttachmentId>): sanitize.Attributes {
  const place = source.trim();
  if (/^cid:/i.test(place)) {
    const attachment = inlined.get(decoded(place.slice('cid:'.length)));
    return attachment === undefined ? {} : { 'data-attachment': attachment };
  }
  return /^https?:\/\//i.test(place) ? { 'data-held-src': place } : {};
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
