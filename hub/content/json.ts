import { type Result, fail, ok } from '../../src/model/result.ts';
import { pathText } from '../../src/model/content/index.ts';

/** Why a text is not usable JSON, and where. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** The JSON path that the reader had come to. */
  readonly path: string;
  readonly problem: string;
  readonly mend: string;
}

/** Content is a few levels deep; a text that goes on and on is an accident or an attack. */
const DEEPEST = 32;

/** Keys that would reach into JavaScript's own objects. No field is called so. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

const SPACE = /[ \t\r\n]*/uy;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/uy;

class Stop extends Error {
  constructor(
    readonly at: number,
    readonly path: readonly PropertyKey[],
    readonly problem: string,
    readonly mend: string,
  ) {
    super(problem);
  }
}

/**
 * Walks over a JSON text by RFC 8259. `JSON.parse` neither says where a text breaks nor minds a key that stands
 * twice, of which it would keep the last and lose the first.
 */
class Walker {
  #at = 0;
  readonly #text: string;
  readonly #path: PropertyKey[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  walk(): void {
    this.#value();
    this.#take(SPACE);
    if (this.#at < this.#text.length)
      this.#stop('text after the end', 'remove what stands after the last bracket');
  }

  #stop(problem: string, mend: string, at = this.#at): never {
    throw new Stop(at, [...this.#path], problem, mend);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const taken = pattern.exec(this.#text)?.[0];
    this.#at += taken?.length ?? 0;
    return taken;
  }

  /** @returns the next character that is no space, without taking it */
  #next(): string | undefined {
    this.#take(SPACE);
    return this.#text[this.#at];
  }

  #value(): void {
    const next = this.#next();
    if (this.#path.length > DEEPEST) this.#stop('nested too deeply', 'remove brackets');
    if (next === undefined)
      this.#stop(
        'the file ends in the middle',
        'write the rest, or restore the file from its last good version',
      );
    if (next === '{') this.#object();
    else if (next === '[') this.#array();
    else if (next === '"') this.#string();
    else if (!this.#take(SCALAR))
      this.#stop(
        'a value was expected here',
        'put texts in double quotes, and write a value after each colon and comma',
      );
  }

  #string(): string {
    const start = this.#at;
    const token = this.#take(STRING);
    if (token === undefined)
      this.#stop(
        'a text that is not closed, or with a character that must be escaped',
        'close it with a double quote on the same line; write a quote inside as \\" and a line break as \\n',
        start,
      );
    return token;
  }

  #object(): void {
    this.#at += 1;
    const keys = new Set<string>();
    if (this.#next() === '}') {
      this.#at += 1;
      return;
    }
    for (;;) {
      this.#key(keys);
      this.#value();
      this.#path.pop();
      const next = this.#next();
      if (next !== ',' && next !== '}') this.#unclosed(next, '}');
      this.#at += 1;
      if (next === '}') return;
    }
  }

  #key(keys: Set<string>): void {
    const next = this.#next();
    const start = this.#at;
    if (next !== '"')
      this.#stop(
        'a field name was expected here',
        next === '}' ? 'remove the comma before the bracket' : 'put the field name in double quotes',
      );
    const key = JSON.parse(this.#string()) as string;
    this.#path.push(key);
    if (FORBIDDEN.has(key)) this.#stop(`the field name "${key}" is not allowed`, 'remove the field', start);
    if (keys.has(key))
      this.#stop(`the field "${key}" stands twice in one object`, 'keep one of the two', start);
    keys.add(key);
    if (this.#next() !== ':') this.#stop('a colon was expected here', 'write a colon after the field name');
    this.#at += 1;
  }

  #array(): void {
    this.#at += 1;
    if (this.#next() === ']') {
      this.#at += 1;
      return;
    }
    for (let index = 0; ; index += 1) {
      if (this.#next() === ']')
        this.#stop('a value was expected here', 'remove the comma before the bracket');
      this.#path.push(index);
      this.#value();
      this.#path.pop();
      const next = this.#next();
      if (next !== ',' && next !== ']') this.#unclosed(next, ']');
      this.#at += 1;
      if (next === ']') return;
    }
  }

  #unclosed(next: string | undefined, bracket: string): never {
    if (next === undefined)
      this.#stop(
        'the file ends in the middle',
        'write the rest, or restore the file from its last good version',
      );
    this.#stop(
      `a comma or ${bracket} was expected here`,
      `write a comma between two entries, or close with ${bracket}`,
    );
  }
}

/**
 * Reads a JSON text strictly: every key once, nothing that reaches into JavaScript's own objects.
 * @returns the value, or the first fault with its line and column
 */
export function readJson(text: string): Result<unknown, JsonFault> {
  try {
    new Walker(text).walk();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const before = text.slice(0, error.at).split('\n');
    return fail({
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      path: pathText(error.path),
      problem: error.problem,
      mend: error.mend,
    });
  }
  return ok(JSON.parse(text) as unknown);
}
