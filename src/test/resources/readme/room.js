const { room } = client.enterRoom("plans");
room.subscribe("status", () => console.log(room.getSelf())); // null, then {id: "alice@acme", info: {name: "Alice"}, …}
