// liveblocks-servlet, Apache-2.0. What a page passes to createClient of @liveblocks/client:
//
//   import { liveblocks } from "/mywar/liveblocks-servlet/client.js";
//   const client = createClient({ ...liveblocks({ client: () => client }) });

const BACKOFF_MS = [300, 1000, 3000];

/**
 * Returns the options of createClient for the endpoints of the application that serves this file.
 * Transient failures (network, timeout, 408, 429, 5xx) of a lookup are retried three times.
 *
 * @param {object} [options]
 * @param {string} [options.authEndpoint] default: /api/liveblocks-auth in this file's context path
 * @param {string} [options.directory] default: /api/liveblocks-directory in this file's context path
 * @param {() => any} [options.client] returns the client: three timeouts after a lookup has failed,
 *     its ids are invalidated there, and so looked up again
 * @param {() => Record<string, string> | Promise<Record<string, string>>} [options.headers] returns
 *     headers for each request, such as a CSRF token
 * @param {(room?: string) => object | Promise<object>} [options.authBody] returns more members for
 *     the body of authentication requests
 * @param {RequestCredentials} [options.credentials] "include" for endpoints of another origin
 * @param {(url: string, init: RequestInit) => Promise<Response>} [options.fetch] sends each request;
 *     default: the global one
 * @param {number} [options.timeout] for each attempt, in milliseconds; default: 10000
 */
export function liveblocks({
  authEndpoint = inContext("api/liveblocks-auth"),
  directory = inContext("api/liveblocks-directory"),
  client,
  headers,
  authBody,
  credentials,
  fetch,
  timeout = 10_000,
} = {}) {
  const warnings = new Set();

  /** @param {Error} failure */
  function warnOnce({ message }) {
    if (!warnings.has(message)) {
      warnings.add(message);
      console.warn(`liveblocks-servlet: POST ${directory} failed: ${message}`);
    }
  }

  /** @param {string} url @param {object} body */
  async function post(url, body) {
    const response = await (fetch ?? globalThis.fetch)(url, {
      method: "POST",
      headers: { ...(await headers?.()), "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials,
      signal: AbortSignal.timeout(timeout),
    });
    return { status: response.status, json: parse(await response.text()) };
  }

  /**
   * The callback form of authEndpoint. The client stops on "forbidden" only; the status decides, for
   * it may not be the endpoint that responds, but a proxy or a CSRF filter.
   *
   * @param {string} [room] none for a token outside rooms
   * @returns {Promise<{ token: string } | { error: string, reason: string }>}
   */
  async function authenticate(room) {
    const { status, json } = await post(authEndpoint, { ...(await authBody?.(room)), room });
    return typeof json?.token === "string"
      ? json
      : {
          error: isRefusal(status) ? "forbidden" : "unavailable",
          reason: json?.reason ?? `${status} returned by POST ${authEndpoint}`,
        };
  }

  /**
   * @param {object} query
   * @param {number} [length] of the array expected
   * @returns {Promise<any[]>} rejected, with `final` when another attempt is of no use
   */
  async function lookUp(query, length) {
    for (let retries = 0; ; retries++) {
      try {
        const { status, json } = await post(directory, query);
        const ok = status >= 200 && status < 300;
        if (ok && Array.isArray(json) && json.length === (length ?? json.length)) {
          return json;
        }
        const why = ok ? "not the array expected" : (json?.reason ?? "no reason");
        throw Object.assign(new Error(`${status}, ${why}`), { final: ok || isRefusal(status) });
      } catch (/** @type {any} */ failure) {
        if (failure.final || retries === BACKOFF_MS.length) {
          throw failure;
        }
        const delay = BACKOFF_MS[retries] * (0.5 + Math.random() / 2);
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }

  /** @param {string[]} ids @param {object} query @param {string} invalidate */
  async function infos(ids, query, invalidate) {
    try {
      const found = await lookUp(query, ids.length);
      return found.map((info) => info ?? undefined);
    } catch (/** @type {any} */ failure) {
      warnOnce(failure);
      if (client && !failure.final) {
        setTimeout(() => client()?.resolvers[invalidate](ids), 3 * timeout);
      }
      // Not a rejection: the client would keep it for ever, as the error of every id.
      return ids.map(() => undefined);
    }
  }

  const isPlain = !headers && !authBody && !credentials && !fetch;
  return {
    authEndpoint: isPlain ? authEndpoint : authenticate,
    /** @param {{ userIds: string[] }} query */
    resolveUsers: ({ userIds }) => infos(userIds, { userIds }, "invalidateUsers"),
    /** @param {{ roomIds: string[] }} query */
    resolveRoomsInfo: ({ roomIds }) => infos(roomIds, { roomIds }, "invalidateRoomsInfo"),
    /** @param {{ groupIds: string[] }} query */
    resolveGroupsInfo: ({ groupIds }) => infos(groupIds, { groupIds }, "invalidateGroupsInfo"),
    /** @param {{ roomId: string, text: string }} query */
    resolveMentionSuggestions: ({ roomId, text }) =>
      lookUp({ roomId, text }).catch((failure) => {
        // The client keeps a list for ever, an empty one too. After a rejection it asks again.
        if (!failure.final) {
          throw failure;
        }
        warnOnce(failure);
        return [];
      }),
  };
}

/** @param {string} path in the application that serves this file, whatever its context path is */
function inContext(path) {
  return new URL(`../${path}`, import.meta.url).href;
}

/** @param {number} status */
function isRefusal(status) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** @param {string} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
