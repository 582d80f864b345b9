/** How busy each hour of a working day is: a calm morning, peaks late in the morning and after lunch, little at night. */
const hours = [0.05, 0.03, 0.02, 0.02, 0.02, 0.04, 0.08, 0.15, 0.28, 0.5, 0.8, 1, 0.86, 0.82, 1, 0.92, 0.8, 0.7, 0.64, 0.6, 0.5, 0.36, 0.2, 0.1] as const;

/** Of a working day. */
const shareOfDay = { 0: 0.4, 6: 0.55 } as const;

/** From 0 to 1; between the hours it changes evenly. The clock of the shop is told as UTC. */
export function busyAt(local: Date): number {
  const hour = local.getUTCHours();
  const part = local.getUTCMinutes() / 60;
  const [here = 0, next = 0] = [hours[hour], hours[(hour + 1) % hours.length]];
  const weekday = local.getUTCDay();
  return (here + (next - here) * part) * (weekday === 0 || weekday === 6 ? shareOfDay[weekday] : 1);
}
