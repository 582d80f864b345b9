import { cleanHtml } from '#server/channel/email/clean-html';
import { htmlText } from '#server/channel/email/html-text';
import { describe, expect, test } from 'vitest';

const nothingInlined = new Map<string, never>();

function clean(html: string): string {
  return cleanHtml(html, nothingInlined);
}

const vectors = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example/x.js></sCrIpT>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="//evil.example">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src=//evil.example/x.swf>',
  '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<base href="//evil.example/">',
  '<link rel=stylesheet href="//evil.example/x.css">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<style>@import "//evil.example/x.css"; * { background: url(//evil.example) }</style>',
  '<div style="position:fixed;inset:0;background:url(//evil.example)">x</div>',
  '<p class="overlay" id="app" name="cookie">x</p>',
  '<template><img src=x onerror=alert(1)></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea></textarea><img src=x onerror=alert(1)>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<video><source onerror=alert(1)></video>',
  '<table background="javascript:alert(1)"><td background="//evil.example">x</table>',
  '<img src="https://a.example/x.gif" srcset="https://tracker.example/1 1x" style="x" onload=alert(1)>',
  '<img data-held-src="javascript:alert(1)" data-attachment="att_1" src="x">',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<div><div><p><a href="https://a.example"><script>',
  '"><img src=x onerror=alert(1)>',
] as const;

describe('S-14 what a stranger puts into HTML cannot run, load, submit or cover', () => {
  test.each(vectors)('%s', (html) => {
    const cleaned = clean(html);
    expect(cleaned).not.toMatch(/<(?:script|style|iframe|object|embed|form|input|button|svg|math|base|link|meta|template|textarea|video|source|details|noscript)\b/i);
    expect(cleaned).not.toMatch(/<[^>]*\s(?:on\w+|class|id|name|src|srcset|background|action|formaction)\s*=/i);
    expect(cleaned).not.toMatch(/style="[^"]*(?:url|expression|import|position|behavior|\\|\/\*)/i);
    expect(cleaned.replace(/href="(?:https?|mailto):[^"]*"/g, '')).not.toMatch(/<[^>]*(?:href|javascript:|data:|vbscript:|file:)/i);
    expect(clean(cleaned).replace(/ data-held-src="[^"]*"/g, '')).toBe(cleaned.replace(/ data-held-src="[^"]*"/g, ''));
  });
});

test.each([
  ['color: red; position: fixed', 'color:red'],
  ['background: url(https://evil.example)', null],
  ['background-color: url(https://evil.example)', null],
  ['width: expression(alert(1))', null],
  ['color: r\\65 d', null],
  ['color: rgb(1, 2, 3); font-family: "Segoe UI", Arial', 'color:rgb(1, 2, 3);font-family:&quot;Segoe UI&quot;, Arial'],
  ['font-size: 12px; -moz-binding: url(x)', 'font-size:12px'],
  ['color: red }</style><script>alert(1)</script>', null],
] as const)('of the style %j stays %j', (style, kept) => {
  expect(clean(`<p style='${style}'>x</p>`)).toBe(kept === null ? '<p>x</p>' : `<p style="${kept}">x</p>`);
});

test('a small picture may stand in the mail itself, an SVG may not', () => {
  const picture = 'data:image/png;base64,iVBORw0KGgo=';
  expect([clean(`<img src="${picture}">`), clean('<img src="data:image/svg+xml;base64,PHN2Zz4=">')]).toEqual([`<img src="${picture}" />`, '<img />']);
});

test('what people write stays: paragraphs, lists, tables, links, quotes', () => {
  const html = '<p>Hello <b>Anna</b></p><ul><li>one</li></ul><table><tr><td colspan="2">x</td></tr></table><blockquote>old</blockquote><a href="https://shop.example/?a=1&amp;b=2">shop</a><a href="mailto:a@b.example">mail</a>';
  expect(clean(html)).toBe(html.replace('b=2"', 'b=2" rel="noopener noreferrer"').replace('b.example"', 'b.example" rel="noopener noreferrer"'));
});

test('the text of HTML keeps lines and loses markup', () => {
  const html = '<h1>Order</h1><p>One &amp; two<br>three &lt;3</p><p>four</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>';
  expect(htmlText(clean(html))).toBe('Order\n\nOne & two\nthree <3\n\nfour\n\na b\n\nc');
});
