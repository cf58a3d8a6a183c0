import type { Language } from '../model/schema/text.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language}|${timeZone}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone, ...options });
    formats.set(key, made);
  }
  return made;
}

/** Days and times as people of this language read them, in the site's time zone. All inputs: ms since 1970. */
export interface Clockwork {
  /** `14:30` */
  readonly time: (ms: number) => string;
  /** `11月22日 星期日`, `Sunday 22 November` */
  readonly day: (ms: number) => string;
  /** `11月22日`, `22 Nov` */
  readonly shortDay: (ms: number) => string;
  /** `周日`, `Sun` */
  readonly weekday: (ms: number) => string;
}

export function clockwork(language: Language, timeZone: string): Clockwork {
  const as = (options: Intl.DateTimeFormatOptions) => (ms: number) =>
    format(language, timeZone, options).format(ms);
  const chinese = language === 'zh-Hans';
  return {
    time: as({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: as({ month: 'long', day: 'numeric', weekday: 'long' }),
    shortDay: as({ month: chinese ? 'long' : 'short', day: 'numeric' }),
    weekday: as({ weekday: 'short' }),
  };
}
