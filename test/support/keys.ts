import { KeyRing } from '../../hub/secrets/ring.ts';
import { type KeySource, keyVariable } from '../../hub/secrets/source.ts';

/** As it stands in a variable. */
export const TEST_KEY = `linli-key-1.${'A'.repeat(43)}`;

/** The key of hubs in tests: the same for all, so that two of them on one database agree. */
export const TEST_KEYS: KeySource = keyVariable('LINLI_KEY', TEST_KEY);

/** For what signs passes or tells people apart without a whole hub around it. */
export const TEST_SECRETS = { keys: new KeyRing(TEST_KEYS, undefined), personSecret: 'people in tests' };
