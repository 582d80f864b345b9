import { parseArgs } from 'node:util';
import { LaunchFailure } from './launch-failure.mjs';

const roles = ['agent', 'supervisor', 'trainer'];
const languages = ['ru', 'en'];
const fastest = 20;

const usage = `npm start -- [--role ${roles.join('|')}] [--lang ${languages.join('|')}] [--speed 1…20] [--empty]`;

/** Reads the words after `npm start --`. */
export function readStartOptions(argv, env = process.env) {
  const options = { role: { type: 'string' }, lang: { type: 'string' }, speed: { type: 'string' }, empty: { type: 'boolean' } };
  let values;
  try {
    ({ values } = parseArgs({ args: argv, options }));
  } catch (error) {
    throw new LaunchFailure(`${error.message}\nUsage: ${usage}`);
  }
  const role = oneOf('--role', values.role ?? 'agent', roles);
  const lang = oneOf('--lang', values.lang ?? languageOf(env), languages);
  const speed = speedOf(values.speed ?? '1');
  return { role, lang, speed, empty: values.empty ?? false };
}

function oneOf(name, value, allowed) {
  if (allowed.includes(value)) return value;
  throw new LaunchFailure(`${name} is one of ${allowed.join(', ')}, not '${value}'.\nUsage: ${usage}`);
}

/** How many times as fast the day of the demonstration passes. */
function speedOf(text) {
  const speed = Number(text);
  if (/^\d+$/.test(text) && speed >= 1 && speed <= fastest) return speed;
  throw new LaunchFailure(`--speed is a whole number from 1 to ${fastest}, not '${text}'.\nUsage: ${usage}`);
}

function languageOf({ OTKLIK_LANG, LC_ALL, LC_MESSAGES, LANG }) {
  const text = OTKLIK_LANG || LC_ALL || LC_MESSAGES || LANG || '';
  return text.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
