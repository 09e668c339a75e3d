"""What stands in a backup: named parts one after the other, each in blocks, then nothing more."""

import json
import struct

from .sealing import Damaged

BLOCK = 256 * 1024
LENGTH = struct.Struct(">I")
DATABASE, MANIFEST, UPLOAD = "database", "manifest", "upload"


def write_part(sealed, kind, name, blocks):
    """One part with all its blocks; how many bytes it has."""
    head = json.dumps({"kind": kind, "name": name}).encode()
    sealed.write(LENGTH.pack(len(head)) + head)
    size = 0
    for block in blocks:
        if block:
            sealed.write(LENGTH.pack(len(block)) + block)
            size += len(block)
    sealed.write(LENGTH.pack(0))
    return size


def parts_of(opened):
    """(kind, name, blocks) of each part; its blocks must be read before the next part is."""
    while length := _length(opened, at_the_end=True):
        head = json.loads(_exactly(opened, length))
        yield head["kind"], head["name"], _blocks(opened)


def _blocks(opened):
    while length := _length(opened):
        yield _exactly(opened, length)


def _length(opened, *, at_the_end=False):
    data = opened.read(LENGTH.size)
    if not data and at_the_end:
        return 0
    if len(data) < LENGTH.size:
        raise Damaged("The backup ends in the middle.")
    return LENGTH.unpack(data)[0]


def _exactly(opened, length):
    data = opened.read(length)
    if len(data) < length:
        raise Damaged("The backup ends in the middle.")
    return data


def blocks_of(file):
    """What a file holds, a block at a time."""
    while block := file.read(BLOCK):
        yield block
