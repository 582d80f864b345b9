import { playSchedule } from './play';
import type { Plant } from './plants';
import type { Schedule } from './schedule';

/** Plays a schedule and writes down what happened in it, for a person to read. */
export async function tellStory(schedule: Schedule, plant: Plant | null): Promise<readonly string[]> {
  const { people, computers, teams, processes, order } = schedule.company;
  const lines = [`${people} people, ${computers} computers, ${teams} teams, ${processes} server processes, order by ${order}`];
  const finding = await playSchedule(schedule, plant, (told) => lines.push(`  ${told()}`));
  return [...lines, finding === null ? 'everything holds' : `VIOLATION: ${finding.what}`];
}
