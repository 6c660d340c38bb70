package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JsonBoundsPropertiesTest {

  /** A value, and how deep it is nested by the way it was made. */
  record Nested(String text, int depth) {}

  private static Arbitrary<String> string() {
    return Arbitraries.of(
        "\"\"",
        "\"a\"",
        "\"[{\"",
        "\"\\\"[[[\"",
        "\"\\\\\"",
        "\"]}\"",
        "\"\\u005b\"",
        "\"1e9999\"");
  }

  @Provide
  Arbitrary<Nested> values() {
    Arbitrary<Nested> flat =
        Arbitraries.oneOf(string(), Arbitraries.of("1", "-2.5e3", "true", "null", "[]", "{}"))
            .map(text -> new Nested(text, text.matches("\\[]|\\{}") ? 1 : 0));
    return Arbitraries.recursive(() -> flat, JsonBoundsPropertiesTest::around, 0, 6);
  }

  private static Arbitrary<Nested> around(Arbitrary<Nested> inner) {
    return Combinators.combine(inner, inner, string(), Arbitraries.of(true, false))
        .as(
            (first, second, name, array) ->
                new Nested(
                    array
                        ? "[%s, %s]".formatted(first.text(), second.text())
                        : "{%s: %s,\n\"b\":%s}".formatted(name, first.text(), second.text()),
                    1 + Math.max(first.depth(), second.depth())));
  }

  @Property
  void valueIsAcceptedWhereItIsNotTooDeep(
      @ForAll("values") Nested value, @ForAll @IntRange(min = 0, max = 7) int most) {
    if (value.depth() <= most) {
      assertThatCode(() -> JsonBounds.check(value.text(), most)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> JsonBounds.check(value.text(), most))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("deeper than " + most);
    }
  }

  @Property
  void valueIsRejectedWhereItIsCutShort(
      @ForAll("values") Nested value, @ForAll @IntRange(max = 10_000) int at) {
    String text = "[" + value.text() + "]";

    assertThatThrownBy(() -> JsonBounds.check(text.substring(0, 1 + at % (text.length() - 1)), 8))
        .isInstanceOf(JsonException.class);
  }

  @Property
  void valueIsRejectedWhereABracketIsOfTheOtherKind(
      @ForAll("values") Nested value, @ForAll boolean array) {
    String text = (array ? "[" : "{\"a\":") + value.text() + (array ? "}" : "]");

    assertThatThrownBy(() -> JsonBounds.check(text, 8)).isInstanceOf(JsonException.class);
  }

  @Property
  void numberIsAcceptedWhereItIsShort(
      @ForAll @IntRange(min = 1, max = 110) int digits,
      @ForAll @IntRange(min = -12_000, max = 12_000) int exponent) {
    String number = "9".repeat(digits) + "e" + exponent;

    if (number.length() <= 100 && Math.abs(exponent) < 1_000) {
      assertThatCode(() -> JsonBounds.check("[" + number + "]", 1)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> JsonBounds.check("[" + number + "]", 1))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("out of bounds");
    }
  }
}
