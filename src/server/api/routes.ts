import { done } from '#kernel/outcome';
import { z } from 'zod';
import { Download, download, everyone, noInput, openRoute, type Route } from '../route';
import { docsPage, docsPolicy } from './docs-page';
import { describeApi, openApi } from './open-api';
import { apiReadRoutes } from './read-routes';
import { apiThingRoutes } from './thing-routes';
import { tokenRoutes } from './token-routes';
import { apiWriteRoutes, type ApiWritePorts } from './write-routes';

const rate = { per: 'address', burst: 30, perSecond: 1 } as const;

/** The public API with its description, and the tokens that open it. */
export function apiRoutes(ports: ApiWritePorts): readonly Route[] {
  const programs = [...apiReadRoutes(ports.db), ...apiWriteRoutes(ports), ...apiThingRoutes(ports.db, ports.commit)];
  return [...tokenRoutes(ports.db), ...programs, descriptionRoute(programs), pageRoute(programs)];
}

function descriptionRoute(programs: readonly Route[]): Route {
  const description = openApi(programs);
  return openRoute({
    method: 'GET',
    path: '/api/v1/openapi.json',
    access: everyone,
    rate,
    audit: 'none',
    input: noInput,
    output: z.record(z.string(), z.unknown()),
    handle: async () => Promise.resolve(done({ ...description })),
  });
}

function pageRoute(programs: readonly Route[]): Route {
  const operations = describeApi(programs);
  return openRoute({
    method: 'GET',
    path: '/api/docs',
    access: everyone,
    rate,
    audit: 'none',
    input: noInput,
    output: download,
    handle: async ({ language }) => Promise.resolve(done(new Download({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': docsPolicy }, docsPage(operations, language)))),
  });
}
