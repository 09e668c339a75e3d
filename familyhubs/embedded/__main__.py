"""`python -m familyhubs.embedded server FOLDER`, and `test` or `bench FOLDER [arguments]`."""

import sys

from familyhubs.embedded.bench import bench
from familyhubs.embedded.serve import serve
from familyhubs.embedded.suite import test

if __name__ == "__main__":
    command, folder, *arguments = sys.argv[1:]
    if command == "server":
        sys.exit(serve(folder))
    sys.exit({"test": test, "bench": bench}[command](folder, arguments))
