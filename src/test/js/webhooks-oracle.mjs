// Signs with the reference implementation of Standard Webhooks. Each line of the input is a JSON
// array of deliveries; the line written for it is the array of their signatures.

import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const signatures = JSON.parse(line).map(({ secret, id, seconds, body }) =>
    new Webhook(secret).sign(id, new Date(seconds * 1000), body),
  );
  console.log(JSON.stringify(signatures));
}
