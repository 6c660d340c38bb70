// What this page shows, in one line, and how to see more.

import { byId, el } from "./dom.js";

const LIVE_COMMAND = "mvn -Prun,live";

const ABOUT = {
  liveblocks: "A demo of the auth endpoint, with tokens and rooms of your Liveblocks project.",
  misconfigured: "A demo of the auth endpoint. Its settings for Liveblocks are wrong: the server’s log says what to correct.",
  "dev-server": "A demo of the auth endpoint. Tokens and rooms are those of Liveblocks’ development server, on this machine.",
  "stand-in": "A demo of the auth endpoint. Tokens are real in form; Liveblocks is simulated.",
};

export function showAbout({ kind, browserUrl }) {
  byId("about").textContent = ABOUT[kind];
  const note = byId("live-note");
  note.hidden = Boolean(browserUrl);
  note.replaceChildren(
    "To enter the rooms, with cursors and a shared counter, start the example with ",
    el("code", {}, ...LIVE_COMMAND.split(" ").flatMap((word) => [el("span", {}, word), " "])),
    "(needs Node 20).",
  );
}
