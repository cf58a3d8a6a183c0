import { z } from 'zod';
import { instant } from './text.ts';

/** 128 random bits in base64url: what a phone asks for. The key to read it never leaves terminal and phone. */
export const handOffId = z
  .string()
  .regex(/^[\w-]{22}$/u, '22 characters of base64url')
  .brand<'HandOffId'>();
export type HandOffId = z.infer<typeof handOffId>;

/** AES-256-GCM in base64url: twelve bytes of nonce, then the ciphertext with its tag. */
export const sealedText = z
  .string()
  .max(24_000)
  .regex(/^[\w-]+$/u, 'base64url');

/**
 * Something a terminal hands to a phone, and what the phone hands back, through the hub, which can read neither. `open`: waits for
 * a phone. `taken`: one phone has it; no second one gets it. `answered`: the phone's answer is here. `closed`: over.
 */
export const handOff = z.strictObject({
  id: handOffId,
  status: z.enum(['open', 'taken', 'answered', 'closed']),
  until: instant,
  answer: sealedText.optional(),
});
export type HandOff = z.infer<typeof handOff>;
