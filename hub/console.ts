import type { SiteReport } from './publish/publish-sites.ts';
import type { SlotsMade } from './publish/slots.ts';
import type { KeyFault } from './secrets/keys.ts';

/** What the hub says to whoever runs it, Chinese first. */
export function say(chinese: string, english: string): void {
  console.log(`${chinese}\n${english}`);
}

/** A failure nobody expected: said once, with where it happened, and without what was being handled. */
export function reportFailure(error: unknown): void {
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Tells what became of each site's folder, fault by fault. */
export function reportSites(reports: readonly SiteReport[], folder: string): void {
  if (reports.length === 0) say(`${folder} 里没有站点。`, `There is no site in ${folder}.`);
  for (const report of reports) {
    if (report.state === 'console') {
      say(
        `站点 ${report.id} 的内容在网页控制台里编辑，这个文件夹没有发布。改回用文件夹：npm run desk -- adopt-folder --site ${report.id}`,
        `Site ${report.id} is edited in the staff console; its folder was not published. To go back to the folder: npm run desk -- adopt-folder --site ${report.id}`,
      );
      continue;
    }
    const notes = report.state === 'live' ? report.warnings : report.faults;
    if (report.state === 'refused')
      say(
        `站点 ${report.id} 的内容有 ${notes.length} 处错误,${report.live ? '保留上一版' : '未发布'}。`,
        `Site ${report.id} was refused for ${notes.length} fault(s); ${report.live ? 'its last good content stays' : 'it is not published'}.`,
      );
    for (const { file, path, problem, mend } of notes)
      console.log(`  ${file}${path ? ` ${path}` : ''}: ${problem}\n    → ${mend}`);
    if (report.state === 'live') reportAffected(report.id, report.affected);
  }
}

/** Tells staff that people booked times that will not be held, or elsewhere, and where the list of them is. */
export function reportAffected(site: string, affected: SlotsMade['affected']): void {
  const of = (event: SlotsMade['affected'][number]['event']) => affected.filter((one) => one.event === event);
  const sum = (all: SlotsMade['affected']) => all.reduce((total, { bookings }) => total + bookings, 0);
  const [withdrawn, moved] = [of('withdrawn'), of('moved')];
  if (withdrawn.length > 0)
    say(
      `站点 ${site}：${withdrawn.length} 个已取消的时段上有 ${sum(withdrawn)} 个预约。`,
      `Site ${site}: ${sum(withdrawn)} booking(s) stand on ${withdrawn.length} time(s) that were withdrawn.`,
    );
  if (moved.length > 0)
    say(
      `站点 ${site}：${moved.length} 个时段换了地点，涉及 ${sum(moved)} 个预约。`,
      `Site ${site}: ${sum(moved)} booking(s) on ${moved.length} time(s) are at another place now.`,
    );
  for (const { slot, bookings } of affected) console.log(`  ${slot}: ${bookings}`);
  if (affected.length > 0)
    say(
      `要通知的人：npm run desk -- affected --site ${site}`,
      `Whom to call: npm run desk -- affected --site ${site}`,
    );
}

/** Tells where the hub listens. */
export function reportStart(
  addresses: readonly { readonly address: string; readonly port: number; readonly family: string }[],
  reports: readonly SiteReport[],
  demo: boolean,
): void {
  const urls = addresses.map(
    ({ address, port, family }) => `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
  );
  say('邻里已启动:', 'Linli is running:');
  for (const url of urls) {
    console.log(`  ${url}/`);
    for (const report of reports)
      if (report.state !== 'refused' || report.live) console.log(`  ${url}/kiosk/?site=${report.id}`);
  }
  if (demo)
    say(
      '演示模式：本机终端无需确认即可接入。',
      'Demo mode: terminals on this machine are let in without being confirmed.',
    );
}

/** The one time that the password of the first account is shown. */
export function reportFirstAdmin({
  name,
  password,
}: {
  readonly name: string;
  readonly password: string;
}): void {
  say(
    '工作人员登录：/staff/ 。首个管理员账号只显示这一次，首次登录后须改密码。',
    'Staff sign in at /staff/. The first account is shown this once; its password is changed at the first sign-in.',
  );
  console.log(`  ${name}   ${password}`);
}

/** What does not work while the hub's key is missing; everything else does. */
const WITHOUT_KEY = [
  '居民可以照常办理。暂时不能用：验证器的验证码、告警的网络回调、日历地址。',
  'Residents are served as ever. Not working: codes of authenticator apps, webhooks of alerts, addresses of calendars.',
] as const;

const KEY_FAULTS: Readonly<Record<KeyFault, (name: string) => readonly [chinese: string, english: string]>> =
  {
    unset: () => [
      '没有设置密钥。请把 LINLI_KEY_FILE 设为数据库之外的一个文件（第一次启动时会生成），再重新启动。',
      'No key is set. Set LINLI_KEY_FILE to a file outside the database (the first start makes it), and start again.',
    ],
    missing: (name) => [
      `找不到密钥文件 ${name}。请从另存的那一份放回来，再重新启动；确实丢了，见 npm run desk -- rotate-key --lost。`,
      `The key file ${name} is not there. Put it back from where its copy is kept, and start again; where it is lost for good: npm run desk -- rotate-key --lost.`,
    ],
    unreadable: (name) => [
      `${name} 里的密钥读不出来。请检查文件内容和权限，或从另存的那一份放回来，再重新启动。`,
      `The key in ${name} cannot be read. See to its content and permissions, or put its copy back, and start again.`,
    ],
    wrong: (name) => [
      `${name} 里的密钥不是这个数据库的。请换上和数据库配套的那一份，再重新启动。`,
      `The key in ${name} is not this database's. Put the one there that belongs to it, and start again.`,
    ],
  };

/** Says what is the matter with the hub's key, and how to mend it; nothing where all is well. */
export function reportKeys(name: string, fault: KeyFault | undefined, isOpen: boolean): void {
  if (isOpen)
    say(
      `别人也能读密钥文件 ${name}。请改权限：chmod 600 ${name}`,
      `Others can read the key file ${name}. Close it: chmod 600 ${name}`,
    );
  if (fault === undefined) return;
  say(...KEY_FAULTS[fault](name));
  say(...WITHOUT_KEY);
}
