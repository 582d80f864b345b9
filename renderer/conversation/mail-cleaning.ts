import { longestPictureAddress, mostPictures } from '#contract/mail-picture';
import createPurifier, { type DOMPurify } from 'dompurify';

/** Pictures of the network that the person wanted to see, as the server fetched them, by their addresses. */
export type FetchedPictures = ReadonlyMap<string, string>;

export type CleanMail = {
  readonly content: DocumentFragment;
  readonly heldBack: number;
  /** Of what is held back, the addresses that may be asked for. */
  readonly addresses: readonly string[];
};

const allowedTags = [
  'a', 'abbr', 'b', 'bdi', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure',
  'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub',
  'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'wbr',
];
const allowedAttributes = [
  'align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'color', 'colspan', 'dir', 'face', 'height', 'href', 'lang', 'rowspan', 'size',
  'src', 'start', 'title', 'valign', 'width', 'data-style', 'data-held-src', 'data-attachment',
];
/** Styles that shape a text. What could place something over the page or load something is not here. */
const allowedStyles = [
  'background-color', 'border-top', 'border-right', 'border-bottom', 'border-left', 'border-collapse', 'border-radius', 'border-spacing', 'color',
  'direction', 'display', 'font-family', 'font-size', 'font-style', 'font-weight', 'height', 'letter-spacing', 'line-height', 'list-style-type',
  'margin-top', 'margin-right', 'margin-bottom', 'margin-left', 'max-width', 'min-width', 'padding-top', 'padding-right', 'padding-bottom',
  'padding-left', 'text-align', 'text-decoration', 'text-indent', 'text-transform', 'vertical-align', 'white-space', 'width',
];

/** Renamed before parsing: the page's policy would refuse, and report, every style attribute that it meets. */
const styleAttribute = /(<[a-z][^<>]*?\s)style\s*=/gi;

const inlineImage = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

/**
 * Cleans the HTML of a mail a second time, after the server did. The result is a fragment without scripts, addresses
 * that load, or style attributes: links stand in `data-link`, styles in `data-style`, to be applied by hand, since
 * the page's policy refuses style attributes.
 */
export function cleanMail(html: string, fetched: FetchedPictures = new Map()): CleanMail {
  purifier ??= ownPurifier();
  const content = purifier.sanitize(html.replace(styleAttribute, '$1data-style='), {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    ADD_URI_SAFE_ATTR: ['data-style', 'data-held-src', 'data-attachment'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    FORBID_CONTENTS: ['script', 'style', 'template', 'noscript', 'svg', 'math', 'title', 'object', 'iframe'],
    RETURN_DOM_FRAGMENT: true,
  });
  return { content, ...holdImagesBack(content, fetched) };
}

let purifier: DOMPurify | null = null;

function ownPurifier(): DOMPurify {
  const own = createPurifier();
  own.addHook('afterSanitizeAttributes', (element) => {
    moveLink(element);
    keepHarmlessStyle(element);
  });
  return own;
}

/** Only images that travel inside the HTML itself stay, and those that were fetched; the others become their descriptions. */
function holdImagesBack(content: DocumentFragment, fetched: FetchedPictures): Omit<CleanMail, 'content'> {
  const addresses = new Set<string>();
  let heldBack = 0;
  for (const image of content.querySelectorAll('img')) {
    const address = image.getAttribute('data-held-src');
    const source = (address === null ? null : fetched.get(address)) ?? image.getAttribute('src') ?? '';
    if (inlineImage.test(source)) {
      image.setAttribute('src', source);
      image.removeAttribute('data-held-src');
      continue;
    }
    if (!image.hasAttribute('data-attachment')) heldBack += 1;
    if (address !== null && address.length <= longestPictureAddress && !isBeacon(image)) addresses.add(address);
    const place = document.createElement('span');
    place.className = 'held-back';
    place.textContent = image.getAttribute('alt') ?? '';
    image.replaceWith(place);
  }
  return { heldBack, addresses: [...addresses].slice(0, mostPictures) };
}

/** Too small to be seen: it only counts who opens the mail. */
function isBeacon(image: Element): boolean {
  return ['width', 'height'].some((side) => /^\s*[0-2](?:px)?\s*$/.test(image.getAttribute(side) ?? ''));
}

function moveLink(element: Element): void {
  const address = element.getAttribute('href');
  if (address === null) return;
  element.removeAttribute('href');
  if (!/^(?:https?:|mailto:)/i.test(address.trim())) return;
  element.setAttribute('data-link', address.trim());
  element.setAttribute('role', 'link');
  element.setAttribute('tabindex', '0');
}

function keepHarmlessStyle(element: Element): void {
  const written = element.getAttribute('data-style');
  if (written === null) return;
  const reader = document.createElement('span').style;
  reader.cssText = written;
  const kept = allowedStyles.flatMap((name) => {
    const value = reader.getPropertyValue(name);
    return value === '' || /url\(|image|expression|var\(/i.test(value) ? [] : [`${name}: ${value}`];
  });
  element.setAttribute('data-style', kept.join('; '));
}
