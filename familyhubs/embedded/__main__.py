"""`python -m familyhubs.embedded server|test|prove-image FOLDER [arguments]`, for script/."""

import sys

from familyhubs.embedded.image import prove
from familyhubs.embedded.serve import serve
from familyhubs.embedded.suite import test

if __name__ == "__main__":
    command, folder, *arguments = sys.argv[1:]
    commands = {
        "server": lambda: serve(folder),
        "test": lambda: test(folder, arguments),
        "prove-image": prove,
    }
    sys.exit(commands[command]())
