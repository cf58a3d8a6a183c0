import type { NumberSpan } from '../model/band.ts';
import type { QueueId } from '../model/schema/queue.ts';
import type { Read, Write } from './driver.ts';

/**
 * Which numbers of a queue and a day this terminal gave out. Written in the very write that keeps the command, so that a
 * power cut leaves both or neither. It belongs to the day and not to a database of the hub: paper with the number on it
 * lies in somebody's hand, whatever copy the hub was restored from.
 */
export interface BandUse {
  readonly day: string;
  readonly queue: QueueId;
  /** Sorted and apart. */
  readonly given: readonly NumberSpan[];
}

const keyOf = ({ day, queue }: Pick<BandUse, 'day' | 'queue'>): string => `${day}.${queue}`;

/** The band itself, as the hub sent it. */
export const readBand = (day: string, queue: QueueId) =>
  ({ box: 'documents', key: `number-band/${day}.${queue}` }) as const satisfies Read;
export const readBandUse = (day: string, queue: QueueId) =>
  ({ box: 'bands', key: keyOf({ day, queue }) }) as const satisfies Read;
export const writeBandUse = (use: BandUse): Write => ({ box: 'bands', key: keyOf(use), value: use });
export const forgetBandUse = (use: BandUse): Write => ({ box: 'bands', key: keyOf(use), remove: true });
