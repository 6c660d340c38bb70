package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlainJsonPropertiesTest {

  private static final Jsonb JSONB = JsonbBuilder.create();

  private final PlainJson plain = new PlainJson(JsonProvider.provider());

  @Property
  void writeIsWhatJsonBWrites(@ForAll("values") Object value) {
    assertThat(PlainJson.isPlain(value)).isTrue();
    assertThat(plain.write(value)).isEqualTo(JSONB.toJson(value));
  }

  @Example
  void isPlainWhenJsonBHasRulesOfItsOwnThenFalse() {
    assertThat(PlainJson.isPlain(Map.of(1, "a"))).isFalse();
    assertThat(PlainJson.isPlain(Map.of("a", 1.5))).isFalse();
    assertThat(PlainJson.isPlain(Map.of("a", Map.of("b", new Object())))).isFalse();
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(8);
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            text, Arbitraries.integers(), Arbitraries.longs(), Arbitraries.of(true, false));
    return Arbitraries.recursive(() -> leaf, element -> nested(text, element), 0, 3);
  }

  private static Arbitrary<Object> nested(Arbitrary<String> text, Arbitrary<Object> element) {
    Arbitrary<Object> member = element.injectNull(0.1);
    return Arbitraries.oneOf(
            element, member.list().ofMaxSize(3), Arbitraries.maps(text, member).ofMaxSize(3))
        .withoutEdgeCases();
  }
}
