// Lets another process drive real Liveblocks clients. One JSON object per line:
//
//   in   {"visitor": "alice", "method": "open", "args": ["http://..."]}
//        then any method of client-program.mjs, at last "close"
//   out  {"value": ...}  or  {"error": "..."}
//
// Everything else that is worth reading goes to the standard error. Ends with its input.

import { createInterface } from "node:readline";
import { closeChromium, openInChromium } from "./chromium-visitor.mjs";

const visitors = new Map();

const log = (...parts) => process.stderr.write(parts.map(String).join(" ") + "\n");
for (const level of ["log", "info", "warn", "error", "debug"]) {
  console[level] = log; // The standard output is for outcomes only.
}

async function perform({ visitor, method, args }) {
  switch (method) {
    case "open": {
      const said = (line) => log(`${visitor} ${line}`);
      visitors.set(visitor, await openInChromium(args[0], said));
      return null;
    }
    case "close": {
      const leaving = visitors.get(visitor);
      visitors.delete(visitor);
      return leaving?.close();
    }
    default:
      return visitors.get(visitor).call(method, args);
  }
}

async function outcome(line) {
  try {
    return { value: (await perform(JSON.parse(line))) ?? null };
  } catch (error) {
    log(error.stack);
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await outcome(line)) + "\n");
}
await closeChromium();
process.exit();
