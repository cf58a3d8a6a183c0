/** What is the matter with a piece of content, and how to mend it. */
export interface FaultWords {
  readonly problem: string;
  readonly mend: string;
}

/** The same in two languages: English where files are edited, Chinese on the staff's pages. */
export interface BothWords extends FaultWords {
  readonly zh: FaultWords;
}

/** @returns the words of a fault: English first, then Chinese */
export const says = (problem: string, mend: string, zhProblem: string, zhMend: string): BothWords => ({
  problem,
  mend,
  zh: { problem: zhProblem, mend: zhMend },
});
