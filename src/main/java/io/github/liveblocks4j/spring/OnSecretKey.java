package io.github.liveblocks4j.spring;

import io.github.liveblocks4j.internal.web.Setting;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where a secret key is set, or the file that holds it. */
final class OnSecretKey extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    boolean isSet =
        Stream.of(Setting.SECRET_KEY, Setting.SECRET_KEY_FILE)
            .map(
                setting ->
                    SpringFramework.property(
                        context.getEnvironment(), "liveblocks." + setting.property()))
            .anyMatch(OnSecretKey::isText);
    return new ConditionOutcome(
        isSet,
        (isSet ? "found" : "did not find")
            + " a property liveblocks.secret-key or liveblocks.secret-key-file");
  }

  private static boolean isText(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
