/**
 * Questions to something that takes its time, and its answers. Tests are judged without waiting, so a run of them is repeated until it asks
 * nothing new: a question that has no answer yet is written down. Equal ones are asked once.
 */
export class Questions<Question, Answer extends object> {
  readonly #answers = new Map<string, Answer>();
  #asked = new Map<string, Question>();

  /** What is known of a question; undefined until it is answered. */
  answerOf(question: Question): Answer | undefined {
    const key = JSON.stringify(question);
    const known = this.#answers.get(key);
    if (!known) this.#asked.set(key, question);
    return known;
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
      const answers = await answer(asked.map(([, question]) => question));
      if (answers.length !== asked.length) throw new Error(`${asked.length} questions got ${answers.length} answers.`);
      asked.forEach(([key], index) => this.#answers.set(key, answers[index] as Answer));
    }
  }
}
