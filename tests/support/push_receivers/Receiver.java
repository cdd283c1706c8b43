// A receiver of pushes that checks them as the official sample for Java does: names of headers as they
// are spelled on the wire.

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

public class Receiver {
  private static final List<String> NAMED = List.of("Content-md5", "Content-Type", "Date");

  public static void main(String[] arguments) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    System.out.println(listening.getLocalPort());
    while (true) {
      try (Socket visitor = listening.accept()) {
        answer(visitor);
      }
    }
  }

  private static void answer(Socket visitor) throws IOException {
    InputStream input = visitor.getInputStream();
    String[] request = line(input).split(" ");
    Map<String, String> headers = new HashMap<>();
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      String[] parts = line.split(": ?", 2);
      headers.put(parts[0], parts[1]);
    }
    input.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    String status = isSigned(request[0], request[1], headers) ? "204 No Content" : "403 Forbidden";
    String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    visitor.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static boolean isSigned(String method, String target, Map<String, String> headers) {
    try {
      String url = new String(Base64.getDecoder().decode(headers.get("x-mns-signing-cert-url")));
      Signature signature = Signature.getInstance("SHA1withRSA");
      signature.initVerify(publicKey(url));
      signature.update(text(method, target, headers).getBytes(StandardCharsets.ISO_8859_1));
      return signature.verify(Base64.getDecoder().decode(headers.get("Authorization")));
    } catch (Exception problem) {
      problem.printStackTrace();
      return false;
    }
  }

  private static PublicKey publicKey(String url) throws Exception {
    try (InputStream input = new URL(url).openStream()) {
      return CertificateFactory.getInstance("X.509").generateCertificate(input).getPublicKey();
    }
  }

  /** What is signed: the method, three headers, those of MNS by their names, and the target. */
  private static String text(String method, String target, Map<String, String> headers) {
    List<String> lines = new ArrayList<>(List.of(method));
    NAMED.forEach(name -> lines.add(headers.get(name)));
    lines.add(
        headers.entrySet().stream()
            .filter(each -> each.getKey().startsWith("x-mns-"))
            .map(each -> each.getKey() + ":" + each.getValue())
            .sorted()
            .collect(Collectors.joining("\n")));
    lines.add(target);
    return String.join("\n", lines);
  }

  private static String line(InputStream input) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (int each = input.read(); each != '\n' && each >= 0; each = input.read()) {
      if (each != '\r') {
        read.write(each);
      }
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }
}
