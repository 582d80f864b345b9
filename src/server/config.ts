import type { BlockList } from 'node:net';
import { z } from 'zod';
import { listOf } from './access/network';
import type { MessengerRoots } from './channel/messenger/roads';

const port = z.coerce.number().int().min(0).max(65_535);
/** Addresses and ranges by commas; null when one is neither. */
function proxies(text: string): BlockList | null {
  try {
    return listOf(text.split(',').map((range) => range.trim()).filter((range) => range !== ''));
  } catch {
    return null;
  }
}
const root = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const isOn = z.enum(['0', '1', '']).transform((text) => text === '1');

/** Every variable of the environment that the server reads; anything else is ignored. */
const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4600),
  SMTP_HOST: z.string().min(1).optional(),
  SMTP_PORT: port.default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OTKLIK_DATA: z.string().min(1).optional(),
  OTKLIK_KEY: z.string().min(1).optional(),
  OTKLIK_DEMO: isOn.default(false),
  OTKLIK_SPEED: z.coerce.number().int().min(1).max(20).default(1),
  OTKLIK_SEED: z.coerce.number().int().min(0).max(2 ** 32 - 1).optional(),
  OTKLIK_LANG: z.enum(['ru', 'en']).catch('en'),
  OTKLIK_PARENT: isOn.default(false),
  TRUST_PROXY: z.string().default('').transform((text, context) => proxies(text) ?? context.addIssue('not addresses') ?? z.NEVER),
  TELEGRAM_API: root.default('https://api.telegram.org'),
  VK_API: root.default('https://api.vk.com'),
  MAX_API: root.default('https://platform-api.max.ru'),
  WHATSAPP_API: root.default('https://graph.facebook.com'),
  OTKLIK_ORDER: z.enum(['leader', 'head']).default('leader'),
  WEBHOOK_NETWORKS: z.string().default('').transform((text, context) => proxies(text) ?? context.addIssue('not addresses') ?? z.NEVER),
  SMTP_OUT_HOST: z.string().min(1).optional(),
  SMTP_OUT_PORT: port.default(25),
});

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly database: { readonly kind: 'given'; readonly url: string } | { readonly kind: 'embedded' };
  /** Holds the embedded database and the demonstration's passwords. */
  readonly dataFolder: string | null;
  /** Keys that seal the secrets in the database: the first seals, the others still open. Null takes the data folder's. */
  readonly keys: string | null;
  readonly demonstration: boolean;
  /** How many times as fast its day passes. */
  readonly speed: number;
  /** Makes the same demonstration again. */
  readonly seed: number | null;
  readonly language: 'ru' | 'en';
  /** Stop when whoever started this process is gone. */
  readonly endsWithParent: boolean;
  /** The database was put back from a backup: begin a new history, so that no copy goes on with the old one. */
  readonly restored: boolean;
  /** Peers whose word about who they speak for is believed. */
  readonly trustedProxies: BlockList;
  /** Private addresses that webhooks may be at. */
  readonly webhookNetworks: BlockList;
  /** How the log of changes gets its order; the same for all servers of one database. */
  readonly order: 'leader' | 'head';
  /** Where messengers take calls. */
  readonly messengers: MessengerRoots;
  readonly relay: { readonly host: string; readonly port: number } | null;
};

/** The names of the variables that are wrong; their values may be secrets and are not repeated. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly variables: readonly string[];

  constructor(variables: readonly string[]) {
    super(variables.join(', '));
    this.variables = variables;
  }
}

export function readConfig(env: NodeJS.ProcessEnv, flags: readonly string[] = []): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => String(issue.path[0])));
  const given = parsed.data;
  if (given.DATABASE_URL === undefined && given.OTKLIK_DATA === undefined) throw new ConfigError(['DATABASE_URL', 'OTKLIK_DATA']);
  return {
    host: given.HOST,
    port: given.PORT,
    smtp: { host: given.SMTP_HOST ?? given.HOST, port: given.SMTP_PORT },
    database: given.DATABASE_URL === undefined ? { kind: 'embedded' } : { kind: 'given', url: given.DATABASE_URL },
    dataFolder: given.OTKLIK_DATA ?? null,
    keys: given.OTKLIK_KEY ?? null,
    demonstration: given.OTKLIK_DEMO,
    speed: given.OTKLIK_SPEED,
    seed: given.OTKLIK_SEED ?? null,
    language: given.OTKLIK_LANG,
    endsWithParent: given.OTKLIK_PARENT,
    restored: flags.includes('--restored'),
    trustedProxies: given.TRUST_PROXY,
    webhookNetworks: given.WEBHOOK_NETWORKS,
    order: given.OTKLIK_ORDER,
    messengers: { telegram: given.TELEGRAM_API, vk: given.VK_API, max: given.MAX_API, whatsapp: given.WHATSAPP_API },
    relay: given.SMTP_OUT_HOST === undefined ? null : { host: given.SMTP_OUT_HOST, port: given.SMTP_OUT_PORT },
  };
}
