/** What each operation of the public API does, for who reads its page. */
const operations = {
  listCustomers: 'Customers that your teams know, page by page',
  readCustomer: 'One customer with their addresses',
  listCases: 'Cases of your teams, page by page; of one customer where you name them',
  readCase: 'One case',
  listConversations: 'Conversations of your teams, page by page; of one customer or case where you name it',
  readConversation: 'One conversation',
  listMessages: 'Messages of a conversation, newest first',
  takeConversation: 'Takes a conversation that nobody owns',
  addNote: 'Adds a note that only colleagues see',
  addAnswer: 'Answers the customer through the channel of the conversation; its owner may',
  addMessage: 'Adds what the customer said elsewhere, as if it had come through the channel',
  resolveCase: 'Marks the case of a conversation as resolved',
  listOrders: 'Orders of customers that your teams know, page by page',
  readOrder: 'One order',
  putOrder: 'Makes or replaces an order by its key in your system',
  listArticles: 'Articles, page by page',
  readArticle: 'One article',
  putArticle: 'Makes or replaces an article by its key in your system',
  listMacros: 'Macros, page by page',
  readMacro: 'One macro',
  putMacro: 'Makes or replaces a macro by its key in your system',
} as const;
export type Operation = keyof typeof operations;

const page = {
  title: 'Otklik: public API',
  lead: 'Every request carries a token of an administrator’s making in the header Authorization: Bearer. A token opens what its scopes name, as far as the person it acts for may see it.',
  keys: 'Every POST carries an Idempotency-Key of your making. The same key with the same content does its work once, however often it is sent; with other content it is refused.',
  errors: 'What is refused is answered with one shape: a code, and a number to quote when you ask about it.',
  pages: 'Lists come in pages. Where next is not null, ask again with after set to it.',
  description: 'The machine-readable description of this API',
  scope: 'Scope',
  parameters: 'Parameters',
  body: 'Body',
  answer: 'Answer',
  required: 'required',
} as const;

export type ApiTexts = { readonly operations: Readonly<Record<Operation, string>>; readonly page: Readonly<Record<keyof typeof page, string>> };
export const en: ApiTexts = { operations, page };
