"""`python -m familyhubs.embedded server FOLDER` and `… test FOLDER [arguments]`."""

import sys

from familyhubs.embedded.serve import serve
from familyhubs.embedded.suite import test

if __name__ == "__main__":
    command, folder, *arguments = sys.argv[1:]
    sys.exit(serve(folder) if command == "server" else test(folder, arguments))
