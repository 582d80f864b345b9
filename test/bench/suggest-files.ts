import type { Passage } from '#domain/suggestion/passage';
import { z } from 'zod';
import { linesOf } from './json-lines';

const entry = z.object({ id: z.string(), topic: z.string().default(''), question: z.string(), answer: z.string(), l1: z.string().default(''), l2: z.string().default('') });
const asked = z.object({ text: z.string(), kb_id: z.string(), agent_answer: z.string().default('') });

/** A question, the entry that answered it, and what the agent wrote. */
export type Case = { readonly text: string; readonly answer: string; readonly reply: string };

export function passagesOf(file: string): readonly Passage[] {
  return linesOf(file).map((line) => {
    const { id, topic, question, answer, l1, l2 } = entry.parse(line);
    return { key: id, source: 'article', group: topic === '' ? id : topic, title: topic === question || topic === '' ? question : `${question} ${topic}`, text: answer, tags: [l2 === '' ? l1 : l2].filter((tag) => tag !== ''), updatedAt: 0 };
  });
}

export function casesOf(file: string): readonly Case[] {
  return linesOf(file).map((line) => {
    const { text, kb_id: answer, agent_answer: reply } = asked.parse(line);
    return { text, answer, reply };
  });
}
