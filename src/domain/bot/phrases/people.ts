/** A person is asked for. Counts in any text, whatever else stands there. */
export const asksForPeople: readonly string[] = [
  'оператор*', 'живой человек', 'живого человек*', 'живым человек*', 'с человеком', 'позовите', 'соедини*', 'переключи* на', 'нужен человек', 'дайте человек*', 'нужен специалист', 'нужен менеджер', 'с менеджером',
  'со специалистом', 'с сотрудником', 'позови*', 'человека пожалуйста', 'хочу человек*', 'не бот*', 'не с ботом', 'хватит бот*', 'консультант*', 'специалист*', 'живой сотрудник', 'переведите на',
  'a person', 'real person', 'human', 'an agent', 'live agent', 'operator', 'representative', 'talk to someone', 'speak to someone', 'speak with someone', 'speak to somebody', 'talk to somebody', 'your manager', 'a manager',
  'the manager', 'not a bot', 'customer service', 'someone real', 'real agent',
];
