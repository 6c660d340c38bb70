package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's tables say what the code does. */
class ReadmeTablesTest {

  /** The README has what is common, and for tokens; a chapter has what is for its endpoint. */
  private static final List<String> DOCUMENTS =
      List.of("README.md", "src/docs/webhooks.md", "src/docs/lookups.md");

  private static List<MatchResult> rows(String regex) throws IOException {
    List<MatchResult> rows = new ArrayList<>();
    for (String document : DOCUMENTS) {
      Pattern.compile(regex, Pattern.MULTILINE)
          .matcher(Files.readString(Path.of(document)))
          .results()
          .forEach(rows::add);
    }
    return rows;
  }

  @Test
  void settingsTableNamesEverySettingInItsSources() throws IOException {
    List<MatchResult> rows = rows("^\\| `(\\w+)` \\| `(LIVEBLOCKS_\\w+)` \\| (.*?) \\|");
    assertThat(rows)
        .extracting(row -> row.group(1) + " " + row.group(2))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Setting.values())
                .map(setting -> setting.initParam() + " " + setting.environment())
                .toList());
  }

  @Test
  void settingsTableHasTheDefaultsOfTheCode() throws IOException {
    SettingsFixture app = new SettingsFixture();
    app.initParams.put("secretKey", SettingsFixture.KEY);
    List<Object> defaults = values(app.settings());
    for (MatchResult row : rows("^\\| `(\\w+)` \\| `LIVEBLOCKS_\\w+` \\| (.*?) \\|")) {
      String stated = row.group(2).replace("`", "");
      if (!stated.equals("required")) {
        app.initParams.put(row.group(1), stated.equals("none") ? "" : stated);
        assertThat(values(app.settings())).as("%s %s", row.group(1), stated).isEqualTo(defaults);
      }
    }
  }

  private static List<Object> values(EndpointSettings settings) {
    return List.of(
        settings.liveblocks().toString(),
        settings.enabled(),
        settings.async(),
        settings.maxBodyBytes(),
        settings.bodyTimeout(),
        settings.allowedOrigins(),
        settings.roleGroups(),
        settings.directoryTimeout(),
        settings.className(Setting.USER_RESOLVER),
        settings.className(Setting.ROOM_AUTHORIZER),
        settings.className(Setting.USER_DIRECTORY),
        settings.className(Setting.ROOM_DIRECTORY),
        settings.webhookTimeout(),
        settings.webhookSecret(text -> text, Path::toString),
        settings.className(Setting.WEBHOOK_HANDLER),
        settings.className(Setting.DELIVERY_LOG));
  }

  @Test
  void responsesTableHasEveryErrorResponse() throws IOException {
    assertThat(rows("^\\| .*? \\| (\\d{3}) \\| (\\w+) \\| `(\\w+)` \\|"))
        .extracting(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorResponse.values())
                .map(
                    response ->
                        response.status()
                            + (response.error().equals("forbidden") ? " stops " : " retries ")
                            + response.code())
                .toList());
  }
}
