package io.github.liveblocks4j.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventSamplesTest {

  @Test
  void allHasOneOfEachKindThatThereIs() {
    assertThat(EventSamples.all().stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(kinds(WebhookEvent.class).toList());
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventSamplesTest::kinds)
        : Stream.of(type);
  }
}
