import type { AttachmentId } from '#kernel/id';
import sanitize from 'sanitize-html';

/** Longest HTML that is kept beside the text; a longer mail is shown as text. */
export const longestHtml = 500_000;

/** Longest picture that may stand in the HTML itself, in characters of base64. */
const longestPicture = 60_000;

/** Styles that shape a text. What could place something over something else, or load something, is not here. */
const styles = [
  'background-color', 'border', 'border-bottom', 'border-collapse', 'border-left', 'border-radius', 'border-right', 'border-spacing', 'border-top', 'color',
  'direction', 'font', 'font-family', 'font-size', 'font-style', 'font-weight', 'height', 'letter-spacing', 'line-height', 'list-style-type', 'margin',
  'margin-bottom', 'margin-left', 'margin-right', 'margin-top', 'max-width', 'min-width', 'padding', 'padding-bottom', 'padding-left', 'padding-right',
  'padding-top', 'text-align', 'text-decoration', 'text-indent', 'text-transform', 'vertical-align', 'white-space', 'width',
];

/** Words, numbers, colours and names of fonts; no other function than those of colours, so nothing that has an address. */
const harmlessValue = /^(?:[\w\s#%.,'"-]|(?:rgba?|hsla?)\([\d\s.,%]{1,40}\)){1,120}$/;

/** Deepest nesting that is kept; deeper elements are cut away. */
const deepest = 60;

/**
 * Makes the HTML of a stranger harmless: text, tables, lists, links, pictures and plain styles remain; nothing that
 * runs, loads, submits, or places itself over something else. Pictures from the network are held back (`data-held-src`), pictures
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
      img: ['alt', 'width', 'height', 'src', 'data-held-src', 'data-attachment'],
      td: ['align', 'valign', 'colspan', 'rowspan'],
      th: ['align', 'valign', 'colspan', 'rowspan'],
      ol: ['start'],
      '*': ['dir', 'style'],
    },
    allowedStyles: { '*': Object.fromEntries(styles.map((name) => [name, [harmlessValue]])) },
    allowedSchemesByTag: { img: ['data'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'noembed', 'noframes', 'iframe', 'object', 'title', 'template', 'svg', 'math', 'xmp', 'select'],
    nestingLimit: deepest,
    transformTags: {
      a: (_name, attributes) => ({ tagName: 'a', attribs: { ...only(attributes, ['href', 'style']), rel: 'noopener noreferrer' } }),
      img: (_name, attributes) => ({ tagName: 'img', attribs: { ...only(attributes, ['alt', 'width', 'height', 'style']), ...picture(attributes['src'] ?? '', inlined) } }),
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
  if (place.length <= longestPicture && /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/.test(place)) return { src: place };
  return /^https?:\/\//i.test(place) ? { 'data-held-src': place } : {};
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
