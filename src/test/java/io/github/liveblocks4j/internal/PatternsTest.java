package io.github.liveblocks4j.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.liveblocks4j.support.PatternCost;
import io.github.liveblocks4j.support.PatternCost.Use;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No pattern of the product may take more than linear time, whatever a stranger sends: 7 KB of
 * Content-Type can cost more CPU than 1,000 requests. All pattern constants are found by
 * themselves; patterns that are not constants are forbidden, as they would not be.
 */
class PatternsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(ApiClient.class.getProtectionDomain().getCodeSource().getLocation());

  /** Never searched with, only matched with from the first character to the last. */
  private static final Set<String> MATCHED_ONLY =
      Set.of("ApiCall.MEDIA_TYPE", "AuthToken.JWT", "Scopes.SCOPE");

  static List<Arguments> patterns() throws Exception {
    List<Arguments> patterns = new ArrayList<>();
    for (JavaClass each : CLASSES) {
      if (each.getPackageName().contains(".testing")) {
        continue; // Runs in tests only; no stranger reaches it.
      }
      for (Field field : Class.forName(each.getName()).getDeclaredFields()) {
        if (field.getType() == Pattern.class) {
          assertThat(Modifier.isStatic(field.getModifiers())).as(field.toString()).isTrue();
          field.setAccessible(true);
          patterns.add(Arguments.of(each.getSimpleName() + "." + field.getName(), field.get(null)));
        }
      }
    }
    return patterns;
  }

  @Test
  void patternsWhenSearchedForThenTheKnownOnesAreAmongThem() throws Exception {
    assertThat(patterns())
        .extracting(each -> each.get()[0])
        .contains("Url.TEMPLATE", "Masking.KEY", "SecretKey.FORM")
        .containsAll(MATCHED_ONLY);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("patterns")
  void matchWhenInputDoublesThenCostDoublesAtMost(String name, Pattern pattern) {
    for (Use use : MATCHED_ONLY.contains(name) ? List.of(Use.MATCH) : List.of(Use.values())) {
      assertThat(PatternCost.worstGrowth(pattern, use))
          .as("%s of %s %s", use, name, pattern)
          .isLessThan(2.5);
    }
  }

  /** The measure measures: these are the classics, and what this project had. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+",
        "a*a*b",
        "\\s*application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?\\s*",
        "[a-z]*x?[a-z]*:",
        "x(?:[a-z]+,?)+;"
      })
  void worstGrowthWhenPatternBacktracksThenSeen(String pattern) {
    assertThat(PatternCost.worstGrowth(Pattern.compile(pattern), Use.MATCH)).isGreaterThan(2.5);
  }

  @Test
  void patternsAreConstants() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..testing..")
        .should()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .orShould()
        .callMethod(String.class, "replaceFirst", String.class, String.class)
        .orShould()
        .callMethod(Pattern.class, "matches", String.class, CharSequence.class)
        .check(CLASSES);
  }
}
