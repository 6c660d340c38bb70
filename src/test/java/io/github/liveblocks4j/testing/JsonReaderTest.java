package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void readWhenEveryKindOccursThenItIsRead() {
    assertThat(
            JsonReader.read(
                " { \"o\" : {} , \"a\" : [ ] , \"t\" : [true,false,null,\"s\"] , \"n\" : -1.5e2 } "))
        .isEqualTo(
            Map.of(
                "o", Map.of(),
                "a", List.of(),
                "t", Arrays.asList(true, false, null, "s"),
                "n", new BigDecimal("-1.5e2")));
  }

  @Test
  void readWhenObjectHasMembersThenTheirOrderIsKept() {
    Map<?, ?> object =
        (Map<?, ?>) Objects.requireNonNull(JsonReader.read("{\"z\":1,\"a\":2,\"\":3}"));

    assertThat(object.keySet().stream().map(String::valueOf).toList())
        .containsExactly("z", "a", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "10", "0.5", "1e9", "1E+9", "1.25e-3", "123456789012345678901"})
  void readWhenNumberIsValidThenItIsExact(String text) {
    assertThat(JsonReader.read(text)).isEqualTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "1.2.3", "--1", "NaN", "٣"})
  void readWhenNumberIsMalformedThenRefused(String text) {
    assertRefused(text);
  }

  @Test
  void readWhenNumberIsBeyondBoundsThenRefused() {
    assertThat(JsonReader.read("1".repeat(1_000))).isInstanceOf(BigDecimal.class);
    assertRefused("1".repeat(1_001));
    assertRefused("1e99999999999");
  }

  @Test
  void readWhenStringHasEscapesThenTheyAreDecoded() {
    assertThat(JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\""))
        .isEqualTo("\"\\/\b\f\n\r\téé");
  }

  @Test
  void readWhenSurrogatesArePairedThenTaken() {
    assertThat(JsonReader.read("\"\\ud83e\\udd8a\"")).isEqualTo("🦊");
    assertThat(JsonReader.read("\"🦊\"")).isEqualTo("🦊");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud83e\"",
        "\"\\udd8a\"",
        "\"\\udd8a\\ud83e\"",
        "\"\\ud83ex\"",
        "\"\\ud83e\\ud83e\\udd8a\"",
        "{\"\\ud83e\":1}"
      })
  void readWhenSurrogateIsLoneThenRefused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\\u１２３４\"",
        "\"\\",
        "\"\\u",
        "\"abc",
        "\"\n\"",
        "\"\t\"",
        "\"\u0000\"",
        "'a'"
      })
  void readWhenStringIsMalformedThenRefused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "[1 2]",
        "}",
        "]",
        "nul",
        "True",
        "undefined",
        "// c\n1",
        "\uFEFF1",
        "\u00a01"
      })
  void readWhenStructureIsMalformedThenRefused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} x", "1 2", "null,", "[]]", "\"a\"\"b\"", "truefalse", "1\u0000"})
  void readWhenSomethingFollowsThenRefused(String text) {
    assertRefused(text);
  }

  @Test
  void readWhenMemberOccursTwiceThenRefused() {
    assertRefused("{\"a\":1,\"a\":1}");
    assertRefused("{\"a\":1,\"\\u0061\":1}");
  }

  @Test
  void readWhenNestedAtTheBoundThenTaken() {
    int depth = JsonReader.MAX_DEPTH;

    assertThat(JsonReader.read("[".repeat(depth) + "]".repeat(depth))).isInstanceOf(List.class);
    assertThat(JsonReader.read("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)))
        .isInstanceOf(Map.class);
  }

  @Test
  void readWhenNestedDeeperThenRefused() {
    int depth = JsonReader.MAX_DEPTH + 1;

    assertRefused("[".repeat(depth) + "]".repeat(depth));
    assertRefused("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
    assertRefused("[".repeat(1_000_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,2.50,{\"b\":null}],\"c\":true}",
        "[]",
        "{}",
        "\"\\u0001\\u001f\\\"\\\\/é🦊\"",
        "-0.5"
      })
  void writeWhenReadBeforeThenTextIsTheSame(String text) {
    assertThat(JsonWriter.write(JsonReader.read(text))).isEqualTo(text);
  }

  @Test
  void writeWhenValueHasNoJsonFormThenRefused() {
    assertThatThrownBy(() -> JsonWriter.write(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonWriter.write(Map.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonWriter.write(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JsonSyntaxException.class);
  }
}
