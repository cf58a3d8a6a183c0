import type { StaffAnswer } from '../../api/staff-client.ts';
import type { Publication, ReleaseRow, Rollout } from '../../model/schema/staff-releases.ts';
import type { Question } from './ask-dialog.ts';
import type { ReleasesContext } from './releases-context.ts';

/** Waits for an answer, says what came of it, and reads the page anew. */
export async function done<T>(
  { words, say, refresh }: ReleasesContext,
  answer: StaffAnswer<T>,
  said: (value: T) => string,
): Promise<void> {
  const result = await answer;
  if (result.ok) say('good', said(result.value));
  else say('bad', words.why(result.error));
  refresh();
}

export function askBack(context: ReleasesContext, { number, at }: ReleaseRow): Question {
  const { t, when } = context.words;
  return {
    heading: t('ask.back.heading', { n: number }),
    text: t('ask.back', { when: when(at) }),
    yes: t('ask.yes.back'),
    danger: true,
    act: () => void goBack(context, number),
  };
}

async function goBack({ client, words, say, refresh }: ReleasesContext, number: number): Promise<void> {
  const { t, why } = words;
  const answer = await client.rollBack(number, { id: newId() });
  if (!answer.ok) say('bad', why(answer.error));
  else if (answer.value.state === 'failed') say('bad', t('error.release.faults'));
  else say('good', t('said.back', { n: number, new: answer.value.release ?? '' }));
  refresh();
}

export function askHalt(context: ReleasesContext, { release, members }: Rollout): Question {
  const { t } = context.words;
  return {
    heading: t('ask.halt.heading', { n: release }),
    text: t('ask.halt', { n: members.length }),
    yes: t('ask.yes.halt'),
    danger: true,
    act: () => void done(context, context.client.halt(release), () => t('said.halted', { n: release })),
  };
}

export function askPromote(context: ReleasesContext, { release, others }: Rollout): Question {
  const { t } = context.words;
  return {
    heading: t('ask.promote.heading', { n: release }),
    text: t('ask.promote', { n: others }),
    yes: t('ask.yes.promote'),
    act: () => void done(context, context.client.promote(release), () => t('said.promoted', { n: release })),
  };
}

export function askCancel(context: ReleasesContext, { id, at }: Publication): Question {
  const { t, when } = context.words;
  return {
    heading: t('ask.cancel.heading'),
    text: t('ask.cancel', { when: at === undefined ? '' : when(at) }),
    yes: t('ask.yes.cancel'),
    danger: true,
    act: () => void done(context, context.client.cancel(id), () => t('said.cancelled')),
  };
}

/** An id for something that is asked for; `crypto.randomUUID` wants a secure address, which a hall's network may not have. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}
