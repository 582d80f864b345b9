import { frame, topFrame } from './frame.mjs';
import { preventableEvent } from './preventable-event.mjs';

/** Answers Chromium's question about every request of a page: may it leave, and who answers it. */
export class RequestInterception {
  #runtime;
  #target;
  #webContents;
  #expected = new Set();

  constructor({ runtime, target, webContents }) {
    this.#runtime = runtime;
    this.#target = target;
    this.#webContents = webContents;
    target.on('request', (session, request) => {
      // A page that closes takes its unanswered requests along.
      this.#decide(session, request).catch((error) => {
        if (!/gone|Invalid InterceptionId|closed|not found/i.test(error.message)) console.error(error);
      });
    });
  }

  /** The app itself starts this navigation, so nobody is asked. */
  expectNavigation(chromiumUrl) {
    this.#expected.add(chromiumUrl);
  }

  async #decide(session, paused) {
    const { requestId, request, resourceType } = paused;
    const fail = (errorReason) => session.send('Fetch.failRequest', { requestId, errorReason });
    if (resourceType === 'Document' && !this.#mayNavigate(paused)) return fail('Aborted');

    const { address, session: appSession } = this.#runtime;
    const url = address.toApp(request.url);
    const filtered = await appSession.filter({ url, method: request.method, resourceType, webContentsId: this.#webContents.id });
    if (filtered.cancel) return fail('BlockedByClient');
    if (filtered.redirectURL) return this.#redirect(session, requestId, filtered.redirectURL);
    if (!address.isOfApp(request.url)) return session.send('Fetch.continueRequest', { requestId });
    return this.#answerFromApp(session, paused, url);
  }

  #mayNavigate({ request, frameId, redirectedRequestId }) {
    const isMainFrame = frameId === this.#target.mainFrameId;
    if (isMainFrame && this.#expected.delete(request.url)) return true;
    // The blank page that a window starts on is not the app's.
    if (isMainFrame && !this.#webContents.getURL()) return true;
    const { address } = this.#runtime;
    const url = address.toApp(request.url);
    const top = topFrame(this.#webContents.getURL());
    const navigating = isMainFrame ? top : frame({ url: address.toApp(this.#target.urlOfFrame(frameId)), parent: top });
    const event = preventableEvent({ url, isMainFrame, isSameDocument: false, frame: navigating, initiator: navigating });
    if (redirectedRequestId) {
      this.#webContents.emit('will-redirect', event, url, false, isMainFrame);
      return !event.defaultPrevented;
    }
    this.#webContents.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.#webContents.emit('will-navigate', event, url, false, true);
    return !event.defaultPrevented;
  }

  #redirect(session, requestId, redirectURL) {
    const location = this.#runtime.address.toChromium(redirectURL);
    return session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 307,
      responseHeaders: [{ name: 'location', value: location }],
    });
  }

  async #answerFromApp(session, { requestId, request, resourceType }, url) {
    const fail = (errorReason) => session.send('Fetch.failRequest', { requestId, errorReason });
    // Chromium asks for this by itself, which Electron never does.
    if (resourceType === 'Other' && new URL(url).pathname === '/favicon.ico') return fail('Aborted');
    const handler = this.#runtime.protocol.of(url);
    if (!handler) return fail('NameNotResolved');
    let response;
    let body;
    try {
      response = await handler(this.#requestOf(request, url));
      body = Buffer.from(await response.arrayBuffer()).toString('base64');
    } catch (error) {
      console.error(`The protocol handler failed for ${url}`, error);
      return fail('Failed');
    }
    return session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: this.#headersFor(response),
      body,
    });
  }

  #requestOf({ method, headers, hasPostData, postData }, url) {
    const body = hasPostData ? { body: postData, duplex: 'half' } : {};
    return new Request(url, { method, headers, ...body });
  }

  #headersFor(response) {
    const { address } = this.#runtime;
    return [...response.headers].map(([name, value]) => ({
      name,
      value: name.startsWith('content-security-policy') ? address.contentSecurityPolicy(value) : value,
    }));
  }
}
