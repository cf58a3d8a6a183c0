import { type Result, ok } from '../../src/model/result.ts';
import { isSmall } from '../content/apart.ts';
import type { ThreadFault } from '../threads/jobs.ts';
import type { Threads } from '../threads/threads.ts';
import { type CompileGiven, type CompiledRelease, compileRelease } from './compile-job.ts';

/**
 * Puts a release together, a small one on the spot and any other in a thread.
 * @returns its content, or what is wrong with it; a fault of the thread says nothing about the content
 */
export async function compileApart(
  threads: Threads,
  given: CompileGiven,
): Promise<Result<CompiledRelease, ThreadFault>> {
  return isSmall(given.text) ? ok(await compileRelease(given)) : threads.run('compile-release', given);
}
