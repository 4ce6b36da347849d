"""Streams that break off, hang, or never end."""

import gzip
import zlib

from evals.faults.misdeed import HALF, RAW, misdeed
from evals.faults.server import Line
from index.fault import Fault

_DRIP = 0.02
"""Seconds between two pieces."""


def _cut_before_words(line: Line) -> None:
    line.head()


def _cut_in_a_sentence(line: Line) -> None:
    line.head()
    line.say(HALF)


def _reset_in_a_sentence(line: Line) -> None:
    line.head()
    line.say(HALF)
    line.wait(0.05)  # so that it is read: a reset takes back what is on its way
    line.reset()


def _shorter_than_told(line: Line) -> None:
    line.head(length=100_000)
    line.say(HALF)


def _cut_in_an_event(line: Line) -> None:
    line.head()
    line.say(HALF)
    line.send(line.speech.said(content=HALF)[:-30])


def _bad_chunk(line: Line) -> None:
    line.head(Transfer_Encoding="chunked")
    piece = line.speech.said(content=HALF)
    line.send(f"{len(piece):x}\r\n".encode() + piece + b"\r\nnot-a-length\r\n")


def _stalled(line: Line) -> None:
    line.head()
    line.say(HALF)
    line.wait(60)


def _dripping(line: Line) -> None:
    line.head()
    for _ in line.until_left():
        line.say("租")
        line.wait(_DRIP)


def _dripping_bytes(line: Line) -> None:
    line.head()
    for byte in line.speech.said(content=HALF * 500):
        line.send(bytes([byte]))
        line.wait(_DRIP)


def _endless(line: Line) -> None:
    line.head()
    for _ in line.until_left():
        line.say("东湖园区的租金补贴最高可达9999万元。[1]")


def _endless_blanks(line: Line) -> None:
    line.head()
    for _ in line.until_left():
        line.say(" \n" * 100)


def _endless_line(line: Line) -> None:
    line.head()
    line.send(line.speech.said(content=HALF)[:-20])
    for _ in line.until_left():
        line.send(b"a" * 65536)


def _endless_thoughts(line: Line) -> None:
    line.head()
    for _ in line.until_left():
        line.say("", reasoning_content="想一想9999", thinking="想一想9999")


def _endless_silence(line: Line) -> None:
    line.head()
    for _ in line.until_left():
        line.send(b": keep-alive\n\n" if line.speech.name == "openai" else b"\n")
        line.wait(_DRIP)


def _bomb(line: Line) -> None:
    """A thousand bytes of it unpack to a million."""
    line.head(Content_Encoding="gzip")
    packed = gzip.compress(line.speech.said(content="租" * 20_000_000), 1)
    line.send(packed)


def _deflated(line: Line) -> None:
    line.head(Content_Encoding="deflate")
    line.send(zlib.compress(line.speech.said(content=HALF)) + RAW.encode())


STREAMS = (
    misdeed("cut_before_words", _cut_before_words, Fault.EMPTY, Fault.MALFORMED),
    misdeed("cut_in_a_sentence", _cut_in_a_sentence, Fault.CUT),
    misdeed("reset_in_a_sentence", _reset_in_a_sentence, Fault.UNREACHABLE),
    misdeed("shorter_than_told", _shorter_than_told, Fault.UNREACHABLE),
    misdeed("cut_in_an_event", _cut_in_an_event, Fault.MALFORMED, Fault.CUT),
    misdeed("bad_chunk", _bad_chunk, Fault.UNREACHABLE),
    misdeed("stalled", _stalled, Fault.TIMEOUT),
    misdeed("dripping", _dripping, Fault.TIMEOUT),
    misdeed("dripping_bytes", _dripping_bytes, Fault.TIMEOUT),
    misdeed("endless", _endless),
    misdeed("endless_blanks", _endless_blanks, Fault.EMPTY, Fault.TIMEOUT),
    misdeed("endless_line", _endless_line, Fault.ENDLESS, Fault.TIMEOUT),
    misdeed("endless_thoughts", _endless_thoughts, Fault.ENDLESS, Fault.TIMEOUT),
    misdeed("endless_silence", _endless_silence, Fault.TIMEOUT, Fault.MALFORMED),
    misdeed("gzip_bomb", _bomb, Fault.MALFORMED),
    misdeed("unasked_deflate", _deflated, Fault.MALFORMED),
)
