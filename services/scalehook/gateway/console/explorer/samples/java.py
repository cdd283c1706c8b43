"""Java: the core of the official SDKs; what these do not cover is signed by hand."""

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.samples.quoting import lines, literal

KEY_ID = 'System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")'
SIGNER = 'System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")'


def install(draft: Draft) -> str:
    """What Maven has to fetch."""
    return "" if draft.style == "rest" else "com.aliyun:tea-openapi, com.aliyun:tea-util"


def write(draft: Draft, endpoint: str) -> str:
    """The program."""
    return (_rest if draft.style == "rest" else _core)(draft, endpoint)


def _core(draft: Draft, endpoint: str) -> str:
    protocol, _, address = endpoint.partition("://")
    kind = "formData" if draft.style == "rpc" else "json"
    query = lines(draft.query, "        query.put({name}, {value});\n")
    body = f".setBody(Common.parseJSON({literal(draft.body)}))" if draft.body else ""
    common = "import com.aliyun.teautil.Common;\n" if body else ""
    return f"""import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
{common}import com.aliyun.teautil.models.RuntimeOptions;
import java.util.LinkedHashMap;
import java.util.Map;

public class {draft.action} {{
    public static void main(String[] arguments) throws Exception {{
        Config config = new Config()
            .setAccessKeyId({KEY_ID})
            .setAccessKeySecret({SIGNER})
            .setRegionId({literal(draft.region)})
            .setEndpoint({literal(address)})
            .setProtocol({literal(protocol)});
        Params params = new Params()
            .setAction({literal(draft.action)})
            .setVersion({literal(draft.version)})
            .setProtocol({literal(protocol.upper())})
            .setMethod({literal(draft.method)})
            .setPathname({literal(draft.path)})
            .setAuthType("AK")
            .setStyle({literal(draft.style.upper())})
            .setReqBodyType({literal(kind)})
            .setBodyType("json");
        Map<String, String> query = new LinkedHashMap<>();
{query}        OpenApiRequest request = new OpenApiRequest().setQuery(query){body};
        Map<String, ?> answer = new Client(config).callApi(params, request, new RuntimeOptions());
        System.out.println(answer.get("body"));
    }}
}}
"""


def _rest(draft: Draft, endpoint: str) -> str:
    nonce = draft.scheme == "acs:"
    prefix = "x-acs-" if nonce else "x-mns-"
    headers = lines(draft.headers, "        headers.put({name}, {value});\n")
    if nonce:
        headers += '        headers.put("x-acs-signature-nonce", UUID.randomUUID().toString());\n'
    return f"""import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
{"import java.util.UUID;" + chr(10) if nonce else ""}import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class {draft.action} {{
    public static void main(String[] arguments) throws Exception {{
        String method = {literal(draft.method)};
        String target = {literal(draft.target)};
        String body = {literal(draft.body)};
        DateTimeFormatter form =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
        Map<String, String> headers = new TreeMap<>();
        headers.put("date", ZonedDateTime.now(ZoneOffset.UTC).format(form));
{headers}        StringBuilder text = new StringBuilder(method).append("\\n\\n")
            .append(headers.getOrDefault("content-type", "")).append("\\n")
            .append(headers.get("date")).append("\\n");
        headers.forEach((name, value) -> {{
            if (name.startsWith("{prefix}")) text.append(name).append(":").append(value).append("\\n");
        }});
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec({SIGNER}.getBytes("UTF-8"), "HmacSHA1"));
        byte[] digest = mac.doFinal(text.append(target).toString().getBytes("UTF-8"));
        headers.put("authorization", {literal(draft.scheme)} + {KEY_ID}
            + ":" + Base64.getEncoder().encodeToString(digest));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create({literal(endpoint)} + target))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = HttpClient.newHttpClient()
            .send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body());
    }}
}}
"""
