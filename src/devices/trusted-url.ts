/** The one part of the Trusted Types API that is used here; lib.dom does not describe it. */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string };
}

const sameOriginUrl = (url: string): string => {
  const resolved = new URL(url, document.baseURI);
  if (resolved.origin !== location.origin)
    throw new TypeError(`a script of another origin is not loaded: ${resolved.origin}`);
  return resolved.href;
};

let policy: { createScriptURL: (url: string) => string } | undefined;

/**
 * The address of a worker or service worker, in the form the page's policy asks for.
 * @param url relative to the page, or absolute
 * @returns a `TrustedScriptURL` of the policy `linli` where the browser has Trusted Types, else the address as text;
 *   typed as a string because lib.dom's constructors take nothing else
 * @throws TypeError where the address is not of the page's own origin
 */
export function scriptUrl(url: string): string {
  if (!policy) {
    const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
    const rules = { createScriptURL: sameOriginUrl };
    policy = factory ? factory.createPolicy('linli', rules) : rules;
  }
  return policy.createScriptURL(url);
}
