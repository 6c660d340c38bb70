package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * The check that comes before the server in {@code mvn -Prun}: the plugin as pom.xml has it, in a
 * project of its own, for a build inside this build could not find the library.
 */
class RunCommandIT {

  private static final Path MAVEN =
      Path.of(
          System.getProperty("maven.home"), "bin", File.separatorChar == '\\' ? "mvn.cmd" : "mvn");

  @TempDir Path directory;

  @Test
  void validateWhenThePortIsInUseThenOneLineNamesItAndTheProperty() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      Result result = validate(other.getLocalPort());

      assertThat(result.exitCode()).as(result.output()).isNotZero();
      assertThat(result.output().lines())
          .containsOnlyOnce(
              "[ERROR] Port %d of localhost is in use or not allowed. Stop what listens there, or choose another port: -Djetty.http.port=9090"
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void validateWhenThePortIsFreeThenItPasses() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      free = socket.getLocalPort();
    }
    Result result = validate(free);

    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  private record Result(int exitCode, String output) {}

  private Result validate(int port) throws Exception {
    Path pom = directory.resolve("pom.xml");
    Files.writeString(
        pom,
        "<project><modelVersion>4.0.0</modelVersion><groupId>example</groupId><artifactId>run</artifactId><version>1</version><packaging>pom</packaging><properties><jetty.http.host>localhost</jetty.http.host></properties><build><plugins>%s</plugins></build></project>"
            .formatted(enforcerOfProfileRun()));
    Path log = directory.resolve("log");
    Process maven =
        new ProcessBuilder(
                MAVEN.toString(),
                "-B",
                "-f",
                pom.toString(),
                "-Djetty.http.port=" + port,
                "validate")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(maven.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Result(maven.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }

  private static String enforcerOfProfileRun() throws Exception {
    Path pom = Path.of(System.getProperty("project.directory"), "pom.xml");
    DocumentBuilderFactory parser = DocumentBuilderFactory.newInstance();
    Node plugin =
        (Node)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "//profile[id='run']//plugin[artifactId='maven-enforcer-plugin']",
                    parser.newDocumentBuilder().parse(new InputSource(pom.toUri().toString())),
                    XPathConstants.NODE);
    Transformer writer = TransformerFactory.newInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter xml = new StringWriter();
    writer.transform(new DOMSource(plugin), new StreamResult(xml));
    return xml.toString().replace(" xmlns=\"http://maven.apache.org/POM/4.0.0\"", "");
  }
}
