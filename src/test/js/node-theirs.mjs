// Runs the handbook's calls of the real @liveblocks/node: node-theirs.mjs BASE_URL SECRET_KEY FILE.

import { readFileSync } from "node:fs";
import { Liveblocks } from "@liveblocks/node";

const [baseUrl, secret, file] = process.argv.slice(2);
const AsyncFunction = (async () => {}).constructor;

const calls = new AsyncFunction("liveblocks", readFileSync(file, "utf8") + "return room;");
const room = await calls(new Liveblocks({ secret, baseUrl }));
console.log(room.id);
