type Cells = Uint8Array | Uint16Array | Uint32Array;

/** A typed array that grows as it is filled: a list of numbers without a copy of all of it at the end. */
export class Column<T extends Cells> {
  #cells: T;
  #length = 0;

  /** @param make gives an array of so many zeros */
  constructor(private readonly make: (length: number) => T) {
    this.#cells = make(1_024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#cells.length) {
      const larger = this.make(this.#length * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[this.#length] = value;
    this.#length += 1;
  }

  /** What was pushed, in an array of that length. */
  cells(): T {
    return this.#cells.slice(0, this.#length) as T;
  }
}
