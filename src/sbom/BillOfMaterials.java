import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Completes what the CycloneDX plugin writes, which is the bill of materials of the main jar alone:
 * each other jar becomes a component with its hash and, if it carries libraries, these as parts of
 * it. Argument: the path of the main jar, without {@code .jar}.
 */
final class BillOfMaterials {

  private final String jars;
  private final JsonObject bill;
  private final JsonObject main;

  private BillOfMaterials(String jars, JsonObject bill) {
    this.jars = jars;
    this.bill = bill;
    this.main = bill.getJsonObject("metadata").getJsonObject("component");
  }

  public static void main(String... args) throws Exception {
    Path file = Path.of(args[0] + "-cyclonedx.json");
    if (Files.notExists(file)) {
      return; // Offline, the plugin writes none.
    }
    JsonObject bill;
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      bill = reader.readObject();
    }
    bill = new BillOfMaterials(args[0], bill).complete();
    try (JsonWriter writer = Json.createWriter(Files.newBufferedWriter(file))) {
      writer.writeObject(bill);
    }
  }

  private JsonObject complete() throws Exception {
    JsonArrayBuilder components = Json.createArrayBuilder();
    JsonArrayBuilder dependencies = Json.createArrayBuilder();
    libraries().forEach(components::add);
    bill.getJsonArray("dependencies").getValuesAs(JsonObject.class).stream()
        .filter(each -> !each.getString("ref").contains("classifier="))
        .forEach(dependencies::add);
    for (String classifier : List.of("javax", "standalone", "javax-standalone", "testing")) {
      JsonObject jar = jar(classifier);
      components.add(jar);
      dependencies.add(
          Json.createObjectBuilder()
              .add("ref", jar.getString("bom-ref"))
              .add(
                  "dependsOn",
                  refs(library -> classifier.equals("javax") && !hasOtherNameInJavax(library))));
    }
    return Json.createObjectBuilder(bill)
        .add(
            "metadata",
            Json.createObjectBuilder(bill.getJsonObject("metadata"))
                .add("component", Json.createObjectBuilder(main).add("hashes", hashes(""))))
        .add("components", components)
        .add("dependencies", dependencies)
        .build();
  }

  private Stream<JsonObject> libraries() {
    return bill.getJsonArray("components").getValuesAs(JsonObject.class).stream()
        .filter(each -> !each.getString("group").equals(main.getString("group")));
  }

  private JsonArrayBuilder refs(Predicate<JsonObject> choice) {
    return Json.createArrayBuilder(
        libraries().filter(choice).map(each -> each.getString("bom-ref")).toList());
  }

  /** JSON-B, JSON-P and what implements them: the server or the application has older ones. */
  private static boolean hasOtherNameInJavax(JsonObject library) {
    return library.getString("group").matches("jakarta\\.json.*|org\\.eclipse.*");
  }

  private JsonObject jar(String classifier) throws Exception {
    String purl = main.getString("purl") + "&classifier=" + classifier;
    String notice = notice(classifier);
    JsonArrayBuilder parts = Json.createArrayBuilder();
    libraries()
        .filter(each -> notice.contains(coordinates(each)))
        .forEach(
            each ->
                parts.add(
                    Json.createObjectBuilder(each)
                        .add("bom-ref", classifier + "/" + each.getString("bom-ref"))
                        .add("scope", "required")
                        .add(
                            "pedigree",
                            Json.createObjectBuilder()
                                .add("notes", "Other package names: see META-INF/NOTICE."))));
    return Json.createObjectBuilder(main)
        .add("bom-ref", purl)
        .add("purl", purl)
        .add("hashes", hashes("-" + classifier))
        .add("components", parts)
        .build();
  }

  private static String coordinates(JsonObject library) {
    return String.join(
        ":", library.getString("group"), library.getString("name"), library.getString("version"));
  }

  /** Returns what a jar says of the libraries in it; empty if it carries none. */
  private String notice(String classifier) throws IOException {
    try (ZipFile jar = new ZipFile(jars + "-" + classifier + ".jar")) {
      if (jar.getEntry("META-INF/NOTICE") == null) {
        return "";
      }
      try (InputStream notice = jar.getInputStream(jar.getEntry("META-INF/NOTICE"))) {
        return new String(notice.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private JsonArrayBuilder hashes(String suffix) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(Files.readAllBytes(Path.of(jars + suffix + ".jar")));
    return Json.createArrayBuilder()
        .add(
            Json.createObjectBuilder()
                .add("alg", "SHA-256")
                .add("content", HexFormat.of().formatHex(digest)));
  }
}
