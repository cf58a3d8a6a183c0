import type { Database } from '../../hub/database/database.ts';
import { keyText, newKey } from '../../hub/secrets/keys.ts';
import { type RotationFault, forgetOldKeys, replaceLostKey, rotateKey } from '../../hub/secrets/rotate.ts';
import { keySource } from '../../hub/secrets/source.ts';
import { end } from './connect.ts';

/** How the hub's key is changed. */
interface KeyWish {
  /** Drops the keys that nothing is sealed with any more. */
  readonly forget: boolean;
  /** The key is lost for good. */
  readonly lost: boolean;
  readonly yes: boolean;
}

const FAULTS: Readonly<Record<RotationFault, readonly [chinese: string, english: string]>> = {
  unset: ['没有设置密钥。请设置 LINLI_KEY_FILE。', 'No key is set. Set LINLI_KEY_FILE.'],
  missing: ['找不到密钥文件。', 'The key file is not there.'],
  unreadable: ['密钥文件读不出来。', 'The key file cannot be read.'],
  wrong: [
    '密钥不是这个数据库的。确实丢了的话：npm run desk -- rotate-key --lost',
    'The key is not this database’s. Where it is lost for good: npm run desk -- rotate-key --lost',
  ],
  'no-new-key': [
    '密钥写在 LINLI_KEY 里。请把下面这一个加在最前面（旧的留着），重新启动所有中心程序，再运行一次：',
    'The keys stand in LINLI_KEY. Put this one before the others there, start all hubs again, and run this once more:',
  ],
};

function tellFault(fault: RotationFault): void {
  end(...FAULTS[fault], 1);
  if (fault === 'no-new-key') console.log(`  ${keyText(newKey())}`);
}

/** Seals everything with a new key, drops old ones, or begins anew where the key is lost. */
export async function changeKey(db: Database, { forget, lost, yes }: KeyWish): Promise<void> {
  const source = keySource(process.env);
  if (lost) return giveUp(db, yes);
  if (forget) {
    const dropped = await forgetOldKeys(db, source);
    if (!dropped) return end('密钥不在文件里，不能代您改。', 'The keys are in no file of ours.', 1);
    return end(
      `去掉了 ${dropped.length} 个旧密钥。以前的备份如果是用它们封的，就打不开了。`,
      `${dropped.length} old key(s) dropped. Backups sealed with them cannot be opened any more.`,
      0,
    );
  }
  const rotated = await rotateKey(db, source);
  if (!rotated.ok) return tellFault(rotated.error);
  const { to, rows, unreadable } = rotated.value;
  end(
    `已换用新密钥 ${to}，重新封好 ${rows} 项。请把 ${source.name} 再另存一份；旧密钥还在里面，以前的备份要用。`,
    `The key ${to} seals now, ${rows} secret(s) were sealed anew. Copy ${source.name} again; the old keys stay in it for earlier backups.`,
    0,
  );
  if (unreadable > 0)
    console.log(`${unreadable} 项打不开，没有动。\n${unreadable} could not be opened and stay as they are.`);
}

/** Says what a lost key costs, and does it where that was said yes to. */
async function giveUp(db: Database, yes: boolean): Promise<void> {
  if (!yes)
    return end(
      '会放弃：所有验证器（要重新设置）、所有告警的网络回调（要重新添加）、日历地址（会变）。预约单仍然有效。确定的话加上 --yes。',
      'This gives up: all authenticator apps (to be set up anew), all webhooks of alerts (to be added anew), the addresses of calendars (they change). Passes stay good. Add --yes to do it.',
      1,
    );
  const begun = await replaceLostKey(db, keySource(process.env));
  if (!begun.ok) return tellFault(begun.error);
  const { to, apps, webhooks } = begun.value;
  end(
    `已换用新密钥 ${to}。${apps} 个账号要重新设置验证器，${webhooks} 个网络回调要重新添加。请重新启动中心程序。`,
    `The key ${to} seals now. ${apps} account(s) set their app up anew, ${webhooks} webhook(s) are to be added anew. Start the hub again.`,
    0,
  );
}
