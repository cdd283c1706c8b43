"""Go: the core of the official SDKs; what these do not cover is signed by hand."""

from scalehook.gateway.console.explorer.draft import Draft
from scalehook.gateway.console.explorer.samples.quoting import lines, literal


def install(draft: Draft) -> str:
    """What go has to get."""
    core = "go get github.com/alibabacloud-go/darabonba-openapi/v2 github.com/alibabacloud-go/tea"
    return "" if draft.style == "rest" else core


def write(draft: Draft, endpoint: str) -> str:
    """The program."""
    return (_rest if draft.style == "rest" else _core)(draft, endpoint)


def _core(draft: Draft, endpoint: str) -> str:
    protocol, _, address = endpoint.partition("://")
    kind = "formData" if draft.style == "rpc" else "json"
    query = lines(draft.query, "\t\t{name}: tea.String({value}),\n")
    body = f"\t\tBody: json.RawMessage({literal(draft.body)}),\n" if draft.body else ""
    imports = '\t"encoding/json"\n' if body else ""
    return f"""package main

import (
{imports}\t"fmt"
\t"os"

\topenapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
\t"github.com/alibabacloud-go/tea/dara"
\t"github.com/alibabacloud-go/tea/tea"
)

func main() {{
\tclient, err := openapi.NewClient(&openapi.Config{{
\t\tAccessKeyId:     tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")),
\t\tAccessKeySecret: tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")),
\t\tRegionId:        tea.String({literal(draft.region)}),
\t\tEndpoint:        tea.String({literal(address)}),
\t\tProtocol:        tea.String({literal(protocol)}),
\t}})
\tif err != nil {{
\t\tpanic(err)
\t}}
\tparams := &openapi.Params{{
\t\tAction:      tea.String({literal(draft.action)}),
\t\tVersion:     tea.String({literal(draft.version)}),
\t\tProtocol:    tea.String({literal(protocol.upper())}),
\t\tMethod:      tea.String({literal(draft.method)}),
\t\tPathname:    tea.String({literal(draft.path)}),
\t\tAuthType:    tea.String("AK"),
\t\tStyle:       tea.String({literal(draft.style.upper())}),
\t\tReqBodyType: tea.String({literal(kind)}),
\t\tBodyType:    tea.String("json"),
\t}}
\tquery := map[string]*string{{
{query}\t}}
\tanswer, err := client.CallApi(params, &openapi.OpenApiRequest{{
\t\tQuery: query,
{body}\t}}, &dara.RuntimeOptions{{}})
\tif err != nil {{
\t\tpanic(err)
\t}}
\tfmt.Println(answer["body"])
}}
"""


def _rest(draft: Draft, endpoint: str) -> str:
    nonce = draft.scheme == "acs:"
    prefix = "x-acs-" if nonce else "x-mns-"
    headers = lines(draft.headers, "\t\t{name}: {value},\n")
    if nonce:
        headers += '\t\t"x-acs-signature-nonce": fmt.Sprint(time.Now().UnixNano()),\n'
    return f"""package main

import (
\t"crypto/hmac"
\t"crypto/sha1"
\t"encoding/base64"
\t"fmt"
\t"io"
\t"net/http"
\t"os"
\t"sort"
\t"strings"
\t"time"
)

func main() {{
\tmethod, target := {literal(draft.method)}, {literal(draft.target)}
\tbody := {literal(draft.body)}
\theaders := map[string]string{{
\t\t"date": time.Now().UTC().Format(http.TimeFormat),
{headers}\t}}
\town := []string{{}}
\tfor name, value := range headers {{
\t\tif strings.HasPrefix(name, "{prefix}") {{
\t\t\town = append(own, name+":"+value)
\t\t}}
\t}}
\tsort.Strings(own)
\tparts := append([]string{{method, "", headers["content-type"], headers["date"]}}, own...)
\thash := hmac.New(sha1.New, []byte(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")))
\thash.Write([]byte(strings.Join(append(parts, target), "\\n")))
\tsignature := base64.StdEncoding.EncodeToString(hash.Sum(nil))
\trequest, err := http.NewRequest(method, {literal(endpoint)}+target, strings.NewReader(body))
\tif err != nil {{
\t\tpanic(err)
\t}}
\tfor name, value := range headers {{
\t\trequest.Header.Set(name, value)
\t}}
\tkey := os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")
\trequest.Header.Set("authorization", {literal(draft.scheme)}+key+":"+signature)
\tanswer, err := http.DefaultClient.Do(request)
\tif err != nil {{
\t\tpanic(err)
\t}}
\tdefer answer.Body.Close()
\ttold, err := io.ReadAll(answer.Body)
\tfmt.Println(answer.StatusCode, string(told), err)
}}
"""
