import type { Colleague } from '../../company-text';

/** Who works here; the first agent is the one whom the demonstration opens with. */
export const colleagues: readonly Colleague[] = [
  { name: 'Anna Fields', gender: 'woman', login: 'anna', roles: ['agent'], teams: ['support'] },
  { name: 'Liam Porter', gender: 'man', login: 'liam', roles: ['agent'], teams: ['support'] },
  { name: 'Maya Lewis', gender: 'woman', login: 'maya', roles: ['agent'], teams: ['support', 'delivery'] },
  { name: 'Tom Ashby', gender: 'man', login: 'tom', roles: ['agent'], teams: ['delivery'] },
  { name: 'Owen Clarke', gender: 'man', login: 'owen', roles: ['agent'], teams: ['delivery'] },
  { name: 'Vera Stone', gender: 'woman', login: 'vera', roles: ['supervisor', 'agent'], teams: ['support', 'delivery', 'business'] },
  { name: 'Nina Brooks', gender: 'woman', login: 'nina', roles: ['trainer', 'editor'], teams: ['support'] },
  { name: 'Paul Winter', gender: 'man', login: 'paul', roles: ['administrator'], teams: ['support', 'delivery', 'business'] },
  { name: 'Julia Marsh', gender: 'woman', login: 'julia', roles: ['agent'], teams: ['support'] },
  { name: 'Edward Pike', gender: 'man', login: 'edward', roles: ['agent'], teams: ['support'] },
  { name: 'Dina Hassan', gender: 'woman', login: 'dina', roles: ['agent'], teams: ['support'] },
  { name: 'Stephen Boyle', gender: 'man', login: 'stephen', roles: ['agent'], teams: ['support'] },
  { name: 'Alison Rowe', gender: 'woman', login: 'alison', roles: ['agent'], teams: ['support', 'business'] },
  { name: 'Kieran Dunn', gender: 'man', login: 'kieran', roles: ['agent'], teams: ['support'] },
  { name: 'Sophia Vane', gender: 'woman', login: 'sophia', roles: ['agent'], teams: ['delivery'] },
  { name: 'Arthur Nalder', gender: 'man', login: 'arthur', roles: ['agent'], teams: ['delivery'] },
  { name: 'Lydia Costa', gender: 'woman', login: 'lydia', roles: ['agent'], teams: ['business'] },
  { name: 'Boris Schmidt', gender: 'man', login: 'boris', roles: ['agent'], teams: ['business'] },
  { name: 'Barbara Eliot', gender: 'woman', login: 'barbara', roles: ['agent'], teams: ['business', 'delivery'] },
  { name: 'Gavin Rush', gender: 'man', login: 'gavin', roles: ['supervisor'], teams: ['delivery'] },
  { name: 'Elvira Sands', gender: 'woman', login: 'elvira', roles: ['supervisor', 'agent'], teams: ['business'] },
  { name: 'Matthew Black', gender: 'man', login: 'matthew', roles: ['trainer'], teams: ['support', 'delivery', 'business'] },
  { name: 'Agatha Levin', gender: 'woman', login: 'agatha', roles: ['editor'], teams: ['support', 'business'] },
  { name: 'Rowan Usher', gender: 'man', login: 'rowan', roles: ['administrator', 'supervisor'], teams: ['support', 'delivery', 'business'] },
];
