/** Whether a text would lead somewhere: any name with a point in it may. A sentence behind the point begins with a large letter. */
export function isLinked(text: string): boolean {
  return /https?:\/\/|\bwww\.|\]\(|@/iu.test(text) || /[\p{L}\d-]\.(?:\p{Ll}{2,}|\p{Lu}{2,})/u.test(text);
}
