/** A failure at start that an operator can mend: what is the matter, and what to do, in plain words. */
export class PlainError extends Error {
  readonly mend: string;

  constructor(problem: string, mend: string) {
    super(problem);
    this.name = 'PlainError';
    this.mend = mend;
  }
}
