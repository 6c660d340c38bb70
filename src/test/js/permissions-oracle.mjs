// Asks the real @liveblocks/core what somebody may do. Each line of the input is a question in JSON;
// the line written for it is an array with the answer. Ends with its input.

import { register } from "node:module";
import { createInterface } from "node:readline";

// How access tokens are resolved is not exported: an export is appended while the module is loaded.
const HIDDEN = "resolveRoomPermissionMatrix";
const hooks = `
  export async function load(url, context, nextLoad) {
    const module = await nextLoad(url, context);
    return url.endsWith("/@liveblocks/core/dist/index.js")
      ? { ...module, source: module.source + "\\nexport { ${HIDDEN} };" }
      : module;
  }`;
register("data:text/javascript," + encodeURIComponent(hooks));

const core = await import("@liveblocks/core");
const { QueryParser } = await import("@liveblocks/query-parser");

const rooms = new QueryParser({
  fields: { roomId: "string" },
  indexableFields: { metadata: "string" },
});

const oracles = {
  idToken: ({ defaultAccesses, groupsAccesses, userAccesses }) =>
    described(
      core.permissionMatrixFromScopes(
        core.mergeRoomPermissionScopes({ defaultAccesses, groupsAccesses, userAccesses })
      )
    ),
  accessToken: ({ permissions, roomId }) =>
    described(core[HIDDEN](permissions, roomId) ?? core.permissionMatrixFromScopes([])),
  set: ({ scopes }) => core.validatePermissionsSet(scopes) === true,
  query: ({ query }) =>
    rooms.parse(query).query.allOf.map((condition) => ({
      field: condition.field.key ?? condition.field.ref.name,
      text: condition.prefix?.value ?? condition.value.value,
    })),
};

/** By the names of RoomResource and AccessLevel. */
function described(matrix) {
  const { personal, ...accesses } = matrix;
  const described = {
    readsComments: core.hasPermissionAccess(matrix, "comments", "read"),
    writesComments: core.hasPermissionAccess(matrix, "comments", "write"),
  };
  for (const [resource, level] of Object.entries(accesses)) {
    const [name, part] = resource.toUpperCase().split(":");
    described[part ? `${part}_${name}` : name] = level.toUpperCase();
  }
  return described;
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify([oracles[question.about](question)]));
}
