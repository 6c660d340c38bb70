package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @AutoClose private final Json json = new Json();

  private static Stream<String> hostileTexts() {
    return Stream.of(
        "",
        " ",
        "\u0000",
        "\ufeff{}",
        "{}\u0000",
        "{}\u2028",
        "{}{}",
        "{} x",
        "[]",
        "[{}]",
        "\"text\"",
        "null",
        "1",
        "{",
        "}",
        "]",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"a\":\"\\u12",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":NaN}",
        "{\"a\":-}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":--1}",
        "{\"n\":" + "1".repeat(101) + "}", // Some parsers have bounds of their own, far beyond.
        "{\"n\":-0." + "1".repeat(98) + "}",
        "{\"n\":" + "1".repeat(2_000) + "}",
        "{\"n\":" + "9".repeat(1_000_000) + "}",
        "{\"n\":0." + "1".repeat(2_000) + "}",
        "{\"n\":1e99999999999}",
        "{\"n\":1e-99999999999}",
        "{\"n\":1E+2147483647}",
        "{\"n\":1e2147483648}",
        "{\"n\":1e" + "0".repeat(2_000) + "1}",
        "{\"n\":[1e1000]}",
        "{\"a\":".repeat(65) + "1" + "}".repeat(65),
        "{\"a\":" + "[".repeat(1_000_000),
        "[".repeat(1_000_000) + "]".repeat(1_000_000),
        "{\"a\":'x'}",
        "<html>{}</html>");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void readObjectWhenTextIsHostileThenJsonExceptionAndNothingElse(String text) {
    assertThatThrownBy(() -> json.readObject(text)).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void readWhenTextIsHostileThenJsonExceptionOrAValue(String text) {
    for (Class<?> type : List.of(Map.class, Shape.class, int[].class, JsonObject.class)) {
      try {
        Object unused = json.read(text, type);
      } catch (JsonException expected) {
        assertThat(expected.getMessage()).hasSizeLessThan(2_000);
      }
    }
  }

  public record Shape(String name, int sides) {}

  /** What cuts a value short inside a member that {@code Shape} has not: Parsson would not end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"other\":{",
        "{\"other\":{\"a\":1",
        "{\"other\":{\"a\":\"b",
        "{\"other\":{\"a\":{}",
        "{\"other\":[",
        "{\"other\":[1,",
        "{\"other\":[[1]",
        "{\"other\":{\"a\":1]}",
        "{\"other\":{\"a\":1]]",
        "{\"other\":[1}]",
        "{\"other\":[1}}",
        "{\"name\":\"a\"}}",
        "{\"name\":\"a\",\"other\":{\"a\":1"
      })
  void readWhenBracketsDoNotMatchThenEndsWithJsonException(String text) {
    assertThatThrownBy(() -> json.read(text, Shape.class)).isInstanceOf(JsonException.class);
  }

  @Test
  void toMapWhenNumbersAreAsLargeAsTheyMayBeThenCheap() {
    String numbers = "-1." + "7".repeat(90) + "e-999,";
    JsonObject object = json.readObject("{\"n\":[" + numbers.repeat(10_000) + "1e999]}");

    List<?> list = (List<?>) Json.toMap(object).get("n");
    assertThat(list).hasSize(10_001);
    BigInteger largest = ((BigDecimal) list.get(10_000)).toBigInteger();
    assertThat(largest.bitLength()).isLessThan(4_000);
  }

  @Test
  void readObjectWhenNumbersAreOrdinaryThenExact() {
    JsonObject object =
        json.readObject(
            " {\"a\":-0.1e-7,\"b\":1.7976931348623157E+308,\"c\":12345678901234567890123456789,\"d\":1e00000000002,\"-1e9999\":0}\r\n");

    assertThat(Json.toMap(object))
        .containsEntry("a", new BigDecimal("-0.1e-7"))
        .containsEntry("b", new BigDecimal("1.7976931348623157E+308"))
        .containsEntry("c", new BigDecimal("12345678901234567890123456789"))
        .containsEntry("d", new BigDecimal("1e2"))
        .containsEntry("-1e9999", BigDecimal.ZERO);
  }

  /** Brackets within strings do not count, and an escaped quote ends none. */
  @Test
  void readObjectWhenAtItsBoundsThenRead() {
    String innermost = "{\"[{\\\"\":\"]}[[\\\\\",\"n\":" + "9".repeat(96) + "e999}";
    String text = "{\"a\":".repeat(63) + innermost + "}".repeat(63);

    assertThat(json.readObject(text).toString()).contains("]}[[");
    assertThatThrownBy(() -> json.readObject("{\"a\":" + text + "}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("deeper than 64");
    assertThatThrownBy(() -> json.readObject(text.replace("e999", "9e999")))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("out of bounds");
  }

  @Test
  void readObjectWhenEscapeIsHalfAPairThenKeptAsItIs() {
    assertThat(json.readObject("{\"a\":\"\\ud800\"}").getString("a")).isEqualTo("\ud800");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udfff", "\udc00\ud800", "\ud83d!"})
  void writeWhenTextIsNotWellFormedThenRefused(String text) {
    for (Object value :
        List.of(text, List.of(text), Map.of("k", text), Map.of(text, 1), new Shape(text, 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> json.writeAny("userInfo", value))
          .withMessageContaining("userInfo is not well-formed text");
    }
    assertThat(json.writeAny("text", "\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
  }

  public static final class Lazy {
    private boolean loaded;

    public String getName() {
      if (!loaded) {
        throw new IllegalStateException("not loaded");
      }
      return "name";
    }
  }

  @Test
  void writeWhenValueCannotBeWrittenThenRefusedByName() {
    Map<String, Object> recursive = new HashMap<>();
    recursive.put("self", recursive);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.toObject("userInfo", recursive))
        .withMessageContaining("userInfo cannot be written as JSON");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.toObject("userInfo", List.of()))
        .withMessageContaining("userInfo must be a JSON object");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.writeAny("event", new Lazy()))
        .withMessageContaining("event cannot be written as JSON");
  }
}
