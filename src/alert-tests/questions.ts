import { createHash } from 'node:crypto';

/** Characters of what is asked at once. Tables in tests are short to write and long to send. */
const mostAsked = 50_000_000;

/**
 * Questions to something that takes its time, and its answers. Tests are judged without waiting, so a run of them is repeated until it asks
 * nothing new: a question that has no answer yet is written down, unless too much is. Equal ones are asked once.
 */
export class Questions<Question, Answer extends object> {
  readonly #answers = new Map<string, Answer>();
  readonly #most: number;
  #asked = new Map<string, Question>();
  #characters = 0;

  /** @param most characters of what is asked at once */
  constructor(most = mostAsked) {
    this.#most = most;
  }

  /** What is known of a question; undefined until it is answered. */
  answerOf(question: Question): Answer | undefined {
    const text = JSON.stringify(question);
    const key = createHash('sha256').update(text).digest('base64');
    const known = this.#answers.get(key);
    if (known || this.#asked.has(key) || this.#characters > this.#most) return known;
    this.#asked.set(key, question);
    this.#characters += text.length;
    return undefined;
  }

  /**
   * Runs tests, as often as they ask for something new.
   * @param answer one answer for each question
   */
  async settle<T>(run: () => T, answer: (questions: readonly Question[]) => Promise<readonly Answer[]>): Promise<T> {
    for (;;) {
      const result = run();
      const asked = [...this.#asked];
      if (asked.length === 0) return result;
      this.#asked = new Map();
      this.#characters = 0;
      const answers = await answer(asked.map(([, question]) => question));
      if (answers.length !== asked.length) throw new Error(`${asked.length} questions got ${answers.length} answers.`);
      asked.forEach(([key], index) => this.#answers.set(key, answers[index] as Answer));
    }
  }
}
