// What the page asks its server.

const at = (path) => new URL(path, document.baseURI);

export const state = () => send("api/state");
export const signIn = (person) => send("sign-in", form({ person }));
export const signOut = () => send("sign-out", form({}));

/** Who may do what in a room of one's own. */
export const accesses = (room) => send(`api/accesses?${new URLSearchParams({ room })}`);
export const changeAccess = (room, line) => send("api/accesses", form({ room, ...line }));

/** A test delivery, signed by the server; only where Liveblocks is simulated. */
export const signedDelivery = () => send("api/test-webhook", form({}));

/** Sends a delivery as Liveblocks does, and returns the status. */
export async function deliver({ headers, body }) {
  return (await fetch(at("api/liveblocks-webhook"), { method: "POST", headers, body })).status;
}

/** Asks the auth endpoint just as the Liveblocks client does. */
export async function requestToken(room) {
  const begin = performance.now();
  const response = await fetch(at("api/liveblocks-auth"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(room ? { room } : {}),
  });
  const body = await response.json();
  return { status: response.status, milliseconds: Math.round(performance.now() - begin), body };
}

const form = (fields) => ({ method: "POST", body: new URLSearchParams(fields) });

/** The response's body, or an error whose message can be shown. */
async function send(path, options) {
  const response = await fetch(at(path), options);
  const text = await response.text();
  const body = text && JSON.parse(text);
  if (!response.ok) throw new Error(body.reason ?? `The server responded with status ${response.status}.`);
  return body;
}
