import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** Where pictures for a person to look at go, where somebody wants them. */
const folder = process.env['LINLI_PICTURES'];

/** Keeps a picture of the screen for a person to look at, where somebody wants it. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
