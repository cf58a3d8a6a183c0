import type { Database } from '../../hub/database/database.ts';
import { resetAdmin } from '../../hub/staff/first-admin.ts';
import { end } from './connect.ts';

/**
 * Gives the account `admin` a new one-time password, for whoever runs the hub and lost it, and prints it this once.
 * @param factors whether its second factors go, too, as where they cannot be checked any more
 */
export async function resetAdminPassword(db: Database, factors: boolean): Promise<void> {
  const { name, password } = await resetAdmin(db, Date.now(), factors);
  end(
    `账号 ${name} 的一次性密码（只显示这一次，在 /staff/ 登录后请改成自己的）：`,
    `One-time password of the account ${name}, shown only now. Sign in at /staff/ and choose your own:`,
    0,
  );
  console.log(`  ${password}`);
}
