export const russian = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
export const english = 'abcdefghijklmnopqrstuvwxyz';

/** The same keys in both layouts, in one order. */
export const russianKeys = 'йцукенгшщзхъфывапролджэячсмитьбю';
export const englishKeys = `qwertyuiop[]asdfghjkl;'zxcvbnm,.`;
