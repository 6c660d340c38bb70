// Webhooks as they arrive at the server, and a signed one to try it with.

import * as api from "./api.js";
import { byId, el } from "./dom.js";

const NOTHING = { canTest: false, events: [] };

export class Webhooks {
  #name;
  #delivery;
  #result = byId("webhook-result");
  #send = byId("webhook-send");
  #again = byId("webhook-again");

  /** Shows ids by the names that the function knows. */
  constructor(name) {
    this.#name = name;
    this.#send.addEventListener("click", () => this.#sign());
    this.#again.addEventListener("click", () => this.#deliver("Sent again with the same id"));
  }

  /** Shows what has arrived; nothing while nobody is signed in. */
  async show(me) {
    const { canTest, events } = (me && (await api.webhooks().catch(console.error))) || NOTHING;
    this.#send.hidden = !canTest;
    this.#again.hidden = !canTest || !this.#delivery;
    if (!me) this.#result.textContent = "";
    byId("webhooks").replaceChildren(
      ...(events.length ? events.map((event) => this.#item(event)) : [el("li", { class: "soft" }, "None yet.")]),
    );
  }

  #item({ id, type, room, by }) {
    const where = ` in ${this.#name(room)}`;
    return el("li", {}, el("code", {}, type), where, by && ` by ${this.#name(by)}`, el("code", { class: "soft" }, id));
  }

  async #sign() {
    try {
      this.#delivery = await api.signedDelivery();
    } catch (failure) {
      this.#result.textContent = failure.message;
      return;
    }
    await this.#deliver("Sent");
    this.#again.hidden = false;
  }

  /** The page sends what Liveblocks would: the server has signed it. */
  async #deliver(how) {
    try {
      this.#result.textContent = `${how}: the endpoint responded with status ${await api.deliver(this.#delivery)}.`;
    } catch {
      this.#result.textContent = "The page cannot reach its server.";
    }
  }
}
