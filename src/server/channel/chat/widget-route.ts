import { done, refused } from '#kernel/outcome';
import { readFile } from 'node:fs/promises';
import { Download, download, everyone, noInput, openRoute, type Route } from '../../route';

/** The widget's one script, for pages of any origin; it holds no secret and knows its site from its tag. */
export function widgetRoute(file: URL): Route {
  let script: Promise<Buffer> | null = null;
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  };
  return openRoute({
    method: 'GET',
    path: '/widget.js',
    access: everyone,
    rate: { per: 'address', burst: 200, perSecond: 20 },
    audit: 'none',
    input: noInput,
    output: download,
    handle: async () => {
      script ??= readFile(file);
      const body = await script.catch(() => null);
      if (body === null) {
        script = null;
        return refused('request.unknown');
      }
      return done(new Download(headers, body));
    },
  });
}
