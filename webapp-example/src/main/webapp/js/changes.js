// Follows the changes of accesses, while somebody is signed in and looks at the page.

import { nextRevision } from "./api.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export class Changes {
  #catchUp;
  #following;

  /** `catchUp` brings the page up to date and returns the revision it has reached. */
  constructor(catchUp) {
    this.#catchUp = catchUp;
    document.addEventListener("visibilitychange", () => this.#following && this.#wake());
  }

  /** Begins after the given revision, or ends without one. */
  follow(revision) {
    this.#following?.stop.abort();
    this.#following = revision === undefined ? undefined : { revision, stop: new AbortController() };
    if (this.#following) this.#wake();
  }

  /** Browsers allow a page few connections; one that nobody sees needs none. */
  #wake() {
    const following = this.#following;
    following.stop.abort();
    if (document.hidden) return;
    following.stop = new AbortController();
    this.#run(following, following.stop.signal);
  }

  async #run(following, signal) {
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        const { status, revision } = await nextRevision(following.revision, signal);
        if (status === 401) return;
        if (status !== 200) throw new Error(`api/changes responded with status ${status}`);
        if (revision !== following.revision) following.revision = await this.#catchUp(signal);
        pause = FIRST_PAUSE;
      } catch {
        if (signal.aborted) return;
        await wait(pause, signal);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }
}

function wait(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
