// Prints the methods of the real @liveblocks/node, one a line: its name and what it calls, as far as
// its source says so: "getRoom GET /v2/rooms/{roomId}".

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = readFileSync(fileURLToPath(import.meta.resolve("@liveblocks/node")), "utf8");
const { Liveblocks, WebhookHandler } = await import("@liveblocks/node");

const VERBS = { putBinary: "PUT", putBlob: "PUT" };
const CALL = /#(get|post|patch|delete|putBinary|putBlob)\(\s*url2`([^`]+)`/g;

for (const type of [Liveblocks, WebhookHandler]) {
  for (const name of Object.getOwnPropertyNames(type.prototype)) {
    if (name === "constructor") continue;
    const body = type.prototype[name].toString();
    const calls = [...body.matchAll(CALL)].map(
      ([, verb, path]) =>
        (VERBS[verb] ?? verb.toUpperCase()) +
        " " +
        path.replace(/\$\{[^}]*?(\w+)(?:\)\s*)?\}/g, "{$1}"),
    );
    console.log([name, ...calls].join(" "));
  }
}
