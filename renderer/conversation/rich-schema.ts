import { isLinkAddress } from '#domain/channel/rich-text';
import { Schema } from 'prosemirror-model';

/** What a mail's text may be made of. A line is a paragraph; points stand in lists without lists of their own. */
export const richSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'text*', group: 'block', parseDOM: [{ tag: 'p' }, { tag: 'div' }], toDOM: () => ['p', 0] },
    bullet_list: { content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    ordered_list: {
      content: 'list_item+',
      group: 'block',
      attrs: { start: { default: 1, validate: 'number' } },
      parseDOM: [{ tag: 'ol' }],
      toDOM: (node) => ['ol', { start: String(node.attrs['start']) }, 0],
    },
    list_item: { content: 'paragraph', parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0], defining: true },
    blockquote: { content: 'paragraph+', group: 'block', parseDOM: [{ tag: 'blockquote' }], toDOM: () => ['blockquote', 0], defining: true },
    text: {},
  },
  marks: {
    link: {
      attrs: { href: { validate: 'string' } },
      inclusive: false,
      // Cleaned HTML keeps addresses there; one that no link of ours may have is none.
      parseDOM: [{ tag: '[data-link]', getAttrs: (element) => linkOf(element.getAttribute('data-link')) }],
      toDOM: (mark) => ['u', { title: String(mark.attrs['href']), 'data-link': String(mark.attrs['href']) }, 0],
    },
    bold: { parseDOM: [{ tag: 'strong' }, { tag: 'b', getAttrs: (element) => (isNotBold(element) ? false : null) }], toDOM: () => ['strong', 0] },
    italic: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  },
});

function linkOf(href: string | null): { readonly href: string } | false {
  return href !== null && isLinkAddress(href) ? { href } : false;
}

/** Some editors wrap everything that they copy so. */
function isNotBold(element: HTMLElement): boolean {
  return /font-weight:\s*(?:normal|[1-4]00)/.test(element.getAttribute('data-style') ?? '');
}
