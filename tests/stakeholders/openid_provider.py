"""A small OpenID provider on loopback: discovery, keys, code flow with PKCE, a signed ID token, userinfo."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, CODE = "gemel-here", "a long secret", "one-time-code"


class Provider:
    """person: the claims of whoever presses yes. key: what signs; another one is published by `forge`."""

    def __init__(self):
        self.key = self.published = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person, self.asked, self.server = {}, {}, None

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *fault):
        self.server.shutdown()
        self.server.server_close()

    def forge(self):
        """From now on tokens are signed by a key that is not the published one."""
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def settings(self):
        app = {"provider_id": "city", "name": "City of Anywhere", "client_id": CLIENT, "secret": SECRET}
        app["settings"] = {"server_url": self.issuer, "oauth_pkce_enabled": True}
        return {"openid_connect": {"APPS": [app]}}

    def discovery(self):
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()}
        return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **found}

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.published.public_key()))
        return {"keys": [{**public, "kid": "k1", "alg": "RS256", "use": "sig"}]}

    def authorize(self, query):
        """The address to which the person is sent back after saying yes."""
        self.asked = {name: values[0] for name, values in query.items()}
        return f"{self.asked['redirect_uri']}?{urlencode({'code': CODE, 'state': self.asked['state']})}"

    def token(self, form):
        verifier = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if form["code"] != [CODE] or challenge != self.asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {**self.person, "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "k1"})
        return 200, {"access_token": "open", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def _handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                if parts.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(parse_qs(parts.query)))
                    self.end_headers()
                    return
                pages = {
                    "/.well-known/openid-configuration": provider.discovery,
                    "/keys": provider.keys,
                    "/userinfo": lambda: provider.person,
                }
                self._answer(200, pages[parts.path]())

            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._answer(*provider.token(form))

            def _answer(self, status, body):
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *args):
                """Tests are quiet."""

        return Handler
