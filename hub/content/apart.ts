import type { ErrorCode } from '../../src/model/errors.ts';
import type { ThreadFault } from '../threads/jobs.ts';

/**
 * Content up to so many characters of JSON is checked on the spot: some thirty milliseconds on a small machine. The
 * halls that come with the hub have half of it. More goes into a thread, which costs a second to begin.
 */
const SMALL_CHARACTERS = 256 * 1_024;

export const isSmall = (text: string): boolean => text.length <= SMALL_CHARACTERS;

const CODES: Readonly<Partial<Record<ThreadFault['why'], ErrorCode>>> = {
  'took-too-long': 'content.check-too-long',
  'too-much': 'content.check-too-much',
  closed: 'content.check-stopped',
};

/** Why content could not be checked, which says nothing about the content. */
export const checkCode = ({ why }: ThreadFault): ErrorCode => CODES[why] ?? 'content.check-failed';
