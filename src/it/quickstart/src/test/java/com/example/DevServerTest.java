package com.example;

// snippet: dev-server-container
import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.rooms.NewRoom;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class DevServerTest {

  @Container
  static final GenericContainer<?> SERVER =
      new GenericContainer<>("ghcr.io/liveblocks/dev-server").withExposedPorts(1153);

  @Test
  void roomIsCreated() {
    String baseUrl = "http://" + SERVER.getHost() + ":" + SERVER.getMappedPort(1153);
    try (Liveblocks liveblocks =
        Liveblocks.builder().secretKey("sk_localdev").baseUrl(baseUrl).build()) {
      assertThat(liveblocks.rooms().create(NewRoom.of("plans")).id()).isEqualTo("plans");
    }
  }
}
// end
