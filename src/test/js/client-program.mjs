// What a page does with the real client; client-driver.mjs puts it into every page. The tests say
// by JavaScript expressions what they want of it.

import { createClient } from "@liveblocks/client";
import { kInternal } from "@liveblocks/core";

const PATIENCE_MS = 600_000; // For what never comes: a machine can be busy.
const PAUSE_MS = 15;

window.clientProgram = new (class {
  #scope;

  constructor() {
    const lookUp = (store, ids) => lookUpBy(this.#scope.client, store, ids);
    const suggest = (query) => this.#scope.client[kInternal].resolveMentionSuggestions(query);
    this.#scope = { lookUp, suggest, errors: [], notes: [] };
    Object.assign(this.#scope, { client: undefined, room: undefined, liveblocks: undefined });
  }

  /** Imports the module that a server has for its pages. */
  async load(url) {
    this.#scope.liveblocks = (await import(url)).liveblocks;
  }

  /**
   * Enters a room; does not wait for anything.
   *
   * @param roomId the room
   * @param options an object literal, the options of createClient
   */
  enter(roomId, options) {
    const client = createClient(this.#run(options));
    const { room } = client.enterRoom(roomId, { autoConnect: false });
    Object.assign(this.#scope, { client, room });
    room.subscribe("error", ({ message, context }) =>
      this.#scope.errors.push({ message, code: context.code }),
    );
    room.connect();
  }

  /** The value of an expression, as JSON would have it; a promise is awaited. */
  async evaluate(expression) {
    return JSON.parse(JSON.stringify((await this.#run(expression)) ?? null));
  }

  /** Waits until a condition holds. */
  async until(condition) {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await this.#run(condition))) {
      if (Date.now() > deadline) {
        throw new Error(`still not so: ${condition}; ${this.#situation()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /**
   * An expression knows: room, client, others; errors of the room so far; notes to keep things; lookUp
   * and suggest; liveblocks of the module. A function in it knows them when it is called.
   */
  #run(expression) {
    const others = { value: this.#scope.room?.getOthers() };
    const known = Object.create(this.#scope, { others });
    return new Function("known", `with (known) { return (${expression}); }`)(known);
  }

  #situation() {
    const { room, errors, notes } = this.#scope;
    return JSON.stringify({
      status: room?.getStatus(),
      self: room?.getSelf(),
      others: room?.getOthers(),
      errors,
      notes,
    });
  }
})();

/**
 * What the hooks of @liveblocks/react do for each id that they show: enqueue it, read its state.
 *
 * @param store usersStore, roomsInfoStore or groupsInfoStore
 * @return for each id its info, the message of its error, or null
 */
async function lookUpBy(client, store, ids) {
  const infos = client[kInternal][store];
  await Promise.all(ids.map((id) => infos.enqueue(id)));
  return ids.map((id) => {
    const { data, error } = infos.getItemState(id);
    return error ? `error: ${error.message}` : (data ?? null);
  });
}
