// What the page asks this application's server.

const at = (path) => new URL(path, document.baseURI);

/** The path of the endpoint, wherever the application is mounted. */
export const ENDPOINT = at("api/liveblocks-auth").pathname;

export const me = () => get("api/me");
export const rooms = () => get("api/rooms");
export const backEnd = () => get("api/back-end");

export const signIn = (person) => post("sign-in", new URLSearchParams({ person }));
export const signOut = () => post("sign-out");

async function get(path) {
  const response = await fetch(at(path));
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
  return response.json();
}

async function post(path, body) {
  const response = await fetch(at(path), { method: "POST", body });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}`);
}

/**
 * Asks the endpoint for a token, just as the Liveblocks client does.
 *
 * @returns status, milliseconds, and the answer's members; `{}` when it was no JSON object
 */
export async function askForToken(room) {
  const start = performance.now();
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(room ? { room } : {}),
  });
  const answer = await response.json().catch(() => ({}));
  return {
    status: response.status,
    milliseconds: Math.round(performance.now() - start),
    answer: answer !== null && typeof answer === "object" ? answer : {},
  };
}

/** The statuses that end every further try of the real client; after others it tries again. */
const STOPS = new Set([400, 401, 403, 404, 405, 410, 412, 414, 422, 431, 451]);

export const stopsClient = (status) => STOPS.has(status);
