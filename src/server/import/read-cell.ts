import type { Instant } from '#kernel/instant';

const moment = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const dotted = /^(\d\d?)\.(\d\d?)\.(\d{4})(?:,? (\d\d?):(\d\d)(?::(\d\d))?)?$/;

/** A moment as tables and programs write it; without a zone it is in UTC. Null when it is none, or no day of the calendar. */
export function readMoment(text: string): Instant | null {
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const iso = moment.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = iso;
    const utc = utcOf([year, month, day, hour, minute, second].map(Number));
    return utc === null ? null : utc - zoneOf(zone);
  }
  const [, day, month, year, hour = '0', minute = '0', second = '0'] = dotted.exec(text) ?? [];
  return day === undefined ? null : utcOf([year, month, day, hour, minute, second].map(Number));
}

function utcOf([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): Instant | null {
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(at);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal && at >= 0 ? at : null;
}

/** Milliseconds before UTC. */
function zoneOf(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(-2)];
  return (zone.startsWith('-') ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** An amount in hundredths, whatever marks its thousands and its fraction: `1 234,50`, `1,234.50`, `1234.5`. */
export function readAmount(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f']/g, '');
  const parts = /^(-?)(\d{1,3}(?:[.,]\d{3})+|\d{1,13})(?:[.,](\d{1,2}))?$/.exec(plain);
  if (parts === null) return null;
  const [, sign, whole = '', fraction = ''] = parts;
  const amount = Number(whole.replaceAll(/[.,]/g, '')) * 100 + Number(fraction.padEnd(2, '0'));
  return sign === '-' ? -amount : amount;
}
