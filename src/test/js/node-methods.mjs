// Prints the methods of the real @liveblocks/node, one a line: its name and what it calls, as far as
// its source says so, behind tabs: "getRoom\tGET /v2/rooms/{roomId}".

import { Liveblocks, WebhookHandler } from "@liveblocks/node";

const VERBS = { putBinary: "PUT", putBlob: "PUT" };
const CALL = /#(get|post|patch|delete|putBinary|putBlob)\(\s*url2`([^`]+)`/g;

for (const { prototype } of [Liveblocks, WebhookHandler]) {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name === "constructor") continue;
    const calls = [...prototype[name].toString().matchAll(CALL)].map(
      ([, verb, path]) =>
        (VERBS[verb] ?? verb.toUpperCase()) +
        " " +
        path.replace(/\$\{[^}]*?(\w+)(?:\)\s*)?\}/g, "{$1}"),
    );
    console.log([name, ...calls].join("\t"));
  }
}
