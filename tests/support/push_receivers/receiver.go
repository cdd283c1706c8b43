// A receiver of pushes that checks them as the official sample for Go does.
package main

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sort"
	"strings"
)

// What is signed: the method, three headers, those of MNS by their names, and the path with its query.
func signedText(push *http.Request) string {
	var own []string
	for name, values := range push.Header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-mns-") {
			own = append(own, name+":"+strings.Join(values, ","))
		}
	}
	sort.Strings(own)
	lines := []string{push.Method}
	for _, name := range []string{"Content-Md5", "Content-Type", "Date"} {
		lines = append(lines, push.Header.Get(name))
	}
	return strings.Join(append(append(lines, own...), push.RequestURI), "\n")
}

func publicKey(certificateURL string) (*rsa.PublicKey, error) {
	url, err := base64.StdEncoding.DecodeString(certificateURL)
	if err != nil {
		return nil, err
	}
	answer, err := http.Get(string(url))
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(content)
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, errors.New("no certificate")
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, err
	}
	return certificate.PublicKey.(*rsa.PublicKey), nil
}

func check(push *http.Request) error {
	key, err := publicKey(push.Header.Get("x-mns-signing-cert-url"))
	if err != nil {
		return err
	}
	signature, err := base64.StdEncoding.DecodeString(push.Header.Get("Authorization"))
	if err != nil {
		return err
	}
	digest := sha1.Sum([]byte(signedText(push)))
	return rsa.VerifyPKCS1v15(key, crypto.SHA1, digest[:], signature)
}

func main() {
	listening, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listening.Addr().(*net.TCPAddr).Port)
	panic(http.Serve(listening, http.HandlerFunc(func(answer http.ResponseWriter, push *http.Request) {
		if err := check(push); err != nil {
			fmt.Fprintln(os.Stderr, err)
			answer.WriteHeader(http.StatusForbidden)
			return
		}
		answer.WriteHeader(http.StatusNoContent)
	})))
}
