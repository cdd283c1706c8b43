"""Values that break what reads them carelessly."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any

LONGEST = 2**20
NUMBERS = [
    *(
        [
            "0",
            "-1",
            "1",
            "00",
            "+1",
            "1.5",
            "1e3",
            "1e400",
            "-0",
            "NaN",
            "inf",
            "-Infinity",
            "0x10",
            "1_000",
            "٣",
        ]
    ),
    *(str(2**bits + off) for bits in (31, 32, 53, 63, 64, 128) for off in (-1, 0)),
    *(str(-(2**63) - off) for off in (0, 1)),
    *("9" * digits for digits in (309, 4000, 5000)),
]
TEXTS = [
    "",
    " ",
    "\n",
    "\x00",
    "a\x00b",
    "\x07",
    "\x7f",
    "\ufffe",
    "\ufeff",
    "é",
    "重要",
    "😀",
    "e\u0301",
    "\u202e",
    "''",
    '"',
    "\\",
    "%",
    "%00",
    "%ff",
    "%s%n",
    "{}",
    "{0.__class__}",
    "{{a}}",
    "{{",
    "${a}",
    "${",
    "$(id)",
    "`id`",
    "../../x",
    "/",
    "//",
    "*",
    "*?" * 40 + "Z",
    "<",
    "&",
    "]]>",
    "<!--",
    "&#xD800;",
    "None",
    "null",
    "true",
    "undefined",
    "2026-02-30T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    "acs:",
    "acs:::::",
    "acs:ess:::",
    "ari:acs:ess:x:y:scalingrule/",
    "acs:ess:cn-hangzhou:1:lifecyclehook/x",
    "acs:mns:cn-hangzhou:1:queue/",
    "acs:ram::1:role/",
    "a" * 64,
    "a" * 65,
    "a" * 257,
    "a" * 4097,
]
JSON_TEXTS = [
    *(
        "null",
        "true",
        "0",
        '""',
        "[]",
        "{}",
        "[1]",
        "[[]]",
        "[{}]",
        "{",
        '{"a"',
        "[,]",
        '{"":""}',
        "NaN",
        "-Infinity",
    ),
    *(
        '{"a":NaN}',
        '{"a":1e999}',
        '{"a":-1E+999}',
        '{"a":"\\ud800"}',
        '{"\\udfff":1}',
        '["\\ud800"]',
        "[null]",
    ),
    *(
        '{"a":"\\u0000"}',
        '{"a":{"b":[1]}}',
        '{"a":1,"a":2}',
        "[1.5,true,{}]",
        '["i-1","i-1"]',
        "\ufeff{}",
    ),
    *('{"a":' + number + "}" for number in NUMBERS),
    *(
        "[" * 300 + "]" * 300,
        '{"a":' * 300 + "1" + "}" * 300,
        "[" * 100_000,
        "[" * 50_000 + "]" * 50_000,
    ),
]
PARTS: list[Any] = [
    None,
    True,
    "",
    0,
    -1,
    1.5,
    2**63,
    2**64,
    10**309,
    10**4000,
    float("nan"),
    float("inf"),
    "\ud800",
    "\x00",
    "重要",
    "{{a}}",
    "${a}",
    [],
    {},
    [[]],
    {"": ""},
    {"\udfff": 1},
    {"a": {"b": [1]}},
    ["\ud800"],
    "9" * 4000,
]


@dataclass(frozen=True)
class Hostile:
    """Draws them."""

    random: Random

    def number(self) -> str:
        return self.random.choice(NUMBERS)

    def text(self) -> str:
        """Any text that UTF-8 can carry; now and then a long one."""
        drawn = self.random.random()
        if drawn < 0.01:
            return self.random.choice(("xxx", "é", "\x00", '"', "<", "{{a}}", "*?")) * (LONGEST // 3)
        if drawn < 0.15:
            return "".join(map(chr, self.random.choices(range(0xD800), k=self.random.randrange(20))))
        return self.random.choice(TEXTS if drawn < 0.75 else NUMBERS)

    def json(self, sound: Any) -> str:
        """A JSON text: sound but for one part of it, or not sound at all."""
        if self.random.random() < 0.3:
            return self.random.choice(JSON_TEXTS)
        return json.dumps(self._spoilt(sound))

    def _spoilt(self, value: Any) -> Any:
        """With an odd part in place of one of its own, on any level."""
        if not isinstance(value, dict | list) or not value or self.random.random() < 0.2:
            return self._part()
        if isinstance(value, list):
            return [self._spoilt(value[0]), *value[1:]]
        name = self.random.choice([*value, "nosuch"])
        return {**value, name: self._spoilt(value.get(name))}

    def _part(self) -> Any:
        if self.random.random() < 0.05:
            deep: Any = 1
            for _ in range(self.random.choice((60, 70, 250, 300, 900))):
                deep = [deep]
            return deep
        return self.random.choice(PARTS)
