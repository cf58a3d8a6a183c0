import { config } from 'zod';

/**
 * Schemas check without building code from text, which the page's policy forbids and would complain of. It has to be said
 * before the first schema is made: the shell fetches this before any desk.
 */
config({ jitless: true });
