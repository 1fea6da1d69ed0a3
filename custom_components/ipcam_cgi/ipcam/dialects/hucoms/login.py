"""The login of Hucoms cameras."""

from typing import override

from ...model.protocol import HttpRequest, Login


class HucomsLogin(Login):
    """The account goes along with every request, in front."""

    @override
    def sign(self, http_request: HttpRequest) -> None:
        http_request.query[:0] = [("id", self.credentials.username), ("passwd", self.credentials.password)]
