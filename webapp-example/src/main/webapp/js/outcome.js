// What accesses come to for a person before they are saved, by the rule that Liveblocks follows and
// in the words that the server uses for what is saved.

const MAY = { read: "may read", write: "may edit" };

/** The access and the reason; `stated` tells the choice for a level and an id in it. */
export function outcome({ id, name, group, barred }, stated) {
  const own = stated("people", id);
  const ofGroup = stated("groups", group);
  const ofEveryone = stated("everyone", "");
  if (barred) return { access: "none", reason: `The endpoint denies access to ${name}.` };
  if (own in MAY) return { access: own, reason: `${name} ${MAY[own]}, by name.` };
  if (ofGroup in MAY) return { access: ofGroup, reason: `All ${group} ${MAY[ofGroup]}.` };
  if (ofEveryone in MAY) return { access: ofEveryone, reason: `Everybody ${MAY[ofEveryone]}.` };
  return { access: "none", reason: "Nothing grants access." };
}
