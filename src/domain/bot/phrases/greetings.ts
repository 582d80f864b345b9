/** A text that says this and nothing more wants nothing yet. */
export const greetings: readonly string[] = ['здравствуйте', 'здравствуй', 'привет', 'приветствую', 'добрый день', 'доброе утро', 'добрый вечер', 'доброго дня', 'здрасте', 'hello', 'hi', 'hey', 'good morning', 'good afternoon', 'good evening', 'hi there', 'hello there'];
