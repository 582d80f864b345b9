import { electronNames } from './electron-names.mjs';

const target = new URL('./electron-module.mjs', import.meta.url).href;

export async function resolve(specifier, context, next) {
  return electronNames.has(specifier) ? { url: target, shortCircuit: true } : next(specifier, context);
}
