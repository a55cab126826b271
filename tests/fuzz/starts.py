"""Inputs to begin with: small files of every kind a reader knows, sound and broken."""

# ruff: noqa: E501 - lists of words read better unbroken
from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib

import brotli
import zstandard

PAGE = (
    "<!doctype html><html lang=zh><head><meta charset=utf-8><title>标题</title>"
    '<meta name="author" content="王某"><script type="application/ld+json">'
    '{"@type":"NewsArticle","author":{"name":"王某"},"datePublished":"2024-01-02"}</script>'
    '<style>.a{display:none}</style></head><body><h1>标题</h1><p class="byline">文 | 某某</p>'
    "<p>昨天下午，我们在城里的图书馆里见到了三位老师。<br>第二行。</p>"
    '<div style="display:none">隐藏 <a href="http://b.example/">链接</a></div>'
    "<ul><li>一<li>二</ul><table><tr><td>1<td>2</table><p>来源：新华社</p></body></html>"
)

HTML = [
    b"",
    PAGE.encode(),
    PAGE.encode("gb18030"),
    PAGE.encode("utf-16"),
    b"<",
    b"<!--x--><![CDATA[y]]><?php z ?>",
    b"<p\x00>&#x110000;&#xd800;&amp;&nbsp;&notit;&#0;",
    b"<script>a</scr<script>b</script><style>.x{color:#fff}</style><p class=x>t",
    b"<a href=' //x '><b><i></b></i></a><table><p>x</table></p></div></div>",
    b"<template><p>a</template><svg><title>s</title></svg><math><mi>x</mi></math>",
    b"<select><option>a<option>b</select><textarea><p>t</textarea><noscript><p>n</noscript>",
    b"<p style='position:absolute;left:-9999px;font-size:0;opacity:0'>a</p><p hidden>b</p>",
    b"<frameset><frame src=x></frameset><plaintext><p>x",
    b"<base href='http://c.example/'><a href='d' rel=nofollow>e</a><img alt=f src=g>",
    b"<meta http-equiv=refresh content='0;url=/y'><meta property='og:title' content='t'>",
    b"<div><div><div><span><em><strong>x</strong></em></span></div></div></div>" * 4,
    b"<meta charset=idna>\xe9\xe8",
    (
        b"<p style='color:#fff;background:#ffffff'>a<p style='color:rgb(1,2,3);background-color:white'>"
        b"b<p style='color:transparent'>c<p style='overflow:hidden;height:0'>d<p style='font-size:1px'>"
    ),
    b"<table bgcolor=#fff><tr><td bgcolor=red><font color=#fefefe>a</font><font color=blue>b</font>",
    (
        b"<div style='visibility:collapse'>a</div><div style='opacity:.01'>b<i>c</i></div>"
        b"<div style='left:-999em;position:absolute'>d</div><div style='margin-left:-5000px'>e</div>"
    ),
    (
        b"<p class=author>a<p id=date>b<span rel=author>c</span><b itemprop=author>d</b><time>e</time>"
        b"<meta itemprop=datePublished content=2024><i class='post date'>f</i><a rel=author>g<p>h</a>"
    ),
    b"<pre>a\n b\n<a href=x>c\n d</a></pre><div role=navigation>e</div><i role=main>f</i>",
    b"<div>" * 600 + b"<a href=x>deep</a><p class=date>x" + b"</div>" * 600,
    b"<select><option>a<li>b<dd>c<dt>d<tr><td>e<th>f</select><ul><li>g<ul><li>h</ul><li>i</ul>",
]


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n".encode() + "\r\n".join([*headers, "", ""]).encode() + body


def warc(block: bytes, kind: str = "response", *headers: str, length: int | None = None) -> bytes:
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Target-URI: http://h.example/a",
        "WARC-Date: 2024-01-02T03:04:05Z",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    parts = (body[:half], body[half:])
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def _bodies() -> list[bytes]:
    page = b"<html><p>one page of text</p></html>"
    kind = "Content-Type: text/html; charset=utf-8"
    return [
        http(page, kind),
        http(gzip.compress(page, mtime=0), kind, "Content-Encoding: gzip"),
        http(gzip.compress(page, mtime=0) * 3, kind, "Content-Encoding: gzip"),
        http(brotli.compress(page), kind, "Content-Encoding: br"),
        http(zstandard.compress(page), kind, "Content-Encoding: zstd"),
        http(chunked(page), kind, "Transfer-Encoding: chunked"),
        http(zlib.compress(page), kind, "Content-Encoding: deflate"),
        http(zlib.compress(page)[2:-4], kind, "Content-Encoding: deflate"),
        http(gzip.compress(page * 9, mtime=0)[:-9] + b"\xff" * 9, kind, "Content-Encoding: gzip"),
        http(gzip.compress(page, mtime=0)[:40] + b"\x07" * 9, kind),
        http(gzip.compress(page * 200, mtime=0), kind, "Content-Encoding: gzip"),
        http(brotli.compress(page * 200), kind, "Content-Encoding: br"),
        http(zstandard.compress(page * 200), kind, "Content-Encoding: zstd"),
        http(chunked(page)[:-30], kind, "Transfer-Encoding: chunked"),
        http(page, "Content-Type: image/png"),
        http(b"", kind),
        http(b"", "Location: /b", status="301 Moved"),
        http(b"\xff\xfeh\0i\0", "Content-Type: text/plain; charset=utf-16"),
    ]


def _archives() -> list[bytes]:
    http_record = warc(_bodies()[0])
    return [
        *(warc(body, "response", "Content-Type: application/http") for body in _bodies()),
        warc(b"x", "warcinfo") + http_record + warc("文本".encode(), "conversion"),
        warc(b"", "revisit", "WARC-Refers-To: <urn:uuid:1>") + http_record,
        warc(_bodies()[0], length=999999) + http_record,
        warc(_bodies()[0], length=10) + http_record,
        _several(),
        http_record.replace(b"\r\n", b"\n"),
        b"WARC/1.0\r\nWARC-Type: response\r\n folded\r\n\r\n" + http_record,
        warc(b"z" * 3100) + http_record,
        http_record + b"junk between\n" + http_record,
    ]


def _several() -> bytes:
    """Three records, with the marks at which the harness may make members of them."""
    record = warc(_bodies()[0])
    return record + b"\0\0" + record + b"\0\0" + warc(b"y", "resource")


def _arcs() -> list[bytes]:
    body = _bodies()[0]
    first = b"filedesc://x.arc 0.0.0.0 20240102030405 text/plain 76\n1 0 x\nURL IP-address\n\n"
    line = b"http://h.example/a 1.2.3.4 20240102030405 text/html %d\n" % len(body)
    return [first + line + body + b"\n" + line + body + b"\n", line + body[:20]]


def _tables() -> list[tuple[int, bytes]]:
    rows = [
        {"id": "1", "url": "http://a.example/", "text": "一页文字。", "title": "甲"},
        {"html": "<p>x</p>", "author": ["a", {"name": "b"}], "metadata": {"url": "u"}},
        {"raw_content": "<div>y</div>", "date": 2024, "extra": None},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    array = json.dumps(rows, indent=1).encode()
    csv = 'id,url,text\r\n1,u,"a ""quoted"" text\nover lines"\r\n2,v,b\r\n3,w,"open\n4,x,c'
    return [
        (2, lines),
        (2, b'{"text":"a"}\nnot json\n\n[1]\n{"text":"\\ud800"}\n{"text":1e999}'),
        (2, b'{"text":"a","title":' + b"[" * 40 + b"]" * 40 + b"}"),
        (2, lines.decode().encode("utf-16")),
        (3, array),
        (3, b'[{"text":"a"},{"text":"b},{"text":"c"}] {"text":"d"}'),
        (3, b'{"text":"a"}{"text":"b"}\x1e{"text":"c"'),
        (4, csv.encode()),
        (4, csv.encode("gb18030")),
        (5, b"url\ttext\tlang\na\tb\tzh\nc\td"),
        (4, b"a;b\n1;2;3\n"),
    ]


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
        archive.writestr(zipfile.ZipInfo("../../evil.warc"), content)
    return out.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    table = pa.table({"url": ["a", "b"], "html": [b"<p>x", None], "text": [None, "y"]})
    pq.write_table(table, out, row_group_size=1)
    return out.getvalue()


def _sources() -> list[bytes]:
    plain = [
        *((0, body) for body in _archives()),
        *((1, body) for body in _arcs()),
        *_tables(),
        (6, warc("文本".encode(), "conversion")),
        (7, PAGE.encode()),
        (8, "一页文字。".encode()),
        (9, _archives()[0]),
    ]
    whole = [bytes([suffix, 0, 0]) + body for suffix, body in plain]
    small = [bytes([suffix, 0, 1]) + body for suffix, body in plain]
    packed = [
        bytes([0, packing, how]) + _several()
        for packing in range(1, 9)
        for how in (0, 1, 90, 131, 200)
    ]
    lines = [bytes([2, packing, 60]) + _tables()[0][1] for packing in range(1, 9)]
    dictionary = b"\x5d\x2a\x4d\x18\x04\0\0\0abcd" + zstandard.compress(_archives()[0])
    double = [bytes([9, 0, 0]) + gzip.compress(gzip.compress(_archives()[0], mtime=0), mtime=0)]
    containers = [
        bytes([10, 0, 0]) + _zip("archive/x.warc.gz", gzip.compress(_several(), mtime=0)),
        bytes([11, 0, 0]) + _parquet(),
        bytes([0, 0, 0]) + dictionary,
    ]
    return [*whole, *small, *packed, *lines, *containers, *double]


def _index() -> list[bytes]:
    tampered = []
    for file in range(13):
        for how in (0, 1, 2, 3, 17, 19, 33, 51, 49):
            for at in (0, 8, 64, 130, 1000, 4000):
                patch = b"\xff\xff\xff\xff" if at % 3 else b"\x00\x01"
                tampered.append(bytes([how, file]) + at.to_bytes(2, "big") + b"\0" + patch)
    cells = [
        bytes([8 | how, 0]) + at.to_bytes(2, "big") + b"\0" + patch
        for how in (0, 1, 64, 65, 128, 129, 192, 193, 32, 96)
        for at in range(6)
        for patch in (b"", b"\xff" * 8, b"\0" * 7 + b"\x13", b"../../x", b"{}", b"[]", b"1")
    ]
    return [b"\x00\x00\x00\x00\x00", *tampered, *cells]


def _model() -> list[bytes]:
    patches = (
        b"",
        b"\xff" * 8,
        b"\0" * 8,
        b"1",
        b'"__module__":"os"',
        b"nan",
        b"\x80\x04N.",
        b"[" * 99,
    )
    return [
        bytes([how << 1 | kind, member]) + at.to_bytes(2, "big") + b"\1" + patch
        for kind in (0, 1)
        for member in (0, 3, 5, 200)
        for how, at in ((0, 9), (1, 60), (1, 140), (2, 130), (3, 20), (3, 200), (3, 2000))
        for patch in patches
    ] + [b"\0\0\0\0\0PK\x03\x04", b"\1\0\0\0\0"]


STARTS = {
    "html": [bytes([how]) + page for page in HTML for how in (0, 2, 6, 128, 192)],
    "sources": _sources(),
    "index": _index(),
    "model": _model(),
}

WORDS = {
    "html": """<!doctype <html <head <body <p> <p <div </div> </p> <br> <a href= </a> <title> </title>
        <script> </script> <style> </style> <!-- --> <![CDATA[ ]]> <?xml &amp; &#x &#65; &nbsp; <table> <tr>
        <td> </table> <ul> <li> <h1> <span <img alt= <meta charset= <meta name= property= content= class= id=
        style= hidden aria-hidden="true" display:none visibility:hidden opacity:0 font-size:0 left:-9999px
        color:#fff background:#fff <template> <svg> <math> <noscript> <iframe <select> <option> <textarea>
        <plaintext> <frameset> <base href= rel="author" itemprop="author" datetime= <time <article> <main>
        <nav> <footer> <aside> application/ld+json {"@type": "@graph" "author" "name" og:title http-equiv
        refresh gb2312 utf-16 big5 idna 来源： 记者 &ldquo; <font <center> <marquee> <button> <form> <input
        <details> <summary> <pre> <code> <blockquote> <dl> <dt> <dd> <object> <video> <slot>""",
    "sources": """WARC/1.0 WARC/1.1 WARC/0.18 WARC-Type: response conversion resource revisit warcinfo
        WARC-Target-URI: Content-Length: WARC-Date: WARC-Truncated: WARC-Refers-To: application/http
        HTTP/1.1 Content-Type: text/html text/plain charset= Content-Encoding: gzip deflate br zstd
        Transfer-Encoding: chunked Location: filedesc:// 20240102030405 {"text": {"html": {"url": "id":
        "title": "author": "metadata": "metadata": null \\\\ud800 \\\\u0000 [{ }] }{ ,{ "" ",\" id,url,text
        <html> <p> %PDF-1 metadata conversion 1.2.3.4 http://h.example/""",
    "model": """__class__ __module__ __loader__ content numpy ndarray ObjectNode JsonNode TypeNode file
        .npy <f8 |O descr shape fortran_order (1,) builtins dict NUMPY sklearn nan Infinity 1e999""",
    "index": """ARROW1 sha256 hashes.npy items.arrow 0000000000000001 header runs SQLite format
        { } [ ] ../ NUMPY""",
}
