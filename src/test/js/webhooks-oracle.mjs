// Signs and verifies with the reference implementation of Standard Webhooks. Each line of the input
// is a JSON array of questions; the line written for it is the array of their answers. Ends with
// its input.

import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

const oracles = {
  signature: ({ secret, id, seconds, body }) =>
    new Webhook(secret).sign(id, new Date(seconds * 1000), body),
  isVerified: ({ secret, headers, body }) => {
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch (e) {
      return e.message;
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const answers = JSON.parse(line).map((question) => oracles[question.about](question));
  console.log(JSON.stringify(answers));
}
