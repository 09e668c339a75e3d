"""`python -m familyhubs.embedded server|test|bench|prove-image FOLDER [arguments]`: script/."""

import sys

from familyhubs.embedded.bench import bench
from familyhubs.embedded.image import prove
from familyhubs.embedded.serve import serve
from familyhubs.embedded.suite import test

if __name__ == "__main__":
    command, folder, *arguments = sys.argv[1:]
    commands = {
        "server": lambda: serve(folder),
        "test": lambda: test(folder, arguments),
        "bench": lambda: bench(folder, arguments),
        "prove-image": prove,
    }
    sys.exit(commands[command]())
