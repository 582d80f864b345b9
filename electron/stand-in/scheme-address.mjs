const SUFFIX = '.scheme.invalid';

/**
 * Chromium cannot load a scheme that it does not know, so the page lives under a host that stands for it:
 * app://desk/x is https://desk.app.scheme.invalid/x inside Chromium, and app://desk/x for the app.
 */
export class SchemeAddress {
  #schemes = new Map();

  register(scheme, privileges) {
    this.#schemes.set(scheme, privileges);
  }

  toChromium(url) {
    const parts = /^([a-z][\w+.-]*):\/\/([^/?#]*)([^]*)$/i.exec(url);
    if (!parts || !this.#schemes.has(parts[1])) return url;
    return `https://${parts[2]}.${parts[1]}${SUFFIX}${parts[3] || '/'}`;
  }

  toApp(url) {
    const parts = /^https:\/\/([^/?#]+)\.([a-z][\w+-]*)\.scheme\.invalid([^]*)$/i.exec(url);
    return parts ? `${parts[2]}://${parts[1]}${parts[3]}` : url;
  }

  isOfApp(chromiumUrl) {
    return this.toApp(chromiumUrl) !== chromiumUrl;
  }

  /** A policy names app:// hosts and the bare scheme; Chromium must read the hosts that stand for them. */
  contentSecurityPolicy(policy) {
    return policy
      .split(/([\s;,]+)/)
      .map((word) => this.#policySource(word))
      .join('');
  }

  #policySource(word) {
    const bare = /^([a-z][\w+-]*):$/i.exec(word);
    if (bare && this.#schemes.has(bare[1])) return `https://*.${bare[1]}${SUFFIX}`;
    return /^[a-z][\w+.-]*:\/\/[^/]+$/i.test(word) ? this.toChromium(word).replace(/\/$/, '') : this.toChromium(word);
  }
}
