// Reads a token, without any claim that it is genuine: only Liveblocks can say so.

/** Header and payload of a JWT; undefined when it is none. */
export function decode(token) {
  try {
    const [header, payload] = token.split(".").map(part);
    return payload === undefined ? undefined : { header, payload };
  } catch {
    return undefined;
  }
}

function part(base64url, index) {
  if (index > 1) return undefined;
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

const KINDS = {
  id: ["ID token", "It says who you are. Each room decides by its own accesses what you may do."],
  acc: ["Access token", "It says itself which rooms you may enter."],
};

/** What kind of token it is, and what that means. */
export function kind(payload) {
  return KINDS[payload.k] ?? ["Unknown token", "The Liveblocks client would reject it."];
}

/** Bars between 1 and 4 wide, different for every token. */
export function bars(token, count) {
  let state = 0x811c9dc5;
  for (let i = 0; i < token.length; i++) {
    state = Math.imul(state ^ token.charCodeAt(i), 0x01000193) >>> 0;
  }
  return Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return 1 + ((state >>> 0) % 4);
  });
}
